"""What of a description one recorded exchange touches: its operation, parameters, bodies, statuses and properties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl

from ..api.media import essence
from ..api.model import Direction, MediaType, Operation, Parameter, Response
from ..api.schema import Schema
from ..wire.exchange import Exchange
from ..wire.routing import Route
from .refusal import Key, Wanted, read_by

MOST_STEPS = 20_000
"""Values of one body that are looked at."""

_FORM = "application/x-www-form-urlencoded"
_PART = re.compile(rb'content-disposition:[^\r\n]*?\bname="([^"]*)"', re.IGNORECASE)


def operation_key(operation: Operation) -> Key:
    """A call of an operation."""
    return ("operation", id(operation))


def parameter_key(operation: Operation, location: str, name: str) -> Key:
    """A parameter that is there; headers in any case."""
    return ("parameter", id(operation), location, name.lower() if location == "header" else name)


def body_key(operation: Operation, direction: Direction, media_type: str = "") -> Key:
    """A body, or one of a media type (its essence)."""
    return ("body", id(operation), direction, media_type)


def status_key(operation: Operation, status: str) -> Key:
    """An answer that is declared under a status."""
    return ("status", id(operation), status.upper())


def header_key(operation: Operation, status: str, name: str) -> Key:
    """A field of such an answer."""
    return ("header", id(operation), status.upper(), name.lower())


def schema_key(direction: Direction, document: object, pointer: Iterable[str | int]) -> Key:
    """A value whose schema is written at a place, or that of a property whose key is there."""
    return ("schema", direction, id(document), tuple(map(str, pointer)))


def lack_key(direction: Direction, document: object, pointer: Iterable[str | int], name: str) -> Key:
    """An object whose schema is written at a place, and that has no such property."""
    return ("lack", direction, id(document), tuple(map(str, pointer)), name)


def unread_key(operation: Operation, direction: Direction) -> Key:
    """A body that was not recorded."""
    return ("unread", id(operation), direction)


def unread_values_key(operation: Operation, direction: Direction) -> Key:
    """A body of which only the names in it are known."""
    return ("unread values", id(operation), direction)


def touched(exchange: Exchange, route: Route, wanted: Wanted = Wanted()) -> set[Key]:  # noqa: B008 - it is immutable
    """Everything that an exchange with an operation touches, of lacks and refusals what is of interest."""
    operation = route.operation
    found: set[Key] = {operation_key(operation)}
    found.update(_parameters(exchange, route, wanted))
    found.update(_request(exchange, operation, wanted))
    found.update(_answer(exchange, operation, wanted))
    return found


def _parameters(exchange: Exchange, route: Route, wanted: Wanted) -> Iterator[Key]:
    request, operation = exchange.request, route.operation
    cookies = [each.partition("=") for each in (request.header("cookie") or "").split(";")]
    sent: dict[str, Iterable[tuple[str, str]]] = {
        "path": route.values.items(),
        "query": request.query,
        "header": [(name.lower(), value) for name, value in request.headers],
        "cookie": [(name.strip(), value.strip()) for name, _, value in cookies],
    }
    for parameter in operation.parameters:
        names = _names(parameter)
        pairs = sent.get(parameter.location, ())
        texts = [value for name, value in pairs if name in names or name.partition("[")[0] in names]
        if texts or parameter.location == "path":
            key = parameter_key(operation, parameter.location, parameter.name)
            yield from wanted.at(key, texts) if texts else (key,)


def _names(parameter: Parameter) -> set[str]:
    """The names under which a parameter travels: an object in the query may be its properties."""
    schema = parameter.any_schema
    is_spread = parameter.location == "query" and parameter.style in ("", "form")
    if is_spread and parameter.value.get("explode") is not False and schema is not None:
        return {parameter.name, *schema.flat.properties}
    return {parameter.name.lower() if parameter.location == "header" else parameter.name}


def _request(exchange: Exchange, operation: Operation, wanted: Wanted) -> Iterator[Key]:
    request, declared = exchange.request, operation.request_body
    if not request.body:
        return
    media_type = essence(request.header("content-type") or "")
    yield body_key(operation, Direction.REQUEST)
    yield body_key(operation, Direction.REQUEST, media_type)
    media = _media(declared.content.values(), media_type) if declared is not None else None
    value = _parsed(request.body, media_type)
    if media_type.startswith("multipart/"):
        wanted = wanted.without_values()
        yield unread_values_key(operation, Direction.REQUEST)
    if value is None:
        yield unread_key(operation, Direction.REQUEST)
    elif media is not None:
        if media_type == _FORM:
            value = read_by(media.schema, value)
        yield from _values(value, media.schema, Direction.REQUEST, wanted)


def _answer(exchange: Exchange, operation: Operation, wanted: Wanted) -> Iterator[Key]:
    answer, response = exchange.answer, _response(operation, exchange.status)
    if answer.is_cut:
        yield unread_key(operation, Direction.RESPONSE)
    if response is None:
        return
    yield status_key(operation, response.status)
    yield from (header_key(operation, response.status, name) for name, _ in answer.headers)
    if answer.body or answer.is_cut:
        yield body_key(operation, Direction.RESPONSE, answer.media_type)
    media = _media(response.content.values(), answer.media_type)
    if media is not None and answer.body and not answer.is_cut:
        yield from _values(_parsed(answer.body, answer.media_type), media.schema, Direction.RESPONSE, wanted)


def _response(operation: Operation, status: int) -> Response | None:
    """The declared answer that a status belongs to."""
    declared = {name.upper(): each for name, each in operation.responses.items()}
    names = (str(status), f"{status // 100}XX", "DEFAULT")
    return next((declared[name] for name in names if name in declared), None)


def _media(content: Iterable[MediaType], media_type: str) -> MediaType | None:
    content = list(content)
    for wanted in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        found = next((media for media in content if media.essence == wanted), None)
        if found is not None:
            return found
    return content[0] if len(content) == 1 and not media_type else None


def _parsed(body: bytes, media_type: str) -> Any:
    """A body as JSON has it; of forms the names of the fields. None where nothing is known of it."""
    from json import loads

    if media_type == _FORM:
        return dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    if media_type.startswith("multipart/"):
        return {name.decode(errors="replace"): "" for name in _PART.findall(body)} or None
    try:
        return loads(body)
    except (ValueError, RecursionError):
        return None


def _values(value: Any, schema: Schema | None, direction: Direction, wanted: Wanted) -> Iterator[Key]:
    """The schemas that a value and what is in it are described by."""
    waiting, steps = [(value, schema)], 0
    seen: set[tuple[int, int]] = set()
    while waiting and steps < MOST_STEPS:
        value, schema = waiting.pop()
        if schema is None or (id(value), id(schema)) in seen:
            continue
        steps += 1
        seen.add((id(value), id(schema)))
        for part in schema.flat.parts:
            yield from wanted.at(schema_key(direction, part.document, part.pointer), value)
            if type(value) is not dict:
                continue
            for name in wanted.lacks - value.keys():
                yield lack_key(direction, part.document, part.pointer, name)
            for name in part.mapping("properties").keys() & value.keys():
                key = schema_key(direction, part.document, (*part.pointer, "properties", name))
                yield from wanted.at(key, value[name])
        waiting += _below(value, schema)


def _below(value: Any, schema: Schema) -> Iterator[tuple[Any, Schema | None]]:
    flat = schema.flat
    if type(value) is dict:
        for name, member in value.items():
            yield member, flat.properties.get(name) or _additional(schema)
    elif type(value) is list and flat.items is not None:
        yield from ((item, flat.items) for item in value)
    for part in flat.parts:
        yield from ((value, branch) for branch in (*part.one_of, *part.any_of) if _may_be(value, branch))


def _additional(schema: Schema) -> Schema | None:
    found = (part.subschema("additionalProperties") for part in schema.flat.parts)
    return next((each for each in found if each is not None), None)


def _may_be(value: Any, branch: Schema) -> bool:
    """Whether a branch can describe a value: it has what is required, and what tells the branches apart fits."""
    if type(value) is not dict:
        return not branch.flat.types or ("object" not in branch.flat.types or len(branch.flat.types) > 1)
    if not branch.flat.required <= value.keys():
        return False
    for name, schema in branch.flat.properties.items():
        values = [schema.value["const"]] if "const" in schema.value else schema.enum
        if values is not None and name in value and value[name] not in values:
            return False
    return True
