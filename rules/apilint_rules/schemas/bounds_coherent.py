"""A lower bound is not above its upper bound.

With `minimum: 10` and `maximum: 1` no value is valid. Validators refuse every request, generators of test
data hang or give up, and the reader cannot tell which of the two numbers was meant.

Lengths, items, properties and `contains` are looked at alike, and so are exclusive bounds: between
`exclusiveMinimum: 5` and `maximum: 5` there is nothing. Bounds that only clash across `allOf` are a matter of
`schema-satisfiable`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Rule, Schema, Severity
from ._bounds import PAIRS, range_of

RULE = Rule(
    severity=Severity.ERROR,
    sources=("JSON Schema Validation 6.2.4", "JSON Schema Validation 6.3.2"),
    bad="""
        components:
          schemas:
            Order:
              type: object
              properties:
                quantity: {type: integer, minimum: 10, maximum: 1}  # <-
                lines: {type: array, minItems: 5, maxItems: 2, items: {type: string}}  # <-
    """,
    good="""
        components:
          schemas:
            Order:
              type: object
              properties:
                quantity: {type: integer, minimum: 1, maximum: 10}
                lines: {type: array, minItems: 2, maxItems: 5, items: {type: string}}
    """,
)


@RULE.on_document(having=("minimum", "exclusiveMinimum", *(lower for lower, _ in PAIRS)))
def coherent(schema: Schema) -> Iterator[Problem]:
    for least, most in PAIRS:
        low, high = schema.value.get(least), schema.value.get(most)
        if type(low) is int and type(high) is int and low > high:
            message = f"`{least}` {low} is above `{most}` {high}, so no value is valid"
            yield Problem(schema.at(least), message, help="swap them if they were mixed up")
    bounds = range_of([schema])
    if bounds.lower and bounds.upper and bounds.is_empty:
        yield Problem(
            schema.at(bounds.lower.keyword),
            f"{bounds.lower.text} and {bounds.upper.text} leave no number between them",
            help="swap them if they were mixed up",
        )
