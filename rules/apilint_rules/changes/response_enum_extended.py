"""An `enum` in answers has the values that it had.

A client that was generated from a closed list fails to decode the first answer with a new value; one that was
written with a default branch goes on. Which of them there are, the description does not say: a warning, and with
`apilint diff --strict-readers` an error. Where it says that other values may come (`x-extensible-enum`,
`x-apilint-open-enum`, an `anyOf` with a plain string), it is told as `info`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import MediaType, Pair, Problem, Rule, Severity
from ._enums import is_enum, is_open_at
from ._gaps import lost

RULE = Rule(
    severity=Severity.WARNING,
    sources=(
        "Zalando 107",
        "Zalando 112",
        "oasdiff response-property-enum-value-added",
        "oasdiff response-write-only-property-enum-value-added",
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
                          status: {enum: [open, paid]}
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
                        properties:
                          status: {enum: [open, paid, sent]}  # <-
    """,
)


@RULE.on_change(where=lambda change: not change.is_sent)
def extended(change: Pair[MediaType]) -> Iterator[Problem]:
    strict = Severity.ERROR if change.policy.strict_readers else None
    yield from lost(change, lambda gap: Severity.INFO if is_open_at(gap) else strict, is_enum)
