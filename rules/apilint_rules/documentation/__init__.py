"""Documentation: what a reader of the description needs to be told."""
