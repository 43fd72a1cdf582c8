"""Requests that the description calls valid are not refused as invalid.

When whatever fits the schema is answered with `400` or `422`, the description leaves out what the service asks for: a
pattern, a bound, a field that is required after all. Clients and their users find it out one refusal at a time.

On the wire this is said of operations that refused at least three of the requests that were made valid on purpose, and
half of them. Where most were accepted, the refusals may come from what no schema can say (a name that is taken), and
are only mentioned.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Seen, Severity
from ..core.wire.conduct import MOST_ALIKE
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
        > GET /orders?limit=many
        < 400 Bad Request
    """,
)

ENOUGH = 3
REFUSALS = (400, 422)


def is_telling(exchange: Exchange, operation: Operation) -> bool:
    """Whether a request that was made valid was accepted, or refused as invalid."""
    if exchange.phase and "positive" not in exchange.phase:
        return False
    refused = exchange.status in REFUSALS and mistake_in(exchange.request, operation) is None
    return exchange.answer.is_success or refused


@RULE.on_traffic(where=is_telling, unseen="no request that was made valid was sent")
def accepted(traffic: list[Seen]) -> Iterator[Problem]:
    by_operation: dict[str, list[Seen]] = {}
    for seen in traffic:
        by_operation.setdefault(seen.operation.label, []).append(seen)
    for label, group in by_operation.items():
        refused = [seen for seen in group if seen.exchange.status in REFUSALS]
        if len(refused) >= ENOUGH:
            is_usual = len(group) - len(refused) <= min(len(refused), MOST_ALIKE - 1)
            yield Problem(
                refused[0].operation,
                f"`{label}` refused {len(refused)} of {len(group)} requests that its description allows",
                help="let the schema say what the service asks for",
                severity=None if is_usual else Severity.INFO,
                evidence=[refused[0].exchange],
                cause=f"{label} refuses",
            )
