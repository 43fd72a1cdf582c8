"""The API has no TRACE operation.

TRACE sends a request back to its sender, headers included. A script that may not read a cookie or an
`Authorization` header reads it in the echo (cross-site tracing), and the headers that proxies add on the way
come out with it. Browsers and most gateways therefore refuse the method: an operation that is described with
it cannot be called by many clients.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Severity

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
