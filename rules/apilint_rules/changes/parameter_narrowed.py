"""A parameter takes the values that it took.

Requests with a value that it does not take any more are refused with a 400. What counts is the text in the request:
`type: integer` and a `pattern` of digits are the same there. The finding shows a value that was accepted.

What a webhook or callback sends must not become more; there it is the values that never came.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Parameter, Problem, Rule, Schema, Severity
from ._empty_values import KEY, empty_value, may_be_empty
from ._enums import named_no_more
from ._gaps import lost

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "Zalando 107",
        "OpenAPI Parameter Object",
        "oasdiff request-parameter-became-enum",
        "oasdiff request-parameter-enum-value-removed",
        "oasdiff request-parameter-max-decreased",
        "oasdiff request-parameter-max-length-decreased",
        "oasdiff request-parameter-min-increased",
        "oasdiff request-parameter-pattern-added",
        "oasdiff request-parameter-pattern-changed",
        "oasdiff request-parameter-type-changed",
        "oasdiff request-parameter-became-not-nullable",
        "oasdiff request-parameter-x-extensible-enum-value-removed",
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
                    maximum: 100
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
                    maximum: 50  # <-
    """,
)


@RULE.on_change()
def narrowed(change: Pair[Parameter]) -> Iterator[Problem]:
    yield from lost(change)
    old, new = (change.old, change.new) if change.is_sent else (change.new, change.old)
    if old.flag(KEY) and not may_be_empty(new):
        words = "must not be empty any more" if change.is_sent else "may be empty now"
        yield empty_value(change, words)


@RULE.on_change(
    where=lambda change: change.is_sent and change.nearest(Parameter) and change.old.has("x-extensible-enum")
)
def shortened(change: Pair[Schema]) -> Iterator[Problem]:
    yield from named_no_more(change)
