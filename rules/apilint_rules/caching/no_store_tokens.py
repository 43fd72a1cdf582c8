"""An answer with a token in it is kept by no cache.

A proxy or a browser that keeps the answer of a token endpoint hands the same token to the next caller. OAuth therefore
demands `Cache-Control: no-store` of each answer with a token.

Looked at are successes with `access_token`, `refresh_token` or `id_token` at the top of the body.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, Operation, Problem, Rule, Severity
from ..core.listing import name_key
from ..core.wire.promises import promise_place

RULE = Rule(
    severity=Severity.WARNING,
    default=False,
    profiles={"security": True, "strict": True},
    sources=("RFC 6749 section 5.1", "RFC 9111 section 5.2.2.5"),
    wire_api="""
        paths:
          /token:
            post: {responses: {'200': {description: a token}}}
    """,
    wire_bad="""
        > POST /token
        < 200 OK
        < Content-Type: application/json
        <
        < {"access_token": "2YotnFZFEjr1zCsicMWpAA", "token_type": "Bearer"}
    """,
    wire_good="""
        > POST /token
        < 200 OK
        < Content-Type: application/json
        < Cache-Control: no-store
        <
        < {"access_token": "2YotnFZFEjr1zCsicMWpAA", "token_type": "Bearer"}
    """,
)

TOKENS = frozenset(("access_token", "refresh_token", "id_token"))


def has_token(exchange: Exchange, operation: Operation) -> bool:
    body = exchange.answer.json if exchange.answer.is_success else None
    return type(body) is dict and any(name_key(str(name)) in TOKENS for name in body)


@RULE.on_exchange(where=has_token)
def not_kept(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    if "no-store" not in (exchange.answer.header("cache-control") or "").lower():
        yield Problem(
            promise_place(operation, exchange.status),
            "an answer with a token may be kept by caches",
            help="send `Cache-Control: no-store`",
            cause="token without no-store",
        )
