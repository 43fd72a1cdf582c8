"""`Accept`, `Content-Type` and `Authorization` are not described as headers.

OpenAPI has places of its own for what they say: the media types of `content`, and security schemes. A
parameter with one of these names is ignored by the specification, so a tool that follows it drops what was
written there, and one that does not sends two values that disagree. The same holds for a response header
called `Content-Type`.

OpenAPI 2.0 has no such rule and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Header, Parameter, Problem, Rule, Severity

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Parameter Object", "Azure header-disallowed", "AgID no-forbidden-headers", "IBM"),
    bad="""
        openapi: 3.0.4
        paths:
          /orders:
            get:
              parameters:
                - {name: Authorization, in: header, schema: {type: string}}  # <-
    """,
    good="""
        openapi: 3.0.4
        paths:
          /orders:
            get:
              security: [{token: []}]
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
    """,
)

PLACES = {
    "accept": "the media types of the responses' `content` say it",
    "content-type": "the media types of `content` say it",
    "authorization": "a security scheme says it",
}


def is_reserved(parameter: Parameter) -> bool:
    return (
        parameter.location == "header" and parameter.name.lower() in PLACES and parameter.api.version[0] > 2
    )


@RULE.on_document(
    where=is_reserved,
    many="{count} header parameters are `Accept`, `Content-Type` or `Authorization`, which OpenAPI ignores",
)
def not_a_parameter(parameter: Parameter) -> Iterator[Problem]:
    yield Problem(
        parameter,
        f"OpenAPI ignores a header parameter called `{parameter.name}`",
        help=f"remove it: {PLACES[parameter.name.lower()]}",
    )


@RULE.on_document
def not_a_header(header: Header) -> Iterator[Problem]:
    if header.name.lower() == "content-type" and header.api.version[0] > 2:
        yield Problem(
            header,
            f"OpenAPI ignores a header called `{header.name}`",
            help=f"remove it: {PLACES['content-type']}",
        )
