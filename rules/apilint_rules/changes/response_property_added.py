"""An answer has another property.

Clients should ignore what they do not know, and then it breaks nothing. With `apilint diff --strict-readers` it is
an error: for clients that were generated to refuse unknown properties, be it because the old answer said
`additionalProperties: false`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Added, Problem, Rule, Schema, Severity
from ._properties import is_required_in, is_response_property, kept
from ._words import path, payload

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "Zalando 108",
        "oasdiff response-optional-property-added",
        "oasdiff response-required-property-added",
    ),
    change_old="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: an order
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          article: {type: string}
    """,
    change_new="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: an order
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          article: {type: string}
                          note: {type: string}  # <-
    """,
)


@RULE.on_change(where=is_response_property)
def added(change: Added[Schema]) -> Iterator[Problem]:
    was = ", and was write-only" if kept(change) is not None else ""
    yield Problem(
        change.place,
        f"the property `{path(change.path)}` is new in {payload(change)}{was}",
        severity=Severity.ERROR if change.policy.strict_readers else None,
        oasdiff=[f"response-{'required' if is_required_in(change) else 'optional'}-property-added"],
    )
