"""Query parameters that a service does not know are handled in one way: ignored, or refused.

A misspelt filter that is ignored returns everything; one that is refused is noticed at once. Both are custom, but a
client must know which of the two to expect, and an API that does now this and now that teaches it the wrong lesson.

On the wire an unknown parameter is added to a GET of each path that takes any. A service that fails over it is told
with an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, Operation, Probe, Problem, Rule, Seen, Severity, Situation, Unjudged

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"strict": True, "azure": True, "nlgov": True},
    sources=("Azure collections-error-on-unknown-parameters", "NL /core/query-keys"),
    wire_api="""
        paths:
          /orders:
            get: {responses: {'200': {description: the orders}}}
          /products:
            get: {responses: {'200': {description: the products}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders?x-apilint-unknown=1
        < 500 Internal Server Error
        ===
        > GET /orders?x-apilint-unknown=1
        < 200 OK
        > GET /products?x-apilint-unknown=1
        < 400 Bad Request
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders?x-apilint-unknown=1
        < 400 Bad Request
        ===
        > GET /orders?x-apilint-unknown=1
        < 400 Bad Request
        > GET /products?x-apilint-unknown=1
        < 400 Bad Request
    """,
)

NAME = "x-apilint-unknown"


@RULE.on_probe(about=lambda operation: operation.method == "get")
def withstood(operation: Operation, situation: Situation) -> Probe:
    """Sends an accepted request with one more parameter."""
    known = situation.accepted(operation)
    if known is None:
        yield Unjudged("no request was accepted")
        return
    exchange = yield known.request.with_parameter(NAME, "1")
    if exchange.status >= 500 and exchange.status != 503:
        yield Problem(
            operation,
            f"an unknown query parameter was answered with {exchange.status}",
            help="ignore it, or answer `400`",
            severity=Severity.ERROR,
            cause="fails over an unknown parameter",
        )


def is_tried(exchange: Exchange, operation: Operation) -> bool:
    return exchange.request.parameter(NAME) is not None and exchange.status < 500


@RULE.on_traffic(
    where=is_tried, about=lambda operation: operation.method == "get", unseen="no unknown parameter was sent"
)
def one_way(traffic: list[Seen]) -> Iterator[Problem]:
    ignored = [seen for seen in traffic if seen.exchange.answer.is_success]
    refused = [seen for seen in traffic if seen.exchange.status in (400, 422)]
    if ignored and refused:
        few, how = (ignored, "ignored") if len(ignored) < len(refused) else (refused, "refused")
        other = "refused" if how == "ignored" else "ignored"
        yield Problem(
            few[0].operation,
            f"an unknown query parameter is {how} by {len(few)} of {len(ignored) + len(refused)} operations, "
            f"and {other} by the others",
            help="handle it in one way",
            evidence=[few[0].exchange],
            cause="two ways",
        )
