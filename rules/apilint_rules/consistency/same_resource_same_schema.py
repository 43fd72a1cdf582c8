"""What PUT and PATCH return about an item is what GET returns about it.

A client that has one type for an order can read every answer with it. Where the answer to an update has
fields that GET does not know, or is another thing altogether (`{acknowledged: true}`), the client needs a
second type, and a second request to see the order as it is now.

Compared are names and types of properties, not `$ref`s. GET may return more, because updates often leave
out what is embedded. Answers without a JSON object, with alternatives, and those to work that is still
going on (`202`) are left alone.

On the wire the real answer to an update must fit the schema of GET as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Direction, Exchange, Kind, MediaType, Operation, Problem, Related, Rule, Schema, Severity
from ._kinds import kind_of

RULE = Rule(
    severity=Severity.INFO,
    sources=("Azure rest-response-body-is-resource-schema", "Zalando 252"),
    bad="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  content:
                    application/json:
                      schema: {properties: {id: {type: string}, total: {type: number}}}
            put:
              responses:
                '200':
                  content:
                    application/json:
                      schema:  # <-
                        properties: {success: {type: boolean}}
    """,
    good="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  content:
                    application/json:
                      schema: {properties: {id: {type: string}, total: {type: number}}}
            put:
              responses:
                '200':
                  content:
                    application/json:
                      schema:
                        properties: {id: {type: string}, total: {type: number}}
    """,
    wire_bad="""
        > PUT /orders/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"id": 17, "total": 5}
    """,
    wire_good="""
        > PUT /orders/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"id": "17", "total": 5}
    """,
)

MANY = "{count} of {total} updates return something else than GET returns about the item"


def updates_a_known_item(operation: Operation) -> bool:
    """Whether both its answer and that of GET on the same item are objects."""
    return (
        operation.method in ("put", "patch")
        and known(operation) is not None
        and known(reader(operation)) is not None
    )


def reader(operation: Operation) -> Operation | None:
    """The GET of the item that an operation is about."""
    resource = operation.resource
    return resource.operation("get") if resource.kind is Kind.ITEM else None


def known(operation: Operation | None) -> MediaType | None:
    """The JSON object of a `200` or `201`, if its properties are known."""
    for answer in operation.successes if operation is not None else ():
        schema = answer.json.schema if answer.json is not None else None
        if answer.status in ("200", "201") and schema is not None and has_known_properties(schema):
            return answer.json
    return None


def has_known_properties(schema: Schema) -> bool:
    flat = schema.flat
    alternatives = any(part.has("oneOf", "anyOf") for part in flat.parts)
    return flat.is_object and bool(flat.property_names) and flat.is_complete and not alternatives


@RULE.on_document(where=updates_a_known_item, many=MANY)
def same(operation: Operation) -> Iterator[Problem]:
    answer, read = known(operation), known(reader(operation))
    if answer is None or read is None or answer.schema is None or read.schema is None:
        return
    unlike = differences(answer.schema, read.schema)
    if unlike:
        shown = ", ".join(f"`{name}`" for name in unlike[:3]) + (
            f" and {len(unlike) - 3} more" if unlike[3:] else ""
        )
        yield Problem(
            answer.at("schema") if answer.has("schema") else answer.place,
            f"`{operation.label}` returns {shown}, which GET does not",
            help="return the item as GET does",
            related=[Related(read.place, "what GET returns")],
        )


def differences(answer: Schema, read: Schema) -> list[str]:
    """The properties of an answer that GET does not have, or has with another type."""
    own, other = answer.flat.properties, read.flat.properties
    names = read.flat.property_names
    return [
        name for name, schema in own.items()
        if name not in names or (name in other and not comparable(kind_of(schema), kind_of(other[name])))
    ]  # fmt: skip


def comparable(kind: str, other: str) -> bool:
    return not kind or not other or kind == other or {kind, other} == {"integer", "number"}


def shows_the_item(exchange: Exchange, operation: Operation) -> bool:
    answer = exchange.answer
    return answer.status in (200, 201) and type(answer.json) is dict and updates_an_item(operation)


def updates_an_item(operation: Operation) -> bool:
    """Whether it changes what a GET shows with known properties."""
    return operation.method in ("put", "patch") and known(reader(operation)) is not None


@RULE.on_exchange(where=shows_the_item, about=updates_an_item, unseen="no updated item was returned")
def fits(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    read = known(reader(operation))
    validators = operation.api.validators
    if read is None or read.schema is None:
        return
    if not validators.accepts(read.schema, exchange.answer.json, Direction.RESPONSE):
        yield Problem(
            operation,
            f"what `{operation.label}` returned does not fit the schema of GET",
            help="return the item as GET does",
            related=[Related(read.place, "what GET returns")],
            cause="does not fit GET",
        )
