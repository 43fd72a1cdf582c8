"""No request makes the service fail with a 5xx.

A `500` says that the service met something it was not made for. For valid input that is a bug; for invalid input it
is one as well: the client is not told what to mend, retries what can never work, and whoever looks for a hole to get
in by has found a place to dig.

On the wire every 5xx is reported, whatever was sent, once an operation and status. `501` for what is not there yet is
an answer, and so is `503` with a `Retry-After`. Probes send what services are often not made for: texts of other than
ASCII in what is created, and quotes, signs and letters where a query parameter is a text.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Direction,
    Exchange,
    Operation,
    Parameter,
    Probe,
    Problem,
    Request,
    Rule,
    Severity,
    Situation,
    Unjudged,
)
from ..core.wire.situation import makes_by_json

RULE = Rule(
    severity=Severity.ERROR,
    sources=("RFC 9110 section 15.6", "OWASP API8:2023"),
    wire_api="""
        paths:
          /orders:
            get:
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
                - {name: after, in: query, schema: {type: string}}
              responses: {'200': {description: the orders}}
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties: {note: {type: string}, size: {type: string, enum: [small, large]}}
              responses: {'201': {description: created}}
          /orders/{id}:
            get: {responses: {'200': {description: one order}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders?after=x%27%22%7B%3C%25%5C%C3%A9
        < 500 Internal Server Error
        ===
        > POST /orders
        > Content-Type: application/json
        >
        > {"note": "x", "size": "small"}
        < 201 Created
        ---
        > POST /orders
        >
        > {"note": "Jalapeño 辣椒", "size": "small"}
        < 500 Internal Server Error
        ===
        > GET /orders?limit=-1
        < 500 Internal Server Error
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders?after=x%27%22%7B%3C%25%5C%C3%A9
        < 400 Bad Request
        ===
        > POST /orders
        > Content-Type: application/json
        >
        > {"note": "x", "size": "small"}
        < 201 Created
        ---
        > POST /orders
        >
        > {"note": "Jalapeño 辣椒", "size": "small"}
        < 422 Unprocessable Content
        ===
        > GET /orders?limit=-1
        < 400 Bad Request
        ===
        > GET /orders
        < 503 Service Unavailable
        < Retry-After: 30
    """,
)


def is_failure(exchange: Exchange) -> bool:
    """Whether an answer says that the service failed."""
    answer = exchange.answer
    waits = answer.status == 503 and answer.header("retry-after") is not None
    return answer.status >= 500 and answer.status != 501 and not waits


@RULE.on_exchange(where=lambda exchange, operation: True, unseen="no answer was seen")
def works(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    if is_failure(exchange):
        yield Problem(
            operation,
            f"`{operation.label}` failed with {exchange.status}",
            help="answer what is wrong with the request as a `4xx`, and mend what is wrong with the service",
            cause=f"{operation.label} {exchange.status}",
        )


ODD = "x'\"{<%\\é"
"""What quoting, templates, decoding and parsers of numbers, dates and positions stumble over."""
FOREIGN = "Jalapeño 辣椒"
MOST = 3
"""Parameters of one operation that are tried."""


def texts(operation: Operation) -> list[Parameter]:
    """The query parameters that can be many a text."""
    return [
        one
        for one in operation.parameters_in("query")
        if one.schema is not None
        and one.schema.flat.types == {"string"}
        and not one.schema.flat.first("enum")
    ]


@RULE.on_probe(about=lambda operation: operation.method == "get" and bool(texts(operation)), most=MOST)
def odd_text(operation: Operation, situation: Situation) -> Probe:
    """Reads with an odd text as each of some parameters."""
    known = situation.accepted(operation)
    if known is None:
        yield Unjudged("no request was accepted")
        return
    for parameter in texts(operation)[:MOST]:
        exchange = yield known.request.with_parameter(parameter.name, ODD)
        yield from failed(exchange, operation)


@RULE.on_probe(about=makes_by_json, most=1, writes=True)
def foreign_text(operation: Operation, situation: Situation) -> Probe:
    """Creates something whose texts are not ASCII."""
    request = situation.another(operation)
    changed = foreign(request, operation) if request is not None else None
    if changed is None:
        yield Unjudged("no accepted request with a free text is known")
        return
    yield from failed((yield changed), operation)


def foreign(request: Request, operation: Operation) -> Request | None:
    """The request with a foreign text wherever the description lets a member of its body be any text."""
    body = operation.request_body
    schema = body.json.schema if body is not None and body.json is not None else None
    sent = request.json
    if schema is None or type(sent) is not dict:
        return None
    for name, value in sent.items():
        tried = {**sent, name: FOREIGN}
        if type(value) is str and operation.api.validators.accepts(schema, tried, Direction.REQUEST):
            sent = tried
    return request.with_json(sent) if sent != request.json else None


def failed(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    """The problem with one answer, which is all that shows it."""
    for problem in works(exchange, operation):
        problem.evidence = (exchange,)
        yield problem
