"""Recorded traffic: reading it, finding its operations, counting what it uses."""
