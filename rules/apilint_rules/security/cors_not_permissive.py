"""Scripts of foreign origins cannot read answers with the user's credentials.

A service that says `Access-Control-Allow-Credentials: true` to whatever `Origin` asks lets every site that a user
visits read what the user may read. `*` with credentials is refused by browsers, so it helps nobody, and mostly shows
that the origins were never thought about.

`*` without credentials is right for open data and left alone. Where the description asks for nothing that a browser
sends by itself (cookies, Basic or Digest), the finding is a warning.
"""

from __future__ import annotations

from ..core import Operation, Probe, Problem, Rule, Severity, Situation, Unjudged
from ._schemes import schemes_of

RULE = Rule(
    severity=Severity.WARNING,
    sources=("NL /core/transport/cors", "OWASP API8:2023"),
    wire_api="""
        components:
          securitySchemes:
            session: {type: apiKey, in: cookie, name: session}
        security: [{session: []}]
        paths:
          /orders:
            get: {responses: {'200': {description: the orders}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        > Origin: https://apilint.example
        < 200 OK
        < Access-Control-Allow-Origin: https://apilint.example
        < Access-Control-Allow-Credentials: true
        ===
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        > Origin: https://apilint.example
        < 200 OK
        < Access-Control-Allow-Origin: *
        < Access-Control-Allow-Credentials: true
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        > Origin: https://apilint.example
        < 200 OK
        < Access-Control-Allow-Origin: *
    """,
)

ORIGIN = "https://apilint.example"
AMBIENT = ("basic", "digest", "negotiate")
"""HTTP authentication that a browser repeats by itself."""


@RULE.on_probe(about=lambda operation: operation.method == "get")
def closed(operation: Operation, situation: Situation) -> Probe:
    """Reads as a script of a foreign origin would."""
    known = situation.accepted(operation)
    if known is None:
        yield Unjudged("no request was accepted")
        return
    answer = (yield known.request.with_header("Origin", ORIGIN)).answer
    allowed = (answer.header("access-control-allow-origin") or "").strip()
    with_credentials = (answer.header("access-control-allow-credentials") or "").strip().lower() == "true"
    if with_credentials and allowed in ("*", ORIGIN):
        origin = "`*`" if allowed == "*" else "any `Origin` that asks"
        yield Problem(
            operation,
            f"answers are open to {origin}, with the user's credentials",
            help="allow the origins that need it one by one, or leave `Access-Control-Allow-Credentials` out",
            severity=Severity.ERROR if is_ambient(operation) else Severity.WARNING,
            cause=f"open to {allowed}",
        )


def is_ambient(operation: Operation) -> bool:
    """Whether browsers send the credentials of this operation by themselves."""
    schemes = schemes_of(operation)
    return any(
        (scheme.type == "apiKey" and scheme.location == "cookie") or scheme.scheme in AMBIENT
        for scheme in schemes
    )
