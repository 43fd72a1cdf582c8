"""Operations that need scopes say what they answer to a token without them.

A token can be valid and still not be allowed to do this. Clients must tell that apart from an expired token:
a new token of the same kind does not help, only asking the user for more rights does.

`403`, `4XX` and `default` count. The rule is off unless a profile asks for it: some guidelines do not want
standard errors repeated at each operation. Operations that can be called without credentials are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Severity
from ._answers import is_documented, responses_key

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    sources=("RFC 6750 section 3.1", "RFC 9110 section 15.5.4", "PayPal"),
    bad="""
        paths:
          /orders:
            post:
              security: [{login: [orders:write]}]
              responses:  # <-
                '201': {description: created}
                '401': {description: the token is missing or has expired}
    """,
    good="""
        paths:
          /orders:
            post:
              security: [{login: [orders:write]}]
              responses:
                '201': {description: created}
                '401': {description: the token is missing or has expired}
                '403': {description: the token lacks the scope orders:write}
    """,
    profiles={"strict": True, "security": True, "zalando": False},
)


def needs_scopes(operation: Operation) -> bool:
    return operation.is_secured and bool(scopes_of(operation)) and is_documented(operation)


@RULE.on_document(where=needs_scopes, many="{count} of {total} operations that need scopes declare no `403`")
def declared(operation: Operation) -> Iterator[Problem]:
    if not operation.documents("403"):
        yield Problem(
            responses_key(operation),
            f"`{operation.label}` needs the scope `{scopes_of(operation)[0]}`, but declares no `403`",
            help="add `403` for tokens without the scope",
        )


def scopes_of(operation: Operation) -> list[str]:
    """The scopes that any alternative asks for."""
    return [
        scope
        for requirement in operation.security
        for scopes in requirement.schemes.values()
        for scope in scopes
        if type(scope) is str
    ]
