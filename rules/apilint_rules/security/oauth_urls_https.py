"""The addresses of the authorization server use https.

Passwords, authorization codes and tokens go to these addresses. Without TLS anybody on the way reads them,
and OAuth 2 and OpenID Connect demand it. Generated clients take the addresses from here as they are.

Loopback and test hosts are left alone. A relative address follows the server, which `servers-https` looks
at.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Place, Problem, Rule, SecurityScheme, Severity
from ._transport import is_insecure

RULE = Rule(
    severity=Severity.ERROR,
    sources=("RFC 6749 section 3", "OpenAPI OAuth Flow Object", "AgID"),
    bad="""
        components:
          securitySchemes:
            oauth:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: http://auth.example.com/token  # <-
                  scopes: {}
    """,
    good="""
        components:
          securitySchemes:
            oauth:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://auth.example.com/token
                  scopes: {}
    """,
)

IN_SCHEME = ("openIdConnectUrl", "oauth2MetadataUrl")
IN_FLOW = ("authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl")


@RULE.on_document
def encrypted(scheme: SecurityScheme) -> Iterator[Problem]:
    for key, url, place in urls(scheme):
        if type(url) is str and is_insecure(url):
            yield Problem(
                place, f"`{key}` is not encrypted: `{url}`", help=f"write `https{url[4:]}`", subject=key
            )


def urls(scheme: SecurityScheme) -> Iterator[tuple[str, object, Place]]:
    """Name, address and place of everything that a client sends credentials to."""
    for key in IN_SCHEME:
        yield key, scheme.value.get(key), scheme.value_at(key)
    for name, flow in scheme.flows.items():
        tokens = ("flows", name) if scheme.has("flows") else ()
        for key in IN_FLOW:
            yield key, flow.value.get(key), scheme.value_at(*tokens, key)
