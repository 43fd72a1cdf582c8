"""A `401` says with which scheme to authenticate.

`WWW-Authenticate` is how a client finds out what kind of credentials are wanted, whether those that it sent have
expired (`error="invalid_token"`) and which scope is missing; libraries that log in by themselves wait for it, and a
`401` without it breaks a MUST of HTTP.

Where nothing but keys and cookies authenticates, there is no registered scheme to name, and the missing field is told
mildly. `403` needs no such field.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, Operation, Problem, Rule, Severity
from ..core.wire.promises import declares, promise_place
from ._schemes import schemes_of

RULE = Rule(
    severity=Severity.ERROR,
    sources=("RFC 9110 section 15.5.2", "RFC 9110 section 11.6.1", "RFC 6750 section 3"),
    wire_api="""
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
        security: [{token: []}]
        paths:
          /orders:
            get:
              responses:
                '200': {description: the orders}
                '401': {description: no token, or not a valid one}
    """,
    wire_bad="""
        > GET /orders (none)
        < 401 Unauthorized
    """,
    wire_good="""
        > GET /orders (none)
        < 401 Unauthorized
        < WWW-Authenticate: Bearer realm="shop"
    """,
)

NAMED = ("http", "oauth2", "openIdConnect")
"""Types of security schemes whose credentials travel in `Authorization`, under a registered scheme."""


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.status == 401,
    about=lambda operation: operation.is_secured or declares(operation, 401),
    unseen="no 401 was seen",
)
def challenged(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    if not (exchange.answer.header("www-authenticate") or "").strip():
        scheme = scheme_of(operation)
        yield Problem(
            promise_place(operation, 401),
            "a `401` came without `WWW-Authenticate`",
            help=f'send `WWW-Authenticate: {scheme or "Bearer"} realm="..."`',
            severity=None if scheme else Severity.WARNING,
            cause="401 without WWW-Authenticate",
        )


def scheme_of(operation: Operation) -> str:
    """The scheme that a challenge can name; empty where the operation wants keys or cookies, or nothing is said."""
    schemes = schemes_of(operation)
    named = next((scheme for scheme in schemes if scheme.type in NAMED), None)
    return (named.scheme or "bearer").capitalize() if named is not None else ""
