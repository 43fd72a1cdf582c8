"""A media type that the service cannot read gives `415`, one that it cannot write `406` or its own; neither a failure.

Guessing at a body whose type was not declared reads it wrongly sooner or later, and is how type confusion gets in.
And a service that breaks on a header that any client may send breaks for nothing.

On the wire a body that was accepted is sent again as `text/plain`: `415` is right, `400` and `422` are tolerated, a
success is a warning. A GET with an `Accept` that nobody can satisfy may be answered with `406`, or with what there is
(the header is a wish); a 5xx is an error in both cases.
"""

from __future__ import annotations

from ..core import (
    Exchange,
    Kind,
    Operation,
    Probe,
    Problem,
    Request,
    Rule,
    Severity,
    Situation,
    Steps,
    Unjudged,
)
from ._things import can_be_tried, write

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 15.5.16", "RFC 9110 section 15.5.7", "RFC 9110 section 12.5.1", "Zalando 244"),
    wire_api="""
        paths:
          /orders:
            get: {responses: {'200': {description: the orders}}}
            post:
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'201': {description: created}}
          /orders/{id}:
            get: {responses: {'200': {description: one order}}}
    """,
    wire_bad="""
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": 5}
        < 201 Created
        ---
        > POST /orders
        > Content-Type: text/plain
        < 201 Created
        ===
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        > Accept: application/x-apilint
        < 500 Internal Server Error
    """,
    wire_good="""
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": 5}
        < 201 Created
        ---
        > POST /orders
        > Content-Type: text/plain
        < 415 Unsupported Media Type
        ===
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        > Accept: application/x-apilint
        < 200 OK
    """,
)

UNDECLARED, UNSATISFIABLE = "text/plain", "application/x-apilint"


def reads_one_type(operation: Operation) -> bool:
    """Whether an operation reads some declared types, none of them text, and can be tried on something of our own."""
    body = operation.request_body
    names = [media.essence for media in body.content.values()] if body is not None else []
    declared = bool(names) and not any(name.startswith(("text/", "*/")) for name in names)
    creates = operation.method == "post" and operation.resource.kind is Kind.COLLECTION
    return declared and (creates or (operation.method in ("put", "patch") and can_be_tried(operation)))


@RULE.on_probe(about=reads_one_type, most=2, writes=True)
def unreadable(operation: Operation, situation: Situation) -> Probe:
    """Sends an accepted body under a type that is not declared."""
    request = yield from request_of(operation, situation)
    if request is None or not request.body:
        yield Unjudged("no accepted request with a body is known")
        return
    exchange = yield request.with_header("Content-Type", UNDECLARED)
    if exchange.answer.is_success or is_broken(exchange):
        yield Problem(
            operation,
            f"a body of the undeclared type `{UNDECLARED}` was answered with {exchange.status}",
            help="answer `415` for types that are not declared, or declare them",
            severity=Severity.ERROR if is_broken(exchange) else None,
            cause=f"undeclared type answered with {exchange.status}",
        )


def request_of(operation: Operation, situation: Situation) -> Steps[Request | None]:
    """A request that ought to be accepted: one that creates, or one about something that was just created."""
    if operation.method == "post":
        return situation.request(operation)
    thing = yield from situation.create_for(operation)
    return write(operation, situation, thing, thing.made_by) if thing is not None else None


@RULE.on_probe(about=lambda operation: operation.method == "get", most=1)
def unwritable(operation: Operation, situation: Situation) -> Probe:
    """Asks for a type that nobody can send."""
    known = situation.accepted(operation)
    if known is None:
        yield Unjudged("no GET was accepted")
        return
    exchange = yield known.request.with_header("Accept", UNSATISFIABLE)
    if is_broken(exchange):
        yield Problem(
            operation,
            f"an `Accept` that cannot be satisfied was answered with {exchange.status}",
            help="answer `406`, or send the type that there is",
            severity=Severity.ERROR,
            cause=f"Accept answered with {exchange.status}",
        )


def is_broken(exchange: Exchange) -> bool:
    return exchange.status >= 500 and exchange.status not in (501, 503)
