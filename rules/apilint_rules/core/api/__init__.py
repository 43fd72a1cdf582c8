"""The description as a reader sees it."""
