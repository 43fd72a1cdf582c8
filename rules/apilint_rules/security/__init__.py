"""Credentials, transport, and what a description gives away."""
