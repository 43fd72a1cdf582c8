"""What the rules about errors share: which answers are errors, and what their bodies look like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..core import Api, Exchange, MediaType, Operation, Place, Response, Role, Schema
from ..core.api.media import is_problem
from ..core.wire.promises import has_body


class ErrorBody(NamedTuple):
    """The JSON body of one error of one operation, with its resolved schema."""

    operation: Operation
    response: Response
    media: MediaType
    schema: Schema

    @property
    def is_oauth(self) -> bool:
        """Whether RFC 6749 section 5.2 says what it looks like."""
        return "error_description" in self.schema.flat.property_names


def is_error_of_ours(response: Response) -> bool:
    """Whether the service answers with this error; the answers to its own callbacks are the client's."""
    callers = [operation for operation in response.operations if operation.role is Role.PATH]
    return response.is_error and any(operation.method != "head" for operation in callers)


def json_errors(api: Api) -> Iterator[ErrorBody]:
    """Every JSON error body with a schema, once for each operation that has it."""
    for operation in api.operations:
        for response in operation.responses.values():
            media = response.json if operation.method != "head" and response.is_error else None
            schema = media.schema if media is not None else None
            if media is not None and schema is not None:
                yield ErrorBody(operation, response, media, schema)


def shapes_of(schema: Schema) -> list[Schema]:
    """The schema, or the alternatives that it consists of."""
    alternatives = schema.any_of + schema.one_of
    return alternatives if alternatives and not schema.flat.property_names else [schema]


def is_known(schema: Schema) -> bool:
    """Whether the schema says which fields there are, or that there are none."""
    types = schema.flat.types
    is_plain = bool(types) and "object" not in types
    return bool(schema.flat.property_names) or is_plain or schema.flat.is_array


class Field(NamedTuple):
    """A property: its name, its schema, and where it is declared."""

    name: str
    schema: Schema
    parent: Schema

    @property
    def place(self) -> Place:
        """The key of the property, wherever `allOf` took it from."""
        parts = (part for part in self.parent.flat.parts if self.name in part.mapping("properties"))
        return next(parts, self.parent).at("properties", self.name)


def walk(schema: Schema, depth: int) -> Iterator[Field]:
    """The properties below a schema, down to some depth; arrays and alternatives are looked into."""
    level = [schema]
    seen: set[int] = set()
    for _ in range(depth):
        properties = [
            Field(name, member, part)
            for part in _unwrapped(level, seen)
            for name, member in part.flat.properties.items()
        ]
        yield from properties
        level = [field.schema for field in properties]


def _unwrapped(schemas: list[Schema], seen: set[int]) -> Iterator[Schema]:
    """What the schemas are in the end: themselves, their items and alternatives, and those of these."""
    waiting = list(schemas)
    while waiting:
        part = waiting.pop(0)
        if id(part.value) not in seen:
            seen.add(id(part.value))
            yield part
            items = part.flat.items
            waiting += part.any_of + part.one_of + ([items] if items is not None else [])


def title_of(schema: Schema, response: Response) -> str:
    """`error schema `Problem`` where it has a name, else the answer that has it."""
    if schema.name:
        return f"error schema `{schema.name}`"
    caller = f" of `{response.operations[0].label}`" if len(response.operations) == 1 else ""
    return f"the schema of `{response.status}`{caller}"


FROM_GATEWAYS = frozenset(("401", "407", "429", "502", "503", "504"))
"""Errors that gateways and proxies give in the service's place."""


def is_sent_error(exchange: Exchange, operation: Operation) -> bool:
    """Whether an answer is an error with a body that the service itself gives."""
    answer = exchange.answer
    by_us = answer.is_error and str(answer.status) not in FROM_GATEWAYS
    return by_us and has_body(exchange.request.method, answer)


def promises_problem(operation: Operation) -> bool:
    """Whether an error of the operation is declared as `application/problem+json`."""
    errors = [response for response in operation.responses.values() if response.is_error]
    return any(is_problem(name) for response in errors for name in response.content)


def problem_in(exchange: Exchange) -> dict[str, Any] | None:
    """The body of an answer in `application/problem+json`; None of others."""
    answer = exchange.answer
    is_one = answer.is_error and answer.is_json and is_problem(answer.content_type)
    return answer.json if is_one and type(answer.json) is dict else None
