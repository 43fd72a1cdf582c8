"""A request that was refused is accepted now.

It breaks nobody. It is told for the change log, and because it asks for a new minor version.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import MediaType, Pair, Problem, Rule, Severity
from ._gaps import gained

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "Zalando 107",
        "oasdiff request-property-became-optional",
        "oasdiff request-property-became-nullable",
        "oasdiff request-property-enum-value-added",
        "oasdiff request-property-max-length-increased",
        "oasdiff request-property-type-generalized",
        "oasdiff request-property-pattern-removed",
        "oasdiff request-property-one-of-added",
    ),
    change_old="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      required: [article]
                      properties:
                        article: {type: string}
                        note: {type: string, maxLength: 200}
    """,
    change_new="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        article: {type: string}  # <-
                        note: {type: string, maxLength: 300}  # <-
    """,
)


@RULE.on_change(where=lambda change: change.is_sent)
def widened(change: Pair[MediaType]) -> Iterator[Problem]:
    yield from (problem for problem in gained(change) if problem.facet != "additionalProperties")
