"""Patterns as ECMA-262 reads them, and the languages that they describe."""
