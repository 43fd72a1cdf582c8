"""Requests that the description calls valid are not all refused as invalid.

When whatever fits the schema is answered with `400` or `422`, the description leaves out what the service asks for: a
pattern, a bound, a field that is required after all. Clients and their users find it out one refusal at a time.

On the wire this is said of operations that refused every one of at least three requests that were made valid on
purpose, while none was ever accepted: single refusals may come from what no schema can say (a name that is taken).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Seen, Severity
from ..core.wire.exchange import Exchange
from ._invalid import mistake_in

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 15.5.1", "OpenAPI Schema Object"),
    wire_api="""
        paths:
          /orders:
            get:
              parameters: [{name: limit, in: query, schema: {type: integer}}]
              responses: {'200': {description: the orders}}
    """,
    wire_bad="""
        > GET /orders?limit=1
        < 400 Bad Request
        > GET /orders?limit=2
        < 400 Bad Request
        > GET /orders?limit=3
        < 422 Unprocessable Content
    """,
    wire_good="""
        > GET /orders?limit=1
        < 400 Bad Request
        > GET /orders?limit=2
        < 200 OK
        > GET /orders?limit=3
        < 400 Bad Request
        > GET /orders?limit=many
        < 400 Bad Request
    """,
)

ENOUGH = 3
REFUSALS = (400, 422)


def is_telling(exchange: Exchange, operation: Operation) -> bool:
    """Whether a request was accepted, or a valid one refused."""
    if exchange.answer.is_success:
        return True
    is_blind = exchange.phase != "" and "positive" not in exchange.phase
    return exchange.status in REFUSALS and not is_blind and mistake_in(exchange.request, operation) is None


@RULE.on_traffic(where=is_telling, unseen="no valid request was refused or accepted")
def some_accepted(traffic: list[Seen]) -> Iterator[Problem]:
    by_operation: dict[str, list[Seen]] = {}
    for seen in traffic:
        by_operation.setdefault(seen.operation.label, []).append(seen)
    for label, group in by_operation.items():
        refused = [seen for seen in group if seen.exchange.status in REFUSALS]
        if len(refused) == len(group) >= ENOUGH:
            yield Problem(
                refused[0].operation,
                f"`{label}` refused all of {len(refused)} requests that its description allows",
                help="let the schema say what the service asks for",
                evidence=[refused[0].exchange],
                cause=f"{label} refuses",
            )
