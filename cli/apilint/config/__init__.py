"""apilint.yaml, .apilint.yaml and [tool.apilint] in pyproject.toml, turned into typed settings."""
