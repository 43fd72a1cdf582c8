"""Which schemas callers send: those of requests below `paths`, not those that only webhooks send."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from ..core import Api, Schema
from ..core.api.schema import Unit

_UNITS: WeakKeyDictionary[Api, set[int]] = WeakKeyDictionary()


def is_sent(schema: Schema) -> bool:
    """Whether a caller sends it, in a body or a parameter."""
    if not schema.in_request or not schema.api.webhooks:
        return schema.in_request
    units = _UNITS.get(schema.api)
    if units is None:
        units = _UNITS[schema.api] = _reached(list(_requested(schema.api)))
    return id(schema.unit) in units


def _requested(api: Api) -> Iterator[Unit]:
    """The schemas with which the requests below `paths` begin."""
    for operation in api.operations:
        media = operation.request_body.content.values() if operation.request_body is not None else ()
        for parameter in operation.parameters:
            found = [parameter.schema, *(media.schema for media in parameter.content.values())]
            yield from (schema.unit for schema in found if schema is not None)
        for body in media:
            values = (body.schema_value, body.value.get("itemSchema"))
            schemas = (api.schema_of(body.document, value) for value in values)
            yield from (schema.unit for schema in schemas if schema is not None)


def _reached(waiting: list[Unit]) -> set[int]:
    reached: set[int] = set()
    while waiting:
        unit = waiting.pop()
        if id(unit) not in reached:
            reached.add(id(unit))
            waiting += unit.targets
    return reached
