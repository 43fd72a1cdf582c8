"""OAuth 2 flows avoid `implicit` and `password`.

The implicit flow hands the access token over in a URL, where browsers, logs and other scripts can read it.
The password flow teaches users to type their password into every client, and has no room for a second
factor. RFC 9700 says that the first should not and the second must not be used.

A flow that is kept for old clients only may be silenced with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Rule, SecurityScheme, Severity

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9700 section 2.1.2", "RFC 9700 section 2.4", "AgID allowed-flows"),
    bad="""
        components:
          securitySchemes:
            oauth:
              type: oauth2
              flows:
                implicit:  # <-
                  authorizationUrl: https://auth.example.com/authorize
                  scopes: {}
    """,
    good="""
        components:
          securitySchemes:
            oauth:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://auth.example.com/authorize
                  tokenUrl: https://auth.example.com/token
                  scopes: {}
    """,
)

WHY = {
    "implicit": "the flow `implicit` hands access tokens over in a URL",
    "password": "the flow `password` gives the user's password to the client",
}


@RULE.on_document(having=("flows", "flow"))
def current(scheme: SecurityScheme) -> Iterator[Problem]:
    code = "accessCode" if scheme.api.version[0] == 2 else "authorizationCode"
    for flow in scheme.flows.values() if scheme.type == "oauth2" else ():
        if flow.name in WHY:
            yield Problem(flow.place, WHY[flow.name], help=f"use `{code}` with PKCE", subject=flow.name)
