"""A `default` fits its own schema.

A default is what a server assumes when nothing is sent, and generated clients write it out as if their user
had sent it. When the schema refuses the default, leaving the value out and sending the documented value mean
different things, and servers that check what they filled in refuse requests that said nothing at all.

`default: null` for a value that cannot be null mostly means that there is no default, and is told mildly. A
property that does not travel both ways (`readOnly`, `writeOnly`) may be missing from the default of an
object.

On the wire, a GET without a query parameter is compared with one that sends the parameter's default: other items, or
other values, are told if they differ so twice. Links, and what only repeats the parameter, are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core import (
    Api,
    Exchange,
    Operation,
    Parameter,
    Probe,
    Problem,
    Request,
    Rule,
    Schema,
    Severity,
    Situation,
    Unjudged,
)
from ..core.api.schema import HEADER, PARAMETER
from ..core.examples import Case, problems
from ..core.listing import name_key
from ..core.wire.likeness import differences
from ..core.wire.lists import beginning
from ..core.wire.pages import items_in, name_of, names_of_items
from ..core.wire.spelling import query_fields
from ._branches import is_branch, whole

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Schema Object", "JSON Schema Validation 9.2"),
    bad="""
        components:
          parameters:
            Limit:
              name: limit
              in: query
              schema: {type: integer, maximum: 100, default: 250}  # <-
            Order:
              name: order
              in: query
              schema: {type: string, enum: [asc, desc], default: ascending}  # <-
    """,
    good="""
        components:
          parameters:
            Limit:
              name: limit
              in: query
              schema: {type: integer, maximum: 100, default: 50}
            Order:
              name: order
              in: query
              schema: {type: string, enum: [asc, desc], default: asc}
    """,
    wire_api="""
        paths:
          /orders:
            get:
              parameters: [{name: limit, in: query, schema: {type: integer, default: 3}}]
              responses: {'200': {description: the orders}}
    """,
    wire_bad="""
        > GET /orders?limit=1
        < 200 OK
        ---
        > GET /orders
        < 200 OK
        <
        < [{"id": 1}, {"id": 2}]
        > GET /orders?limit=3
        < 200 OK
        <
        < [{"id": 1}, {"id": 2}, {"id": 3}]
        > GET /orders?limit=3
        < 200 OK
        <
        < [{"id": 1}, {"id": 2}, {"id": 3}]
        > GET /orders
        < 200 OK
        <
        < [{"id": 1}, {"id": 2}]
    """,
    wire_good="""
        > GET /orders?limit=1
        < 200 OK
        ---
        > GET /orders
        < 200 OK
        <
        < {"items": [{"id": 1}, {"id": 2}], "self": "/orders"}
        > GET /orders?limit=3
        < 200 OK
        <
        < {"items": [{"id": 1}, {"id": 2}], "self": "/orders?limit=3"}
        ===
        > GET /orders?limit=1
        < 200 OK
        ---
        > GET /orders
        < 200 OK
        <
        < [{"id": 1}]
        > GET /orders?limit=3
        < 200 OK
        <
        < [{"id": 1}, {"id": 2}]
        > GET /orders?limit=3
        < 200 OK
        <
        < [{"id": 1}, {"id": 2}]
        > GET /orders
        < 200 OK
        <
        < [{"id": 1}, {"id": 2}]
        ===
        > GET /orders?limit=1
        < 200 OK
        ---
        > GET /orders
        < 200 OK
        <
        < {"args": {}, "url": "http://service.example/orders"}
        > GET /orders?limit=3
        < 200 OK
        <
        < {"args": {"limit": "3"}, "url": "http://service.example/orders?limit=3"}
    """,
)


@RULE.on_document
def fits(api: Api) -> Iterator[Problem]:
    having = api.schemas_with("default")
    yield from problems(
        api.validators.faults(case_of(schema) for schema in having if not is_null_elsewhere(schema)),
        "defaults are `null`, which their schemas refuse",
        "leave `default` out: without one there is no default; or let the value be null",
    )


def case_of(schema: Schema) -> Case:
    serialised = bool(schema.use & (PARAMETER | HEADER))
    value = schema.value["default"]
    return Case(schema, value, None, "default", lambda: schema.value_at("default"), serialised)


def is_null_elsewhere(schema: Schema) -> bool:
    """Whether a `null` is meant for the whole of which this is one alternative."""
    value = schema.value["default"]
    return value is None and is_branch(schema) and schema.api.validators.accepts(whole(schema), value)


MOST = 3
"""Parameters of one operation that are tried."""
DEEPEST = 12
"""Levels of a body that are compared."""


def assuming(operation: Operation) -> list[Parameter]:
    """The query parameters that can be left out and have a default that can be sent."""
    return [
        one
        for one in operation.parameters_in("query")
        if not one.required and type(default_of(one)) in (str, int, float, bool)
    ]


def default_of(parameter: Parameter) -> Any:
    """The documented default; None without one."""
    schema = parameter.schema
    return schema.flat.first("default") if schema is not None else None


@RULE.on_probe(about=lambda operation: operation.method == "get" and bool(assuming(operation)))
def left_out(operation: Operation, situation: Situation) -> Probe:
    """Reads without a parameter and with its default, and both once more where the answers differ."""
    plain = beginning(operation, situation)
    without = (yield plain) if plain is not None else None
    if plain is None or without is None or not without.answer.is_success or without.answer.json is None:
        yield Unjudged("nothing was read as JSON without parameters")
        return
    for parameter in assuming(operation)[:MOST]:
        asked = with_default(plain, parameter)
        given = yield asked
        if not deviation(operation, parameter, without, given):
            continue
        given_again = yield asked  # in the other order, because a service may take turns
        without_again = yield plain
        difference = deviation(operation, parameter, without_again, given_again)
        is_stable = not (
            deviation(operation, parameter, without, without_again)
            or deviation(operation, parameter, given, given_again)
        )
        if difference and is_stable:
            yield deviates(parameter, asked, difference, (given_again, without_again))


def with_default(request: Request, parameter: Parameter) -> Request:
    """The request with the default of a parameter."""
    for name, text in query_fields(parameter, default_of(parameter)):
        request = request.with_parameter(name, text)
    return request


def deviates(
    parameter: Parameter, asked: Request, difference: str, evidence: tuple[Exchange, ...]
) -> Problem:
    schema = parameter.schema
    has_it = schema is not None and "default" in schema.value
    sent = asked.parameter(parameter.name)
    return Problem(
        schema.value_at("default") if schema is not None and has_it else parameter,
        f"without `{parameter.name}` the answer is not that of its default, `{sent}`: {difference}",
        help="assume what the description says, or say what is assumed",
        evidence=evidence,
        cause=f"{parameter.name} is not assumed to be {sent}",
    )


def deviation(operation: Operation, parameter: Parameter, one: Exchange, other: Exchange) -> str:
    """How two answers differ, in words; empty where they do not, or where one is no answer that can be compared."""
    if not (one.answer.is_success and other.answer.is_success):
        return ""
    before, after = one.answer.json, other.answer.json
    items, others = items_in(operation, before), items_in(operation, after)
    if items is None or others is None:
        found = next(differences(without_echo(before, parameter), without_echo(after, parameter)), "")
        return f"`{found}` differs" if found else ""
    if len(items) != len(others):
        return f"{len(items)} items, not {len(others)}"
    field = names_of_items(items)
    if field and [name_of(each, field) for each in items] != [name_of(each, field) for each in others]:
        return "other items, or another order"
    found = next(differences(items, others), "")
    return f"`{found}` differs" if found else ""


def without_echo(value: Any, parameter: Parameter, depth: int = 0) -> Any:
    """A body without links, without what repeats a parameter, and without what lies too deep."""
    if depth > DEEPEST:
        return ""
    if type(value) is dict:
        kept = (name for name in value if name_key(name) != name_key(parameter.name))
        return {name: without_echo(value[name], parameter, depth + 1) for name in kept}
    if type(value) is list:
        return [without_echo(each, parameter, depth + 1) for each in value]
    is_echo = type(value) is str and ("://" in value or "?" in value or parameter.name in value)
    return "" if is_echo else value
