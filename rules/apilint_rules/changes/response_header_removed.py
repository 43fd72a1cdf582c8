"""A header that answers carry is still there.

A required one every client may read without asking; one that was optional is told as a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Header, Problem, Removed, Rule, Severity

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "OpenAPI Header Object",
        "Zalando 107",
        "oasdiff required-response-header-removed",
        "oasdiff optional-response-header-removed",
    ),
    change_old="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: orders
                  headers:
                    ETag: {required: true, schema: {type: string}}  # <-
                    Link: {schema: {type: string}}  # <-
                  content:
                    application/json:
                      schema: {type: object}
    """,
    change_new="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: orders
                  content:
                    application/json:
                      schema: {type: object}
    """,
    change_same="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: orders
                  headers:
                    etag: {required: true, schema: {type: string}}
                    link: {schema: {type: string}}
                  content:
                    application/json:
                      schema: {type: object}
    """,
)


@RULE.on_change()
def removed(change: Removed[Header]) -> Iterator[Problem]:
    required = change.old.required
    message = f"the {'required' if required else 'optional'} header `{change.old.name}` is gone"
    oasdiff = f"{'required' if required else 'optional'}-response-header-removed"
    severity = None if required else Severity.WARNING
    yield Problem(
        change.place, message, severity=Severity.INFO if change.is_sent else severity, oasdiff=[oasdiff]
    )
