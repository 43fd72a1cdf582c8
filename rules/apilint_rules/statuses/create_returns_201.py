"""A POST that creates an item answers `201`, or `202` when the creation takes longer.

`200` says "done", `201` says "done, and there is something new, here is its address". Clients, caches and
audit logs that go by the status cannot tell a creation from a search or an update when both are `200`.

The rule is sure of a creation only where a collection has items (`/orders/{id}`) and POST on it returns the
very schema that GET on an item returns. POSTs that declare another 2xx as well, that return what GET on the
same path returns, or that name another deed (`updateOrder`), are left alone. Google's APIs answer `200`
throughout, so the profile `google` has it off.

On the wire a `200` that carries the new item shows the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Exchange,
    Kind,
    Operation,
    Problem,
    Rule,
    Schema,
    Severity,
)
from ..core.words import words

RULE = Rule(
    severity=Severity.INFO,
    sources=("RFC 9110 section 15.3.2", "RFC 9110 section 9.3.3", "Zalando 150"),
    bad="""
        paths:
          /orders:
            post:
              responses:
                '200':  # <-
                  description: the new order
                  content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
        components:
          schemas:
            Order: {type: object, properties: {id: {type: string}, total: {type: number}}}
    """,
    good="""
        paths:
          /orders:
            post:
              responses:
                '201':
                  description: the new order
                  content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
        components:
          schemas:
            Order: {type: object, properties: {id: {type: string}, total: {type: number}}}
    """,
    profiles={"google": False},
    wire_bad="""
        > POST /orders
        < 200 OK
        <
        < {"id": "17", "total": 5}
    """,
    wire_good="""
        > POST /orders
        < 201 Created
        <
        < {"id": "17", "total": 5}
    """,
)

OTHER_DEEDS = frozenset(
    (
        "update", "edit", "modify", "replace", "upsert", "save", "set", "put", "patch", "sync", "merge",
        "search", "find", "query", "list", "get", "fetch", "lookup", "validate", "check", "verify",
        "calculate", "estimate", "preview", "simulate",
    )
)  # fmt: skip


def creates(operation: Operation) -> bool:
    """Whether a POST on a collection returns what GET on its items returns."""
    resource = operation.resource
    item = resource.item if operation.method == "post" and resource.kind is Kind.COLLECTION else None
    get = item.operation("get") if item is not None else None
    if get is None or OTHER_DEEDS & set(words(operation.id)[:1] + words(operation.summary)[:1]):
        return False
    created, shown = body_of(operation), body_of(get)
    if created is None or shown is None or not same(created, shown):
        return False
    listed = resource.operation("get")
    here = body_of(listed) if listed is not None else None
    return here is None or not same(created, here)


@RULE.on_document(where=creates, many="{count} of {total} POSTs that create an item answer `200`")
def answered(operation: Operation) -> Iterator[Problem]:
    if [response.status for response in operation.successes] == ["200"]:
        yield Problem(
            operation.at("responses", "200"),
            f"`{operation.label}` creates an item, but answers `200`",
            help="answer `201`, with the address of the new item in `Location`",
        )


def body_of(operation: Operation) -> Schema | None:
    """The JSON body of the first success that has one."""
    for response in operation.successes:
        if response.json is not None and response.json.schema is not None:
            return response.json.schema
    return None


def same(one: Schema, other: Schema) -> bool:
    """Whether two bodies are one schema, or objects with the same fields."""
    if one.value is other.value:
        return not one.flat.is_array
    names = one.flat.property_names
    return len(names) > 1 and names == other.flat.property_names and "id" in {name.lower() for name in names}


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.answer.is_success and creates(operation),
    about=creates,
    unseen="nothing was created",
)
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    if exchange.status == 200 and type(exchange.answer.json) is dict:
        yield Problem(
            operation.at("responses", "200") if "200" in operation.responses else operation.at("responses"),
            f"`{operation.label}` creates an item, but answered `200`",
            help="answer `201`, with the address of the new item in `Location`",
            cause="created with 200",
        )
