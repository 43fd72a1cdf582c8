"""A request that was accepted is still accepted.

What clients send was valid by the old description; what the new one refuses, they go on sending, and get a 400 for
it. A property that became required, a shorter `maxLength`, a value less in an `enum`, a type less: it does not
matter how it is written. The old and the new schema are compared as sets of values, through `$ref`, `allOf`,
`anyOf`, `oneOf`, `not` and all the rest, and the finding shows a body that was accepted and is refused now, judged
by a validator. What another way of writing the same leaves as it was is silent.

Where it cannot be decided, a warning says why. `readOnly` properties do not count; what an object declares nowhere
is not sent by anybody.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import MediaType, Pair, Problem, Rule, Schema, Severity
from ._bodies import is_request
from ._enums import named_no_more
from ._gaps import lost

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "Zalando 107",
        "JSON Schema Core 10.2",
        "oasdiff new-required-request-property",
        "oasdiff request-property-became-required",
        "oasdiff request-property-became-enum",
        "oasdiff request-property-became-not-nullable",
        "oasdiff request-property-enum-value-removed",
        "oasdiff request-property-max-length-decreased",
        "oasdiff request-property-max-decreased",
        "oasdiff request-property-min-increased",
        "oasdiff request-property-pattern-added",
        "oasdiff request-property-type-changed",
        "oasdiff request-property-one-of-removed",
        "oasdiff request-property-any-of-removed",
        "oasdiff request-property-all-of-added",
        "oasdiff request-body-type-changed",
        "oasdiff request-body-became-enum",
        "oasdiff request-property-x-extensible-enum-value-removed",
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
                      required: [article]
                      properties:
                        article: {type: string}  # <-
                        note: {type: string, maxLength: 100}  # <-
    """,
    change_same="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        article:
                          anyOf:
                            - {type: string, maxLength: 20}
                            - {type: string}
                        note: {type: [string, "null"], maxLength: 300}
    """,
)


@RULE.on_change(where=lambda change: change.is_sent)
def narrowed(change: Pair[MediaType]) -> Iterator[Problem]:
    yield from lost(change)


@RULE.on_change(
    where=lambda change: change.is_sent and is_request(change) and change.old.has("x-extensible-enum")
)
def shortened(change: Pair[Schema]) -> Iterator[Problem]:
    yield from named_no_more(change)
