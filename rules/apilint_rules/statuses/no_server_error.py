"""No request makes the service fail with a 5xx.

A `500` says that the service met something it was not made for. For valid input that is a bug; for invalid input it
is one as well: the client is not told what to mend, retries what can never work, and whoever looks for a hole to get
in by has found a place to dig.

On the wire every 5xx is reported, whatever was sent, once an operation and status. `501` for what is not there yet is
an answer, and so is `503` with a `Retry-After`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, Operation, Problem, Rule, Severity

RULE = Rule(
    severity=Severity.ERROR,
    sources=("RFC 9110 section 15.6", "OWASP API8:2023"),
    wire_api="""
        paths:
          /orders:
            get:
              parameters: [{name: limit, in: query, schema: {type: integer}}]
              responses: {'200': {description: the orders}}
    """,
    wire_bad="""
        > GET /orders?limit=-1
        < 500 Internal Server Error
    """,
    wire_good="""
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
