"""The `status` in the body of a problem is the status of the answer.

RFC 9457 repeats the status in the body for those who see no more than the body: logs, queues, and clients behind a
library that hides it. When the two differ, one of them is believed by somebody, and it may be the wrong one.

On the wire every body of `application/problem+json` is looked at; one without a `status` is fine.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, Operation, Problem, Rule, Severity
from ..core.wire.promises import promise_place
from ._bodies import problem_in, promises_problem

RULE = Rule(
    severity=Severity.ERROR,
    sources=("RFC 9457 section 3.1.2",),
    wire_api="""
        paths:
          /orders/{id}:
            get: {responses: {'200': {description: the order}, '404': {description: no such order}}}
    """,
    wire_bad="""
        > GET /orders/17
        < 404 Not Found
        < Content-Type: application/problem+json
        <
        < {"title": "no such order", "status": 400}
    """,
    wire_good="""
        > GET /orders/17
        < 404 Not Found
        < Content-Type: application/problem+json
        <
        < {"title": "no such order", "status": 404}
    """,
)


@RULE.on_exchange(
    where=lambda exchange, operation: problem_in(exchange) is not None,
    about=promises_problem,
    unseen="no problem+json was seen",
)
def same(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    told = (problem_in(exchange) or {}).get("status")
    if type(told) is int and told != exchange.status:
        yield Problem(
            promise_place(operation, exchange.status),
            f"a `{exchange.status}` has a problem whose `status` is {told}",
            help="send the same number in both places",
            cause=f"{told} for {exchange.status}",
        )
