"""A header that answers always carry is not made optional.

Clients that read it without asking fail on the first answer that lacks it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Header, Pair, Problem, Related, Rule, Severity

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Header Object", "oasdiff response-header-became-optional"),
    change_old="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: orders
                  headers:
                    ETag: {required: true, schema: {type: string}}
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
                  headers:
                    ETag: {schema: {type: string}}  # <-
                  content:
                    application/json:
                      schema: {type: object}
    """,
)


@RULE.on_change(where=lambda change: change.old.required and not change.new.required)
def optional(change: Pair[Header]) -> Iterator[Problem]:
    yield Problem(
        change.new.at("required"),
        f"the header `{change.new.name}` is optional now",
        help="keep `required: true`",
        related=[Related(change.old.at("required"), "it was required")],
        severity=Severity.INFO if change.is_sent else None,
    )
