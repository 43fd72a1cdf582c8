"""A parameter takes more values than it took.

It breaks nobody. It is told for the change log, and because it asks for a new minor version.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Parameter, Problem, Rule, Severity
from ._empty_values import KEY, empty_value, may_be_empty
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
    old, new = (change.old, change.new) if change.is_sent else (change.new, change.old)
    if new.flag(KEY) and not may_be_empty(old):
        words = "may be empty now" if change.is_sent else "is not empty any more"
        yield empty_value(change, words)
