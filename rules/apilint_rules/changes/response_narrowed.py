"""An answer is less than it could be before.

It breaks nobody: what comes is what came. It is told for the change log.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import MediaType, Pair, Problem, Rule, Severity
from ._gaps import gained

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "Zalando 107",
        "oasdiff response-property-became-required",
        "oasdiff response-property-became-not-nullable",
        "oasdiff response-property-enum-value-removed",
        "oasdiff response-property-type-specialized",
    ),
    change_old="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: an order
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          total: {type: [integer, "null"]}
                          note: {type: string}
    """,
    change_new="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: an order
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [note]
                        properties:
                          total: {type: integer}  # <-
                          note: {type: string}  # <-
    """,
)


@RULE.on_change(where=lambda change: not change.is_sent)
def narrowed(change: Pair[MediaType]) -> Iterator[Problem]:
    yield from gained(change)
