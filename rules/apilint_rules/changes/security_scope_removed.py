"""A scope that clients ask for is still there.

An authorization server refuses requests for a scope that it does not know (`invalid_scope`, RFC 6749 section 5.2),
and then the client gets no token at all. A warning: the description may not be where the server takes its scopes
from.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Problem, Related, Rule, SecurityScheme, Severity

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 6749 section 5.2", "oasdiff api-security-component-oauth-scope-removed"),
    change_old="""
        paths:
          /orders:
            get:
              security: [{login: [read]}]
              responses: {'200': {description: all orders}}
        components:
          securitySchemes:
            login: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {read: reads, write: writes}}}}
    """,
    change_new="""
        paths:
          /orders:
            get:
              security: [{login: [read]}]
              responses: {'200': {description: all orders}}
        components:
          securitySchemes:
            login: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {read: reads}}}}  # <-
    """,
)


@RULE.on_change()
def removed(change: Pair[SecurityScheme]) -> Iterator[Problem]:
    known = {scope for flow in change.new.flows.values() for scope in flow.scopes}
    for flow in change.old.flows.values():
        for scope in flow.scopes:
            if scope not in known:
                known.add(scope)
                yield Problem(
                    change.new,
                    f"the scope `{scope}` of `{change.new.name}` is gone",
                    subject=scope,
                    related=[Related(flow.place, "it was here")],
                )
