"""Small values that a schema is likely to accept: what it names itself, and the least that it requires."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..core import Schema

MOST_VALUES = 8
MOST_DEPTH = 5

_TEXTS = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T09:30:00Z",
    "uuid": "123e4567-e89b-12d3-a456-426614174000",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
}


class _NoValueError(Exception):
    """Nothing simple comes to mind."""


def witnesses(schema: Schema) -> Iterator[Any]:
    """Values to try, the least ones first."""
    for part in schema.flat.parts:
        yield from (part.enum or ())[:MOST_VALUES]
        yield from (
            part.value[keyword] for keyword in ("const", "example", "default") if keyword in part.value
        )
        yield from part.sequence("examples")[:MOST_VALUES]
    for branch in (schema, *schema.one_of[:MOST_VALUES], *schema.any_of[:MOST_VALUES]):
        try:
            yield _least(branch, 0)
        except _NoValueError:
            continue


def _least(schema: Schema, depth: int) -> Any:
    """The smallest value that comes to mind."""
    flat = schema.flat
    for keyword in ("const", "example", "default"):
        if flat.first(keyword) is not None:
            return flat.first(keyword)
    listed = flat.first("enum")
    if listed:
        return listed[0]
    if depth > MOST_DEPTH:
        raise _NoValueError
    kind = _kind(schema)
    if not kind:
        branches = schema.one_of + schema.any_of
        return _least(branches[0], depth + 1) if branches else {}
    if kind not in _OF_KIND:
        raise _NoValueError
    return _OF_KIND[kind](schema, depth)


def _kind(schema: Schema) -> str:
    """The type to make a value of; empty where any would do."""
    flat = schema.flat
    if flat.types:
        return min(flat.types - {"null"}, default="null")
    return "object" if flat.is_object else "array" if flat.is_array else ""


def _object(schema: Schema, depth: int) -> Any:
    properties = schema.flat.properties
    names = sorted(schema.flat.required)
    return {name: _least(properties[name], depth + 1) if name in properties else "a" for name in names}


def _array(schema: Schema, depth: int) -> Any:
    count = schema.flat.first("minItems")
    if type(count) is not int or count < 1:
        return []
    if count > MOST_VALUES or schema.flat.items is None:
        raise _NoValueError
    return [_least(schema.flat.items, depth + 1)] * count


def _text(schema: Schema, depth: int) -> Any:
    flat = schema.flat
    if flat.first("pattern") is not None:
        raise _NoValueError
    length = flat.first("minLength")
    return _TEXTS.get(str(flat.first("format")), "a" * min(length if type(length) is int else 1, 100))


def _number(schema: Schema, depth: int) -> Any:
    bounds = [schema.flat.first(keyword) for keyword in ("minimum", "maximum")]
    return next((bound for bound in bounds if type(bound) in (int, float)), 1)


_OF_KIND: dict[str, Callable[[Schema, int], Any]] = {
    "object": _object,
    "array": _array,
    "string": _text,
    "integer": _number,
    "number": _number,
    "boolean": lambda schema, depth: True,
    "null": lambda schema, depth: None,
}
