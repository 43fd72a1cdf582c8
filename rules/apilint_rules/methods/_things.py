"""Writing to things that the run itself has made: what is sent, what is read back, what may be changed in between."""

from __future__ import annotations

from typing import Any

from ..core import Direction, Exchange, Operation, Request, Schema, Situation, Steps, Thing
from ..core.wire.situation import maker_of


def can_be_tried(operation: Operation) -> bool:
    """Whether an operation is about an item that a POST can make and a GET can read."""
    return maker_of(operation) is not None and operation.resource.operation("get") is not None


def read(operation: Operation, situation: Situation, thing: Thing) -> Steps[Exchange | None]:
    """Reads a thing; None where nobody knows how."""
    get = situation.of(thing, "get")
    request = situation.request(get, thing) if get is not None else None
    if request is None:
        return None
    return (yield unconditional(request))


def unconditional(request: Request) -> Request:
    """The request without conditions, which an older representation might have left there."""
    for name in ("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"):
        request = request.with_header(name, None)
    return request


def write(operation: Operation, situation: Situation, thing: Thing, known: Exchange) -> Request | None:
    """The request of an operation on a thing, with the entity tag of what is known where the operation takes it."""
    request = situation.request(operation, thing)
    if request is None:
        return None
    tag = known.answer.header("etag")
    takes = any(one.name.lower() == "if-match" for one in operation.parameters_in("header"))
    return unconditional(request).with_header("If-Match", tag if takes and tag else None)


def body_schema(operation: Operation) -> Schema | None:
    """The schema of the JSON body of a request."""
    body = operation.request_body
    return body.json.schema if body is not None and body.json is not None else None


def fits(operation: Operation, value: Any) -> bool:
    """Whether a body is one that the description allows."""
    schema = body_schema(operation)
    return schema is None or operation.api.validators.accepts(schema, value, Direction.REQUEST)


def changed(operation: Operation, body: dict[str, Any], now: dict[str, Any]) -> dict[str, Any] | None:
    """A body with a field that differs from what a thing has now; the first field is such; None where none can be."""
    differing = [name for name, value in body.items() if name in now and now[name] != value]
    if differing:
        return {differing[0]: body[differing[0]], **body}
    for name, value in body.items():
        for other in _others(value):
            tried = {name: other, **{key: each for key, each in body.items() if key != name}}
            if name in now and fits(operation, tried):
                return tried
    return None


def spoiled(operation: Operation, body: dict[str, Any], keep: str) -> dict[str, Any] | None:
    """A body that the description forbids because of one field, which comes last and is not `keep`."""
    schema = body_schema(operation)
    names = [name for name in body if name != keep]
    if schema is not None:
        names += [name for name in schema.flat.properties if name not in body and name != keep]
    for name in reversed(names):
        for wrong in WRONG:
            tried = {**{key: value for key, value in body.items() if key != name}, name: wrong}
            if not fits(operation, tried):
                return tried
    return None


WRONG: tuple[Any, ...] = ({"apilint": []}, "apilint", 17)
"""Of all kinds, so that one of them is wrong anywhere."""


def _others(value: Any) -> list[Any]:
    if type(value) is str:
        return [f"{value} 2", value[:-1], f"{value[:-1]}x"]
    return [value + 1, value - 1] if type(value) in (int, float) else []
