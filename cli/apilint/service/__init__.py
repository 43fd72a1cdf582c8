"""What talks to a live service: the only modules that import httpx or schemathesis."""
