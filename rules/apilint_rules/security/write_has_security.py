"""An operation that changes something says which credentials it needs.

Where no `security` applies, generated clients send no credentials and gateways that are set up from the
description let everybody in. Nobody can tell an open door from a forgotten line.

`security: []`, at the operation or at the root, is an answer too: the door is open on purpose. Operations
that hand out credentials or are called before there are any (login, token, sign-up, password reset, health,
webhooks) are left alone. A description without any security scheme is told once.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..core import Api, Operation, Problem, Rule, Severity
from ..core.words import words
from ._schemes import has_schemes, home_of_schemes

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OWASP API2:2023", "OWASP API5:2023", "Zalando 104", "azure-api-style-guide operation-security"),
    bad="""
        components:
          securitySchemes:
            bearer: {type: http, scheme: bearer}
        paths:
          /orders:
            get:
              security: [{bearer: []}]
            post:  # <-
              summary: Place an order
    """,
    good="""
        components:
          securitySchemes:
            bearer: {type: http, scheme: bearer}
        paths:
          /orders:
            get:
              security: [{bearer: []}]
            post:
              security: [{bearer: []}]
              summary: Place an order
    """,
)

METHODS = ("post", "put", "patch", "delete")
_BEFORE = """
    login signin logon logout signup register registration token oauth oidc saml sso authenticate
    introspect revoke forgot webhook webhooks callback callbacks health healthz healthcheck ping
"""
BEFORE_CREDENTIALS = frozenset(_BEFORE.split())


def may_write(operation: Operation) -> bool:
    """Whether it is an operation on which a `security` is missed where there are schemes."""
    return operation.method in METHODS and has_schemes(operation.api) and not comes_first(operation)


def comes_first(operation: Operation) -> bool:
    """Whether its path or name says that it is called to get credentials, or without any."""
    texts = [segment.text for segment in operation.resource.segments if segment.is_static]
    said = [word for text in [*texts, operation.id] for word in words(text)]
    joined = {first + second for first, second in pairwise(said)}  # `sign-up`, `log_in`
    return not BEFORE_CREDENTIALS.isdisjoint({*said, *joined}) or {"password", "reset"} <= set(said)


@RULE.on_document(where=may_write, many="{count} of {total} writing operations say nothing about credentials")
def secured(operation: Operation) -> Iterator[Problem]:
    if not operation.has("security") and not operation.api.root.has("security"):
        yield Problem(
            operation,
            f"`{operation.label}` says nothing about the credentials it needs",
            help="add `security`, at the root for all operations; `security: []` where none is meant",
        )


@RULE.on_document
def schemes_exist(api: Api) -> Iterator[Problem]:
    if has_schemes(api) or api.root.has("security"):
        return
    writing = [operation for operation in api.operations if operation.method in METHODS]
    if writing and not any(operation.has("security") for operation in writing):
        several = f"the {len(writing)} operations that write" if writing[1:] else f"`{writing[0].label}`"
        home = home_of_schemes(api)
        yield Problem(
            api.key("security"),
            f"no security scheme is declared: nothing says which credentials to send with {several}",
            help=f"declare a scheme under `{home}` and require it with `security` at the root; "
            "write `security: []` if the API is open to everybody",
        )


@RULE.on_document
def optional_everywhere(api: Api) -> Iterator[Problem]:
    empty = next((requirement for requirement in api.security if not requirement.value), None)
    writing = [op for op in api.operations if op.security is api.security and may_write(op)]
    if empty is not None and len(api.security) > 1 and writing:
        yield Problem(
            empty,
            f"the alternative `{{}}` opens {len(writing)} writing operations to calls without credentials",
            help="keep `{}` to the operations that need none",
            severity=Severity.INFO,
        )
