"""Where an API speaks JSON, its errors are JSON as well, not pages of HTML.

A client that has parsed JSON a thousand times parses the error too, and fails at the first `<`: its user reads
"unexpected token" in place of what was wrong. Frameworks send such pages for what happens before the code of the
service is reached: unknown paths, wrong methods, bodies that are no JSON.

On the wire every error with a body is looked at; those that gateways give in the service's place are left alone. Two
probes ask for what frameworks answer: a path that nobody has (once), and a body that is broken off, which must be
answered with a `4xx`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Api,
    Exchange,
    Operation,
    Probe,
    Problem,
    Request,
    Rule,
    Severity,
    Situation,
    Unjudged,
)
from ..core.wire.promises import has_body
from ..core.wire.situation import makes_by_json
from ._bodies import is_sent_error

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9457 section 1", "Zalando 176", "adidas"),
    wire_api="""
        paths:
          /orders:
            get:
              responses: {'200': {description: the orders, content: {application/json: {schema: {type: object}}}}}
            post:
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'201': {description: created}}
          /orders/{id}:
            get: {responses: {'200': {description: one order}}}
    """,
    wire_bad="""
        > GET /orders
        < 404 Not Found
        < Content-Type: text/html
        <
        < <h1>Not Found</h1>
        ===
        > GET /orders
        < 200 OK
        ---
        > GET /apilint-unknown-path
        < 200 OK
        < Content-Type: text/html
        <
        < <h1>Welcome</h1>
        ===
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": 5}
        < 201 Created
        ---
        > POST /orders
        >
        > {"apilint":
        < 201 Created
    """,
    wire_good="""
        > GET /orders
        < 404 Not Found
        < Content-Type: application/json
        <
        < {"message": "no orders"}
        ===
        > GET /orders
        < 200 OK
        ---
        > GET /apilint-unknown-path
        < 404 Not Found
        < Content-Type: application/problem+json
        <
        < {"title": "no such path"}
        ===
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": 5}
        < 201 Created
        ---
        > POST /orders
        >
        > {"apilint":
        < 400 Bad Request
    """,
)

UNKNOWN = "/apilint-unknown-path"
BROKEN_OFF = b'{"apilint":'


def speaks_json(api: Api) -> bool:
    """Whether most operations that answer with a body answer with JSON."""
    bodies = [response for one in api.operations for response in one.successes if response.content]
    return 2 * sum(1 for response in bodies if response.json is not None) > len(bodies)


@RULE.on_exchange(where=is_sent_error, unseen="no error with a body was seen")
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    found = problem(exchange, operation) if speaks_json(operation.api) else None
    if found is not None:
        yield found


def problem(exchange: Exchange, operation: Operation) -> Problem | None:
    """What is wrong with an error with a body that is no JSON; None with one that is."""
    answer = exchange.answer
    declared = operation.responses.get(str(answer.status))
    own_type = declared is not None and bool(declared.content) and declared.json is None
    if not answer.is_error or answer.is_json or own_type or not has_body(exchange.request.method, answer):
        return None
    kind = answer.media_type or "no type"
    return Problem(
        operation,
        f"a `{answer.status}` came as `{kind}`, where the API speaks JSON",
        help="send the JSON of the other errors, also for what the framework answers",
        cause=f"{answer.status} as {kind}",
    )


def is_first(operation: Operation) -> bool:
    """Whether it is the one by which the whole service is tried."""
    return operation is operation.api.operations[0] and speaks_json(operation.api)


@RULE.on_probe(about=is_first, most=1)
def unknown_path(operation: Operation, situation: Situation) -> Probe:
    """Asks for a path that nobody has."""
    exchange = yield Request("GET", UNKNOWN)
    if exchange.answer.is_success:
        yield Problem(
            operation.api.key("paths"),
            f"a path that nobody has was answered with {exchange.status}",
            help="answer `404` for unknown paths",
            cause="unknown path found",
        )
    found = problem(exchange, operation)
    if found is not None:
        yield found


@RULE.on_probe(about=makes_by_json, most=1, writes=True)
def broken_body(operation: Operation, situation: Situation) -> Probe:
    """Sends JSON that is broken off."""
    request = situation.request(operation)
    if request is None or request.json is None:
        yield Unjudged("no accepted request with a JSON body is known")
        return
    exchange = yield request.but(body=BROKEN_OFF)
    if exchange.answer.is_success:
        yield Problem(
            operation,
            f"a body that is no JSON was answered with {exchange.status}",
            help="answer `400`",
            cause="broken JSON accepted",
        )
