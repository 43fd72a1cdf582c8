"""Hygiene: what makes a document hard to trust, whatever API it describes."""
