"""Requests that the description calls invalid are refused.

What a service takes in silently it must do something with: an unknown value becomes a default, a text ends up where a
number was meant, and a required field is missing in everything that is made from it. The client, whose mistake it was,
never hears of it.

On the wire, an accepted request that was made invalid on purpose is looked at again, and told only where it is
certain what is wrong with it. A number in quotes is none, nor is a parameter or header that nobody declares; a
property that a closed object does not have, and a format, are only mentioned. A probe sends text where a query
parameter is a number or one of some texts, and creates something without a property that is required. That a body is
missing is for the rule `write-body-required-explicit`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
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
from ..core.wire.situation import makes_by_json
from ._invalid import mistake_in
from .input_has_400 import takes_input

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 15.5.1", "OWASP API8:2023", "Azure http-parameter-validation"),
    wire_api="""
        paths:
          /orders:
            get:
              parameters: [{name: limit, in: query, schema: {type: integer}}]
              responses: {'200': {description: the orders}}
            post:
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [total]
                      properties: {total: {type: number}, note: {type: string}}
              responses: {'201': {description: created}}
          /orders/{id}:
            get: {responses: {'200': {description: one order}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders?limit=apilint
        < 200 OK
        ===
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": 5, "note": "x"}
        < 201 Created
        ---
        > POST /orders
        >
        > {"note": "x"}
        < 201 Created
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders?limit=apilint
        < 400 Bad Request
        ===
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": 5, "note": "x"}
        < 201 Created
        ---
        > POST /orders
        >
        > {"note": "x"}
        < 422 Unprocessable Content
    """,
)

TEXT = "apilint"
"""What no number is, and no one of some texts."""
MOST = 4
"""Parameters of one operation that are tried."""


def was_made_invalid(exchange: Exchange, operation: Operation) -> bool:
    return "negative" in exchange.phase


@RULE.on_exchange(where=was_made_invalid, about=takes_input, unseen="no invalid request was made")
def refused(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    if exchange.answer.is_success:
        yield from accepted(exchange, operation)


def accepted(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    """The problem with an invalid request that was accepted, where it is certain that it was invalid."""
    mistake = mistake_in(exchange.request, operation)
    if mistake is not None:
        yield Problem(
            mistake.where,
            f"a request {mistake.message} was accepted with {exchange.status}",
            help="answer `400` or `422`, or let the description allow it",
            severity=Severity.INFO if mistake.is_slight else None,
            cause=f"{operation.label} {mistake.kind}",
        )


def choosy(operation: Operation) -> list[Parameter]:
    """The query parameters that can only be a number, or one of some texts."""
    return [
        one for one in operation.parameters_in("query") if one.schema is not None and is_choosy(one.schema)
    ]


def is_choosy(schema: Schema) -> bool:
    types = schema.flat.types
    return (bool(types) and types <= {"integer", "number"}) or schema.flat.first("enum") is not None


@RULE.on_probe(
    about=lambda operation: operation.method == "get" and bool(choosy(operation)),
    most=MOST,
)
def text_instead(operation: Operation, situation: Situation) -> Probe:
    """Reads with a text that nobody has declared in the place of a number, or of one of some texts."""
    known = situation.accepted(operation)
    if known is None:
        yield Unjudged("no request was accepted")
        return
    for parameter in choosy(operation)[:MOST]:
        exchange = yield known.request.with_parameter(parameter.name, TEXT)
        if exchange.answer.is_success:
            yield from accepted(exchange, operation)


def needs_properties(operation: Operation) -> bool:
    media = operation.request_body.json if operation.request_body is not None else None
    return (
        makes_by_json(operation) and media is not None and bool(media.schema and media.schema.flat.required)
    )


@RULE.on_probe(about=needs_properties, most=1, writes=True)
def without_required(operation: Operation, situation: Situation) -> Probe:
    """Creates something without one of the properties that it needs."""
    request = situation.request(operation)
    shortened = without_one(request, operation) if request is not None else None
    if shortened is None:
        yield Unjudged("no accepted request with a required property is known")
        return
    exchange = yield shortened
    if exchange.answer.is_success:
        yield from accepted(exchange, operation)


def without_one(request: Request, operation: Operation) -> Request | None:
    """The request without the first required property that it has and that a client has to send."""
    body = operation.request_body
    schema = body.json.schema if body is not None and body.json is not None else None
    if schema is None or type(request.json) is not dict:
        return None
    sent = request.json
    for name in sent:
        shorter = request.with_json({key: value for key, value in sent.items() if key != name})
        if name in schema.flat.required and mistake_in(shorter, operation) is not None:
            return shorter
    return None
