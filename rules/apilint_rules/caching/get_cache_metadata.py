"""What a GET returns says whether it may be kept, or how to ask whether it has changed.

Without `Cache-Control`, `Expires`, `ETag` or `Last-Modified` each cache guesses: some keep an answer for as long as
they like (RFC 9111 allows it where there is a date), others never. A service that wants neither can say so in one line,
`Cache-Control: no-store`.

Only `200` answers to GET are looked at, and all that lack it are one finding. No RFC demands it, so it is only
mentioned.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, Operation, Problem, Rule, Severity
from ..core.wire.promises import promise_place

RULE = Rule(
    severity=Severity.INFO,
    sources=("RFC 9111 section 5.2", "RFC 9205 section 4.9", "Zalando 227", "adidas"),
    wire_api="""
        paths:
          /products:
            get: {responses: {'200': {description: the products}}}
    """,
    wire_bad="""
        > GET /products
        < 200 OK
        < Content-Type: application/json
        <
        < {"items": []}
    """,
    wire_good="""
        > GET /products
        < 200 OK
        < Content-Type: application/json
        < Cache-Control: no-cache
        <
        < {"items": []}
    """,
)

FIELDS = ("cache-control", "expires", "etag", "last-modified", "pragma")


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.status == 200 and exchange.request.method == "GET",
    about=lambda operation: operation.method == "get",
    unseen="no 200 of a GET was seen",
)
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    if not any(exchange.answer.header(name) is not None for name in FIELDS):
        yield Problem(
            promise_place(operation, 200),
            "a `200` says neither how long it may be kept nor how to ask for changes",
            help="send `Cache-Control` (`no-store`, `no-cache`, `max-age=60`), or an `ETag`",
            cause="no cache metadata",
        )
