"""What changed between two descriptions of an API, and what of it breaks the clients it has: `apilint diff OLD NEW`."""
