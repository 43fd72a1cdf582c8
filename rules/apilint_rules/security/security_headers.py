"""Answers carry the header fields that keep browsers from misusing them.

A JSON answer that a browser takes for a page can run what an attacker has put into it (`X-Content-Type-Options:
nosniff` prevents that), and what an authorised caller reads stays in caches and on disks unless `Cache-Control` says
otherwise.

A matter of hardening, not of correctness: off by default, on in the profiles that ask for it.
`Strict-Transport-Security` counts only over TLS and is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Credentials, Exchange, Operation, Problem, Rule, Severity
from ..core.wire.promises import declares_body, promise_place

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"security": True, "nlgov": True},
    sources=("NL /core/transport/security-headers", "OWASP API8:2023"),
    wire_api="""
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
        paths:
          /orders:
            get: {security: [{token: []}], responses: {'200': {description: the orders}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        < Content-Type: application/json
        < Cache-Control: no-store
        <
        < {}
        ===
        > GET /orders
        < 200 OK
        < Content-Type: application/json
        < X-Content-Type-Options: nosniff
        <
        < {}
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        < Content-Type: application/json
        < Cache-Control: no-store
        < X-Content-Type-Options: nosniff
        <
        < {}
    """,
)

KEPT_APART = ("no-store", "private", "no-cache")


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.answer.is_success and bool(exchange.answer.body),
    about=declares_body,
    unseen="no body was seen",
)
def not_sniffed(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    if (exchange.answer.header("x-content-type-options") or "").strip().lower() != "nosniff":
        yield Problem(
            promise_place(operation, exchange.status),
            "a body came without `X-Content-Type-Options: nosniff`",
            help="send it with every answer",
            cause="nosniff",
        )


@RULE.on_exchange(where=lambda exchange, operation: is_private_read(exchange, operation))
def not_kept(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    value = (exchange.answer.header("cache-control") or "").lower()
    if not any(word in value for word in KEPT_APART):
        yield Problem(
            promise_place(operation, exchange.status),
            "what only an authorised caller may read can be kept by caches",
            help="send `Cache-Control: no-store`",
            cause="authorised read can be kept",
        )


def is_private_read(exchange: Exchange, operation: Operation) -> bool:
    is_get = exchange.request.method == "GET" and exchange.answer.is_success
    return is_get and operation.is_secured and exchange.request.credentials is not Credentials.NONE
