"""The same thing looks the same wherever it appears in a description."""
