"""Where GET returns an `ETag`, writes accept it in `If-Match`.

Two people open the same order, both change it, both save: without a condition the second write silently
undoes the first, and nobody learns of it. An `ETag` is half of the remedy; the other half is that PUT,
PATCH and DELETE take it back in `If-Match`, and answer `412` when somebody else was faster.

Only resources whose GET declares an `ETag` are looked at. `4XX` and `default` count as `412`, and
`If-Unmodified-Since` counts as `If-Match`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Severity
from ._headers import accepts, reads_with_etag

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 13.1.1", "Zalando 182", "AIP-154", "Azure condreq-support"),
    bad="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  headers:
                    ETag: {schema: {type: string}}
            put:  # <-
              responses:
                '204': {description: changed}
    """,
    good="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  headers:
                    ETag: {schema: {type: string}}
            put:
              parameters:
                - {name: If-Match, in: header, schema: {type: string}}
              responses:
                '204': {description: changed}
                '412': {description: somebody else was faster}
    """,
)


def is_write(operation: Operation) -> bool:
    """Whether it changes what a GET on the same path returns with an `ETag`."""
    return operation.method in ("put", "patch", "delete") and reads_with_etag(operation.path_item)


@RULE.on_document(where=is_write, many="{count} of {total} writes do not accept the `ETag` that GET returns")
def accepted(operation: Operation) -> Iterator[Problem]:
    method = operation.method.upper()
    if not accepts(operation, "if-match", "if-unmodified-since"):
        yield Problem(
            operation,
            f"`{method}` accepts no `If-Match`, though GET returns an `ETag`",
            help="add the header parameter `If-Match` and the answer `412`",
        )
    elif not operation.documents("412"):
        yield Problem(
            operation, f"`{method}` accepts `If-Match` but declares no `412`", help="add the answer `412`"
        )
