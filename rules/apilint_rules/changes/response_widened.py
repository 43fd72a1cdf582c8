"""An answer is nothing that it could not be before.

Clients were written for the old description: a property that was always there may be missing, a number may be
`null`, a text longer than their column. The old and the new schema are compared as sets of values, through `$ref`,
`allOf`, `anyOf`, `oneOf`, `not` and all the rest, and the finding shows an answer that may come now and never came,
judged by a validator. What another way of writing the same leaves as it was is silent.

A property that was deprecated and is gone after its `x-sunset` is told as `info`. Another value in an `enum` is a
matter of `response-enum-extended`, and another property (which clients should ignore) of `response-property-added`.
Where it cannot be decided, a warning says why. What webhooks and callbacks send is looked at alike.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Gap, MediaType, Pair, Problem, Rule, Severity
from ._enums import is_enum
from ._gaps import lost
from ._properties import is_closed
from ._removal import notice_of

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "Zalando 107",
        "JSON Schema Core 10.2",
        "oasdiff response-required-property-removed",
        "oasdiff response-property-became-optional",
        "oasdiff response-property-became-nullable",
        "oasdiff response-body-became-nullable",
        "oasdiff response-property-type-changed",
        "oasdiff response-property-type-generalized",
        "oasdiff response-property-max-increased",
        "oasdiff response-property-max-length-unset",
        "oasdiff response-property-min-decreased",
        "oasdiff response-property-min-length-decreased",
        "oasdiff response-property-one-of-added",
        "oasdiff response-body-type-changed",
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
                        required: [total, note]
                        properties:
                          total: {type: integer}
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
                        required: [total]
                        properties:
                          total: {type: [integer, "null"]}  # <-
                          note: {type: string}  # <-
    """,
    change_same="""
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
                        required: [total, note]
                        properties:
                          total: {type: integer, minimum: 0}
                          note: {enum: [a, b]}
    """,
)


@RULE.on_change(where=lambda change: not change.is_sent)
def widened(change: Pair[MediaType]) -> Iterator[Problem]:
    yield from lost(change, lambda gap: milder(change, gap), is_wanted)


def is_wanted(gap: Gap) -> bool:
    """Not the values and the properties of which other rules tell."""
    is_declared = gap.new is not None and gap.path[-1:] and gap.path[-1] in gap.new.flat.property_names
    return not is_enum(gap) and not (is_unknown(gap) and is_declared)


def is_unknown(gap: Gap) -> bool:
    """Whether it is a property that the old answer ruled out by being closed."""
    if gap.facet not in ("additionalProperties", "unevaluatedProperties") or gap.old is None or not gap.path:
        return False
    return is_closed(gap.old) and gap.path[-1] not in gap.old.flat.property_names


def milder(change: Pair[MediaType], gap: Gap) -> Severity | None:
    """Of a body that is not described any more nobody can tell; clients ignore properties that they do not know; a
    property may go as its deprecation announced."""
    if change.new.schema is None and not change.new.has("itemSchema"):
        return Severity.WARNING
    if is_unknown(gap) and not change.policy.strict_readers:
        return Severity.INFO
    if gap.facet != "required" or gap.old is None or not gap.path:
        return None
    before = gap.old.flat.properties.get(gap.path[-1])
    is_gone = gap.new is not None and gap.path[-1] not in gap.new.flat.property_names
    return Severity.INFO if is_gone and before is not None and notice_of(change, before).is_fair else None
