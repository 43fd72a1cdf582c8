"""HTTP authentication uses a registered scheme that does not give the password away.

Clients choose how to log in by the scheme's name. A name that IANA does not know (`bearerAuth`, `jwt`)
means nothing to them, and a generated client sends no credentials. `digest`, `negotiate` and OAuth 1 rest
on broken hashes or on the connection, and few libraries and proxies still carry them.

`basic` works, but sends the password itself with every call. Between servers, over TLS, that is common, so
it is only mentioned.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ..core import Problem, Rule, SecurityScheme, Severity

RULE = Rule(
    severity=Severity.WARNING,
    sources=(
        "RFC 9110 section 11",
        "OWASP API2:2023",
        "OpenAPI Security Scheme Object",
        "AgID sec-auth-insecure-schemes",
    ),
    bad="""
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearerAuth  # <-
    """,
    good="""
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
    """,
)

REGISTERED = (
    "basic", "bearer", "concealed", "digest", "dpop", "gnap", "hoba", "mutual", "negotiate", "oauth",
    "privatetoken", "scram-sha-1", "scram-sha-256", "vapid",
)  # fmt: skip
"""The IANA registry of HTTP authentication schemes."""

OUTDATED = {
    "digest": "`digest` rests on MD5 almost everywhere",
    "negotiate": "`negotiate` authenticates connections, not requests",
    "oauth": "`oauth` is OAuth 1, which OAuth 2 has replaced",
}


@RULE.on_document
def sound(scheme: SecurityScheme) -> Iterator[Problem]:
    if scheme.type != "http" or not scheme.scheme:
        return
    where = scheme.value_at("scheme" if scheme.has("scheme") else "type")
    if scheme.scheme == "basic":
        yield Problem(
            where,
            "`basic` sends the password itself with every request",
            help="offer tokens that expire and can be revoked, such as `bearer`",
            severity=Severity.INFO,
        )
    elif scheme.scheme in OUTDATED:
        yield Problem(where, OUTDATED[scheme.scheme], help="use `bearer` or another current scheme")
    elif scheme.scheme not in REGISTERED:
        yield Problem(
            where,
            f"`{scheme.text('scheme')}` is no registered HTTP authentication scheme",
            help=help_for(scheme.scheme),
        )


def help_for(scheme: str) -> str:
    """The registered name that was meant, or how to describe a scheme of one's own."""
    if "jwt" in scheme or "token" in scheme:
        return "write `bearer` if the token is sent as `Authorization: Bearer ...`"
    close = next((name for name in ("bearer", "basic") if scheme.startswith(name)), None)
    close = close or next(iter(get_close_matches(scheme, REGISTERED, 1, 0.75)), None)
    if close:
        return f"write `{close}`"
    return "describe a scheme of your own as `type: apiKey`, `in: header`, `name: Authorization`"
