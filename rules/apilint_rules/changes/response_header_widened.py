"""A header of an answer is nothing that it could not be before.

Clients read it as the old description says. The finding shows a value that may come now and never came.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Header, Pair, Problem, Rule, Severity
from ._gaps import lost

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "OpenAPI Header Object",
        "oasdiff response-header-type-changed",
        "oasdiff response-header-type-generalized",
        "oasdiff response-header-became-nullable",
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
                      schema: {type: integer}
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
                      schema: {type: string}  # <-
    """,
)


@RULE.on_change(where=lambda change: not change.is_sent)
def widened(change: Pair[Header]) -> Iterator[Problem]:
    yield from lost(change)
