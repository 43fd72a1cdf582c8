"""A GET with an `ETag` accepts `If-None-Match` and answers `304`.

The point of an `ETag` is not to send again what the client already has. Only if the description says that
the tag can be sent back, and that the answer may then be an empty `304`, do generated clients have a way to
do so and to understand what they get; to others the `304` is an unexpected status.

Only GETs that declare an `ETag` are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Severity
from ._headers import accepts, returns_etag

RULE = Rule(
    severity=Severity.INFO,
    sources=("RFC 9110 section 13.1.2", "Zalando 182", "Azure condreq-for-read-behavior", "adidas"),
    bad="""
        paths:
          /orders/{id}:
            get:  # <-
              responses:
                '200':
                  description: the order
                  headers:
                    ETag: {schema: {type: string}}
    """,
    good="""
        paths:
          /orders/{id}:
            get:
              parameters:
                - {name: If-None-Match, in: header, schema: {type: string}}
              responses:
                '200':
                  description: the order
                  headers:
                    ETag: {schema: {type: string}}
                '304': {description: unchanged}
    """,
)


def is_tagged_get(operation: Operation) -> bool:
    return operation.method == "get" and returns_etag(operation)


@RULE.on_document(
    where=is_tagged_get, many="{count} of {total} GETs with an `ETag` do not say that it can be sent back"
)
def honoured(operation: Operation) -> Iterator[Problem]:
    missing = [] if accepts(operation, "if-none-match") else ["accepts no `If-None-Match`"]
    if not {"304", "3XX", "3xx"} & operation.responses.keys():
        missing.append("declares no `304`")
    if missing:
        yield Problem(
            operation,
            f"GET returns an `ETag` but {' and '.join(missing)}",
            help="add the header parameter `If-None-Match` and the answer `304`",
        )
