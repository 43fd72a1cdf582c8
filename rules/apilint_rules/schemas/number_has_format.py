"""Numbers declare the format that says how large and how exact they may be.

`integer` alone has no bounds. Generators pick 32 or 64 bits, or a float, each in its own way, and a client
overflows on the first id above 2147483647 or rounds an amount of money. `int32`, `int64`, `float`, `double`
or `decimal` settle the question for everybody.

Numbers with an `enum` or `const`, and those with both a smallest and a largest value, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Rule, Schema, Severity
from ._branches import label

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"strict": True, "zalando": True},
    sources=("Zalando 171", "OWASP API4:2023", "OpenAPI format registry", "AgID"),
    bad="""
        components:
          schemas:
            Order:
              type: object
              properties:
                id: {type: integer}  # <-
                total: {type: number}  # <-
                rating: {type: integer, minimum: 1, maximum: 5}
    """,
    good="""
        components:
          schemas:
            Order:
              type: object
              properties:
                id: {type: integer, format: int64}
                total: {type: number, format: decimal}
                rating: {type: integer, minimum: 1, maximum: 5}
    """,
)

ADVICE = {
    "integer": "add `format: int32` or `format: int64`",
    "number": "add `format: float`, `double` or `decimal`",
}


def is_number(schema: Schema) -> bool:
    types = schema.types - {"null"}
    return types in ({"integer"}, {"number"}) and not schema.has("enum", "const")


@RULE.on_document(having=("type",), where=is_number, many="{count} of {total} numbers have no `format`")
def formatted(schema: Schema) -> Iterator[Problem]:
    if not schema.format and not is_bounded(schema):
        kind = min(schema.types - {"null"})
        yield Problem(schema, f"{label(schema)} is of type `{kind}` and has no `format`", help=ADVICE[kind])


def is_bounded(schema: Schema) -> bool:
    """Whether a smallest and a largest value are given."""
    return schema.has("minimum", "exclusiveMinimum") and schema.has("maximum", "exclusiveMaximum")
