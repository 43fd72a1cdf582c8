"""What these rules agree on: when a text says something, and which operations somebody calls."""

from __future__ import annotations

from ..core import Operation, Schema, View


def says(view: View, *keys: str) -> bool:
    """Whether any of these members is a text that is not blank."""
    return any(view.text(key).strip() for key in keys)


def is_called(operation: Operation) -> bool:
    """Whether clients are written against it: `OPTIONS`, `HEAD` and `TRACE` are answered by frameworks."""
    return operation.method not in ("options", "head", "trace")


def is_described(schema: Schema) -> bool:
    """Whether a schema or one of its alternatives (`anyOf: [..., {type: "null"}]`) has a description."""
    choices = [choice for part in schema.flat.parts for choice in part.any_of + part.one_of]
    return any(says(part, "description") for whole in (schema, *choices) for part in whole.flat.parts)
