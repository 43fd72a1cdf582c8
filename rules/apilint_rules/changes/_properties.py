"""Properties that came to an object or went from it."""

from __future__ import annotations

from typing import Any

from ..core import Added, Change, Pair, Removed, Response, Schema
from ._bodies import is_request


def is_request_property(change: Change[Any]) -> bool:
    """Whether it is a property in a body that the service reads."""
    return change.is_sent and _is_property(change)


def is_response_property(change: Change[Any]) -> bool:
    """Whether it is a property in a body that the client reads."""
    return not change.is_sent and _is_property(change)


def _is_property(change: Change[Any]) -> bool:
    in_body = is_request(change) or change.nearest(Response) is not None
    return in_body and bool(change.path) and change.path[-1] not in ("[]", "*")


def is_required_in(change: Added[Schema]) -> bool:
    """Whether the new object requires it."""
    return any(change.path[-1] in above.new.flat.required for above in _objects(change))


def was_required_in(change: Removed[Schema]) -> bool:
    """Whether the old object required it."""
    return any(change.path[-1] in above.old.flat.required for above in _objects(change))


def is_closed_above(change: Removed[Schema]) -> bool:
    """Whether the new object refuses what it does not know."""
    return any(is_closed(above.new) for above in _objects(change))


def kept(change: Added[Schema] | Removed[Schema]) -> Schema | None:
    """The property in the description where it does not travel, but is declared: `readOnly`, `writeOnly`."""
    name = change.path[-1]
    objects = (above.new if isinstance(change, Removed) else above.old for above in _objects(change))
    return next((schema for each in objects if (schema := each.flat.properties.get(name)) is not None), None)


def _objects(change: Change[Schema]) -> list[Pair[Schema]]:
    return [above for above in change.above if isinstance(above, Pair) and isinstance(above.new, Schema)]


def is_closed(schema: Schema) -> bool:
    """Whether an object refuses properties that it does not know."""
    parts = schema.flat.parts
    return any(
        part.value.get(key) is False
        for part in parts
        for key in ("additionalProperties", "unevaluatedProperties")
    )
