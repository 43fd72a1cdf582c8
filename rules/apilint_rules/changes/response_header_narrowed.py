"""A header of an answer is less than it could be before.

It breaks nobody: what comes is what came.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Header, Pair, Problem, Rule, Severity
from ._gaps import gained

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "OpenAPI Header Object",
        "oasdiff response-header-type-specialized",
        "oasdiff response-header-became-not-nullable",
    ),
    change_old="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: all orders
                  headers:
                    X-Total:
                      schema: {type: string}
    """,
    change_new="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: all orders
                  headers:
                    X-Total:
                      schema: {type: integer}  # <-
    """,
)


@RULE.on_change(where=lambda change: not change.is_sent)
def narrowed(change: Pair[Header]) -> Iterator[Problem]:
    yield from gained(change)
