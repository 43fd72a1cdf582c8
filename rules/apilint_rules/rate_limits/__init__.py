"""Limits on how often a client may call."""
