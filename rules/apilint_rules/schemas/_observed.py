"""Bodies that came over the wire, held against what is declared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..core import Direction, Exchange, MediaType, Operation, Place, Pointer, Schema
from ..core.examples import Case
from ..core.structure.retell import Violation
from ..core.wire.promises import has_body, promise_place, promised_media


class Body(NamedTuple):
    """A JSON body that came, and the schema that it should fit."""

    value: Any
    schema: Schema
    media: MediaType


def is_judged(exchange: Exchange, operation: Operation) -> bool:
    """Whether an answer has a body in a declared JSON representation with a schema."""
    return body_of(exchange, operation) is not None


def body_of(exchange: Exchange, operation: Operation) -> Body | None:
    """The JSON body of an answer with its schema; None where one of them is missing."""
    answer = exchange.answer
    media = promised_media(operation, answer)
    schema = media.schema if media is not None else None
    if media is None or schema is None or not answer.is_json or answer.is_cut:
        return None
    if not has_body(exchange.request.method, answer) or (
        answer.json is None and answer.body.strip() != b"null"
    ):
        return None
    return Body(answer.json, schema, media)


class Breach(NamedTuple):
    """One way in which a body does not fit, and the keyword that says so."""

    violation: Violation
    place: Place
    is_slight: bool

    @property
    def cause(self) -> str:
        """What is the same of all breaches of one keyword, whatever the value."""
        named = self.violation.kind in ("required", "additionalProperties", "unevaluatedProperties")
        return f"{self.place.document.name}#{self.place.pointer} {self.violation.message if named else ''}"


def breaches(body: Body, operation: Operation) -> Iterator[Breach]:
    """Every way in which a body does not fit its schema."""
    validators = operation.api.validators
    if validators.accepts(body.schema, body.value, Direction.RESPONSE):
        return
    case = Case(body.schema, body.value, Direction.RESPONSE, "the body", lambda: body.media.place)
    for fault in validators.faults([case]):
        for violation in fault.violations:
            yield Breach(violation, place_of(body.schema, violation), fault.is_slight)


def place_of(schema: Schema, violation: Violation) -> Place:
    """The keyword that is broken, as near as it can be found from the place in the value."""
    found = declared_at(schema, violation.pointer)
    keyword = {"oneOf": "oneOf", "several": "oneOf"}.get(violation.kind, violation.kind)
    holder = next((part for part in found.flat.parts if part.has(keyword)), None)
    return holder.at(keyword) if holder is not None else found.place


def declared_at(schema: Schema, pointer: Pointer) -> Schema:
    """The schema of a place in a value; the nearest above where alternatives or maps hide it."""
    for token in pointer:
        below = schema.flat.items if type(token) is int else _property(schema, str(token))
        if below is None:
            return schema
        schema = below
    return schema


def _property(schema: Schema, name: str) -> Schema | None:
    for part in schema.flat.parts:
        for one in (part, *part.any_of, *part.one_of):
            if name in one.flat.properties:
                return one.flat.properties[name]
    extra = (part.subschema("additionalProperties") for part in schema.flat.parts)
    return next((one for one in extra if one is not None), None)


def shown(value: Any, most: int = 40) -> str:
    """A value as JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= most else f"{text[: most - 3]}..."


def place_of_answer(exchange: Exchange, operation: Operation) -> Place:
    """The declaration of an answer."""
    return promise_place(operation, exchange.status)


class Member(NamedTuple):
    """A property of a real body, and its schema where one is declared."""

    name: str
    value: Any
    schema: Schema | None


def members(value: Any, schema: Schema | None, depth: int = 0) -> Iterator[Member]:
    """The properties in a value, at any depth; of a list, those of its first items."""
    if depth > _DEEPEST:
        return
    if type(value) is dict:
        for name, inner in value.items():
            below = _property(schema, name) if schema is not None else None
            yield Member(name, inner, below)
            yield from members(inner, below, depth + 1)
    elif type(value) is list:
        items = schema.flat.items if schema is not None else None
        for inner in value[:_FIRST]:
            yield from members(inner, items, depth + 1)


_DEEPEST, _FIRST = 8, 20
