"""Values of JSON: of which type they are, and which are the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same to JSON Schema: `1` is `1.0`, but not `true`."""
    return bool(identity(one) == identity(other))


def identity(value: Any) -> Any:
    """Something hashable that two values share only if they are the `same`."""
    if isinstance(value, list):
        return "array", tuple(map(identity, value))
    if isinstance(value, dict):
        return "object", frozenset((name, identity(member)) for name, member in value.items())
    return kind_of(value), value


def beyond(values: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """Those values that are the same as none of some others."""
    known = set(map(identity, others))
    return [value for value in values if identity(value) not in known]


def kind_of(value: Any) -> str:
    """The type of a JSON value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    return "string" if isinstance(value, str) else "array" if isinstance(value, list) else "object"
