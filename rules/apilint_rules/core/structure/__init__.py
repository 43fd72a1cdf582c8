"""Is a document what the specification says it must be? jsonschema-rs decides, in plain words we tell."""
