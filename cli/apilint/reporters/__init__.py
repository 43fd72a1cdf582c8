"""Findings to text: one format a file, each a function from findings to lines."""
