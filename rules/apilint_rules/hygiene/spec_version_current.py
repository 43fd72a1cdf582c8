"""The description is written in OpenAPI 3, not in Swagger 2.0.

2.0 is from 2014. It cannot say several servers, `oneOf`, nullable values, cookies, callbacks or examples of
requests, and new tools no longer read it. Converters do most of the work.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Problem, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    sources=("NL /core/doc-openapi", "OpenAPI", "GDS", "AgID no-swagger-2"),
    bad="""
        swagger: '2.0'  # <-
        info: {title: Orders, version: 1.4.0}
        paths: {}
    """,
    good="""
        openapi: 3.1.1
        info: {title: Orders, version: 1.4.0}
        paths: {}
    """,
)


@RULE.on_document
def current(api: Api) -> Iterator[Problem]:
    if api.version[0] == 2:
        yield Problem(
            api.key("swagger"),
            "Swagger 2.0 is superseded by OpenAPI 3",
            help="convert the document to OpenAPI 3.1",
        )
