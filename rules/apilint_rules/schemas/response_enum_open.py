"""Enums in answers say that more values may come.

A client that was generated from a closed `enum` fails to decode the first answer with a value that was added
later, so that every new value is a breaking change. `x-extensible-enum` (or Azure's `modelAsString`) lists
today's values and tells clients to expect others.

Off by default: it is advice about how the API will grow. Only strings in answers count; single values (tags),
`null` beside them, and enums that an `anyOf` opens with a plain string are left alone.

A value that comes over the wire and is not in the list is allowed, and missing in the description.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, Operation, Problem, Rule, Schema, Severity
from ..core.wire.bodies import body_of, members
from ._branches import is_branch, label, whole

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"zalando": True, "azure": True},
    sources=("Zalando 112", "Azure json-use-extensible-enums"),
    bad="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          status:
                            type: string
                            enum: [open, paid, sent]  # <-
    """,
    good="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          status:
                            type: string
                            x-extensible-enum: [open, paid, sent]
    """,
    wire_bad="""
        > GET /orders/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"status": "returned"}
    """,
    wire_good="""
        > GET /orders/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"status": "paid"}
    """,
)


def is_in_answers(schema: Schema) -> bool:
    if not schema.in_response or schema.flag("writeOnly"):
        return False
    return sum(type(value) is str for value in schema.enum or ()) > 1


@RULE.on_document(
    having=("enum",), where=is_in_answers, many="{count} of {total} enums in answers are closed"
)
def closed(schema: Schema) -> Iterator[Problem]:
    if not is_open(schema):
        yield Problem(
            schema.at("enum"),
            f"{label(schema)} is a closed enum in answers, so that no value can be added",
            help="name it `x-extensible-enum`, or add `x-ms-enum: {modelAsString: true}`",
        )


def is_open(schema: Schema) -> bool:
    """Whether it says that other values may come."""
    if schema.has("x-extensible-enum") or schema.mapping("x-ms-enum").get("modelAsString") is True:
        return True
    siblings = whole(schema).any_of if is_branch(schema) else []
    return any("string" in sibling.types and not sibling.has("enum", "const") for sibling in siblings)


def extensible(exchange: Exchange, operation: Operation) -> Iterator[tuple[str, str, Schema]]:
    """The texts of a body that are of an extensible enum: name, value, the schema that has it."""
    is_any = operation.api.schemas_with("x-extensible-enum")
    body = body_of(exchange, operation) if is_any else None
    for name, value, schema, _ in members(body.value, body.schema) if body is not None else ():
        listed = schema.value.get("x-extensible-enum") if schema is not None else None
        if schema is not None and type(value) is str and type(listed) is list:
            yield name, value, schema


@RULE.on_exchange(where=lambda exchange, operation: any(extensible(exchange, operation)))
def listed(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    for name, value, schema in extensible(exchange, operation):
        if value not in schema.value["x-extensible-enum"]:
            yield Problem(
                schema.at("x-extensible-enum"),
                f"`{name}` was sent as `{value[:60]}`, which is not listed",
                help=f"add `{value[:60]}`",
                cause=f"{schema.pointer} {value}",
                gap=True,
            )
