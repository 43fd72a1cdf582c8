"""Every scope that an operation requires is declared by its OAuth 2 scheme.

Clients ask the authorization server for the scopes that the scheme lists. A scope that only the requirement
names is never asked for, so the call is refused; most often it is a typo or a renamed scope.

A scope is declared if any flow of the scheme lists it. OpenID Connect schemes are left alone because their
scopes stand in the discovery document, and so are the roles that other schemes may name since OpenAPI 3.1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches

from ..core import Api, Place, Problem, Requirement, Rule, SecurityScheme, Severity

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Security Requirement Object", "Zalando 105"),
    bad="""
        components:
          securitySchemes:
            oauth:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://auth.example.com/token
                  scopes: {'orders:read': See orders, 'orders:write': Place orders}
        paths:
          /orders:
            get:
              security:
                - oauth: ['order:read']  # <-
    """,
    good="""
        components:
          securitySchemes:
            oauth:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://auth.example.com/token
                  scopes: {'orders:read': See orders, 'orders:write': Place orders}
        paths:
          /orders:
            get:
              security:
                - oauth: ['orders:read']
    """,
)


@RULE.on_document
def declared(api: Api) -> Iterator[Problem]:
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for requirement in api.all(Requirement):
        for name, number, scope in undeclared(requirement):
            places[name, scope].append(requirement.value_at(name, number))
    for (name, scope), users in places.items():
        times = f" (required {len(users)} times)" if len(users) > 1 else ""
        known = scopes_of(api.security_schemes[name])
        close = get_close_matches(scope, sorted(known), 1)
        yield Problem(
            users[0],
            f"no flow of `{name}` declares the scope `{scope}`{times}",
            help=f"write `{close[0]}`" if close else f"add `{scope}` to the `scopes` of `{name}`",
            subject=f"{name} {scope}",
        )


def undeclared(requirement: Requirement) -> Iterator[tuple[str, int, str]]:
    """Scheme, index and scope of everything that no flow lists."""
    for name, scopes in requirement.schemes.items():
        scheme = requirement.api.security_schemes.get(name)
        if scheme is not None and scheme.type == "oauth2" and scheme.flows:
            known = scopes_of(scheme)
            for number, scope in enumerate(scopes):
                if type(scope) is str and scope not in known:
                    yield name, number, scope


def scopes_of(scheme: SecurityScheme) -> set[str]:
    """The scopes of all flows together."""
    return {scope for flow in scheme.flows.values() for scope in flow.scopes}
