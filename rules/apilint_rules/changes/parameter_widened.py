"""A parameter takes more values than it took.

It breaks nobody. It is told for the change log, and because it asks for a new minor version.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Parameter, Problem, Rule, Severity
from ._gaps import gained

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "Zalando 107",
        "OpenAPI Parameter Object",
        "oasdiff request-parameter-enum-value-added",
        "oasdiff request-parameter-max-increased",
        "oasdiff request-parameter-type-generalized",
        "oasdiff request-parameter-pattern-removed",
    ),
    change_old="""
        paths:
          /orders:
            get:
              parameters:
                - name: limit
                  in: query
                  schema:
                    type: integer
                    maximum: 50
    """,
    change_new="""
        paths:
          /orders:
            get:
              parameters:
                - name: limit
                  in: query
                  schema:
                    type: integer
                    maximum: 100  # <-
    """,
)


@RULE.on_change()
def widened(change: Pair[Parameter]) -> Iterator[Problem]:
    yield from gained(change)
