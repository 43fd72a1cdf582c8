"""API keys travel in a header, not in the query string.

Query strings are written to access logs, proxies, browser histories and `Referer` headers, and are pasted
into tickets and chats together with the URL. Whoever reads one of these can call the API until the key is
replaced.

APIs whose keys are public by design (maps, weather) may silence this with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Rule, SecurityScheme, Severity

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OWASP API2:2023", "RFC 9700 section 4.3.2", "AgID sec-apikeys-url"),
    bad="""
        components:
          securitySchemes:
            key:
              type: apiKey
              in: query  # <-
              name: api_key
    """,
    good="""
        components:
          securitySchemes:
            key:
              type: apiKey
              in: header
              name: X-Api-Key
    """,
)


@RULE.on_document(having=("in",))
def in_header(scheme: SecurityScheme) -> Iterator[Problem]:
    if scheme.type == "apiKey" and scheme.location == "query":
        yield Problem(
            scheme.value_at("in"),
            f"the API key `{scheme.parameter_name}` is sent in the query string",
            help="accept it in a header (`in: header`), and stop accepting it in the URL",
        )
