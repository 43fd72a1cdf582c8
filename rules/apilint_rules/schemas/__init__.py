"""Schemas: types, bounds, formats, and what they mean in each version of OpenAPI."""
