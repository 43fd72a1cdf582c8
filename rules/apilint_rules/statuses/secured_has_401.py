"""Operations that need credentials say what they answer without them.

Tokens expire. A client that knows the `401` of an operation can fetch a new token and repeat the call; one
that does not takes it for a failure and shows it to its user.

`401`, `403`, `4XX` and `default` all count. Operations that can also be called without credentials are left
alone, and so are those whose only credential is a client certificate, which is refused before HTTP begins,
and those that send a browser without a session to a sign-in page.

On the wire a `401` that is not declared shows the gap. Whether credentials are asked for at all is
for the rules on security.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Exchange,
    Operation,
    Problem,
    Rule,
    Severity,
)
from ._answers import is_documented, is_undeclared, lines_to_add, responses_key, statuses

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 15.5.2", "OWASP API8:2023", "AgID"),
    bad="""
        paths:
          /orders:
            get:
              security: [{token: []}]
              responses:  # <-
                '200': {description: the orders}
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
    """,
    good="""
        paths:
          /orders:
            get:
              security: [{token: []}]
              responses:
                '200': {description: the orders}
                '401': {description: the token is missing or has expired}
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
    """,
    profiles={"zalando": False, "security": True},
    wire_api="""
        paths:
          /orders:
            get:
              security: [{token: []}]
              responses: {'200': {description: the orders}}
            post:
              security: [{token: []}]
              responses: {'201': {description: created}, '401': {description: no token}}
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
    """,
    wire_bad="""
        > GET /orders (none)
        < 401 Unauthorized
    """,
    wire_good="""
        > POST /orders (none)
        < 401 Unauthorized
    """,
)


def needs_credentials(operation: Operation) -> bool:
    return operation.is_secured and is_documented(operation) and not is_certificate_only(operation)


@RULE.on_document(where=needs_credentials, many="{count} of {total} secured operations declare no `401`")
def declared(operation: Operation) -> Iterator[Problem]:
    if not operation.documents("401", "403") and not redirects_to_sign_in(operation):
        yield Problem(
            responses_key(operation),
            f"`{operation.label}` needs credentials (`{schemes_of(operation)[0]}`), but declares no `401`",
            help="add `401` for credentials that are missing or no longer valid",
        )


def schemes_of(operation: Operation) -> list[str]:
    """The names of the security schemes, each once."""
    return list(dict.fromkeys(name for requirement in operation.security for name in requirement.schemes))


def is_certificate_only(operation: Operation) -> bool:
    schemes = [operation.api.security_schemes.get(name) for name in schemes_of(operation)]
    return all(scheme is not None and scheme.type == "mutualTLS" for scheme in schemes)


def redirects_to_sign_in(operation: Operation) -> bool:
    schemes = [operation.api.security_schemes.get(name) for name in schemes_of(operation)]
    by_cookie = any(scheme is not None and scheme.location == "cookie" for scheme in schemes)
    return by_cookie and any(status in ("302", "303", "307", "3XX") for status in statuses(operation))


def is_missing(operation: Operation) -> bool:
    """Whether no answer to a lack of credentials is declared, though they are needed."""
    return needs_credentials(operation) and not operation.documents("401", "403")


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.status == 401 and needs_credentials(operation),
    about=needs_credentials,
    unseen="no 401 was seen",
)
def seen(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    if is_undeclared(exchange, operation) and is_missing(operation):
        yield Problem(
            responses_key(operation),
            f"`{operation.label}` answers `401` without credentials, but does not declare it",
            help=lines_to_add(operation, 401),
            cause="undeclared 401",
            gap=True,
        )
