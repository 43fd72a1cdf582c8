"""Lists: paging, filtering, sorting."""
