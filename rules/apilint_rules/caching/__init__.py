"""Caches, conditional requests and safe retries."""
