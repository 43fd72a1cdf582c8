"""An `ETag` is a quoted text, with `W/` in front where it is weak.

Clients, proxies and content networks compare entity tags as HTTP defines them. A tag without its quotes is dropped by
some, quoted by others and sent back changed by a third, so that conditional requests and locking fail in ways that
depend on what stands between client and service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Exchange, Operation, Problem, Rule, Severity
from ..core.wire.promises import declares_header, promise_place

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 8.8.3",),
    wire_api="""
        paths:
          /orders/{id}:
            get: {responses: {'200': {description: the order}}}
    """,
    wire_bad="""
        > GET /orders/17
        < 200 OK
        < ETag: 8f14e45f
        ===
        > GET /orders/17
        < 200 OK
        < ETag: w/"8f14e45f"
    """,
    wire_good="""
        > GET /orders/17
        < 200 OK
        < ETag: "8f14e45f"
        ===
        > GET /orders/17
        < 200 OK
        < ETag: W/"8f14e45f"
    """,
)

ENTITY_TAG = re.compile(r'(W/)?"[^\x00-\x20"\x7f]*"')


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.answer.header("etag") is not None,
    about=lambda operation: declares_header(operation, "etag"),
    unseen="no `ETag` was seen",
)
def well_formed(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    value = (exchange.answer.header("etag") or "").strip()
    if ENTITY_TAG.fullmatch(value):
        return
    bare = re.sub(r'^[wW]/|["\s]', "", value)
    yield Problem(
        promise_place(operation, exchange.status),
        f"`ETag: {value[:80]}` is no entity tag",
        help=f'write `ETag: "{bare[:80]}"`, or with `W/` in front where the tag is weak',
        cause="no entity tag",
    )
