"""JSON bodies that came over the wire, next to the schemas that are declared for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..api.model import MediaType, Operation
from ..api.schema import Schema
from ..pointer import Pointer
from .exchange import Exchange
from .promises import has_body, promised_media


class Body(NamedTuple):
    """A JSON body that came, and the schema that it should fit."""

    value: Any
    schema: Schema
    media: MediaType


def declares_schema(operation: Operation) -> bool:
    """Whether a JSON representation with a schema is declared for an answer of any status."""
    media = [response.json for response in operation.responses.values()]
    return any(one is not None and one.schema is not None for one in media)


def has_declared_body(exchange: Exchange, operation: Operation) -> bool:
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


def declared_at(schema: Schema, pointer: Pointer) -> Schema:
    """The schema of a place in a value; the nearest above where alternatives or maps hide it."""
    for token in pointer:
        below = schema.flat.items if type(token) is int else property_of(schema, str(token))
        if below is None:
            return schema
        schema = below
    return schema


def property_of(schema: Schema, name: str) -> Schema | None:
    for part in schema.flat.parts:
        for one in (part, *part.any_of, *part.one_of):
            if name in one.flat.properties:
                return one.flat.properties[name]
    extra = (part.subschema("additionalProperties") for part in schema.flat.parts)
    return next((one for one in extra if one is not None), None)


class Member(NamedTuple):
    """A property of a real body, its schema where one is declared, and the schema of the object that has it."""

    name: str
    value: Any
    schema: Schema | None
    owner: Schema | None


def members(value: Any, schema: Schema | None, depth: int = 0) -> Iterator[Member]:
    """The properties in a value, at any depth; of a list, those of its first items."""
    if depth > _DEEPEST:
        return
    if type(value) is dict:
        for name, inner in value.items():
            below = property_of(schema, name) if schema is not None else None
            yield Member(name, inner, below, schema)
            yield from members(inner, below, depth + 1)
    elif type(value) is list:
        items = schema.flat.items if schema is not None else None
        for inner in value[:_FIRST]:
            yield from members(inner, items, depth + 1)


_DEEPEST, _FIRST = 8, 20
