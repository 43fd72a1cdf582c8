"""Versions in paths, headers and `info`, and how what is deprecated says goodbye."""
