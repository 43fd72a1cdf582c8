"""What was read, as it is written back: whole for PUT, a part of it for PATCH."""

from __future__ import annotations

from typing import Any

from ..api.model import Direction, MediaType, Operation
from ..api.schema import Schema
from .values import Values


def read_back(values: Values, operation: Operation, representation: Any) -> Any:
    """A representation as the body of a PUT on the same resource; None where it does not fit."""
    media = _json(operation)
    if media is None or media.schema is None or representation is None:
        return representation if media is not None else None
    for candidate in _candidates(values, media.schema, representation):
        if values.fits(media.schema, candidate, Direction.REQUEST):
            return candidate
    return None


def patched(values: Values, operation: Operation, representation: Any) -> Any:
    """A change that changes nothing, for a PATCH: some members as they are (RFC 7396), or tests (RFC 6902)."""
    media = _json(operation)
    if media is None:
        return None
    if type(representation) is not dict:
        return {} if media.schema is not None and values.fits(media.schema, {}, Direction.REQUEST) else None
    names = [name for name, value in representation.items() if type(value) in (str, int, bool)]
    if media.essence == "application/json-patch+json":
        name = next(iter(representation), None)
        return None if name is None else [{"op": "test", "path": f"/{name}", "value": representation[name]}]
    if media.schema is None:
        return {name: representation[name] for name in names[:1]}
    hidden = values.hidden(media.schema, Direction.REQUEST)
    properties = media.schema.flat.properties
    known = {
        name: value for name, value in representation.items() if name in properties and name not in hidden
    }
    own = {name: value for name, value in known.items() if name not in _IDENTITIES} or known
    some = {name: value for name, value in own.items() if value is not None}
    for candidate in (dict(list(some.items())[:2]), some, own):
        if candidate and values.fits(media.schema, candidate, Direction.REQUEST):
            return candidate
    return None


_IDENTITIES = frozenset(
    ("id", "_id", "uuid", "href", "self", "created_at", "createdAt", "updated_at", "updatedAt")
)


def _candidates(values: Values, schema: Schema, representation: Any) -> list[Any]:
    """What may be written: as it was read, without what does not travel, without what the schema does not know."""
    if type(representation) is not dict:
        return [representation]
    hidden = values.hidden(schema, Direction.REQUEST)
    travelling = {name: value for name, value in representation.items() if name not in hidden}
    properties = schema.flat.properties
    known = {name: value for name, value in travelling.items() if name in properties}
    some = {name: value for name, value in known.items() if value is not None}
    if not properties:
        return [travelling]
    return [known, some, travelling]


def _json(operation: Operation) -> MediaType | None:
    """The JSON representation of the body: plain JSON or a merge patch before a JSON patch."""
    body = operation.request_body
    media = [each for each in body.content.values() if each.is_json] if body is not None else []
    return min(media, key=lambda each: each.essence == "application/json-patch+json", default=None)
