"""The API has no TRACE operation.

TRACE sends a request back to its sender, headers included. A script that may not read a cookie or an
`Authorization` header reads it in the echo (cross-site tracing), and the headers that proxies add on the way
come out with it. Browsers and most gateways therefore refuse the method: an operation that is described with
it cannot be called by many clients.

On the wire TRACE is sent once, and must be refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Operation,
    Probe,
    Problem,
    Request,
    Rule,
    Severity,
    Situation,
)

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 9.3.8", "OWASP API8:2023"),
    bad="""
        paths:
          /orders:
            trace:  # <-
              responses:
                '200': {description: the request as it arrived}
    """,
    good="""
        paths:
          /orders:
            get:
              responses:
                '200': {description: the orders}
    """,
    profiles={"security": True},
    wire_bad="""
        > GET /orders
        < 200 OK
        ---
        > TRACE /orders
        < 200 OK
        < Content-Type: message/http
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > TRACE /orders
        < 405 Method Not Allowed
    """,
)


def traces(operation: Operation) -> bool:
    return operation.method == "trace"


@RULE.on_document(where=traces, many="{count} TRACE operations send requests back to their senders")
def absent(operation: Operation) -> Iterator[Problem]:
    yield Problem(
        operation,
        f"`{operation.label}` sends requests back to their sender, with their credentials",
        help="remove the operation and let the server answer TRACE with `405`",
    )


def is_first(operation: Operation) -> bool:
    """Whether it is the one by which the whole service is tried."""
    reads = (one for one in operation.api.operations if is_tried(one))
    return operation is next(reads, None)


def is_tried(operation: Operation) -> bool:
    """Whether a path can be asked for as it stands, and does not declare the method anyway."""
    is_fixed = operation.method == "get" and "{" not in operation.path
    return is_fixed and "trace" not in operation.path_item.operations


@RULE.on_probe(about=is_first, most=1, writes=True)
def refused(operation: Operation, situation: Situation) -> Probe:
    """Sends TRACE to the first path that can be read as it stands."""
    exchange = yield Request("TRACE", operation.path)
    if exchange.answer.is_success:
        echoes = exchange.answer.media_type == "message/http" or b"TRACE /" in exchange.answer.body
        yield Problem(
            operation.path_item,
            f"TRACE was answered with {exchange.status}" + (" and the request as it came" if echoes else ""),
            help="answer `405` or `501`",
            cause="TRACE answered",
        )
