"""The type of a value in words, so that two uses of one name can be compared."""

from __future__ import annotations

from ..core import Schema


def kind_of(schema: Schema) -> str:
    """`string`, `integer`, `array`, ...; empty where a schema allows several types or says none."""
    types = schema.flat.types - {"null"}
    if "number" in types:
        types -= {"integer"}
    return next(iter(types)) if len(types) == 1 else ""


def with_article(kind: str) -> str:
    """`an integer`, `a string`."""
    return f"an {kind}" if kind[:1] in "aeio" else f"a {kind}"


def times(count: int, noun: str) -> str:
    """`1 operation`, `3 operations`."""
    return f"{count} {noun}{'s' * (count != 1)}"
