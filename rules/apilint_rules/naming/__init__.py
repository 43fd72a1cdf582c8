"""Names: of paths, parameters, headers, properties, schemas and operations."""
