"""Keywords fit the type of the schema they stand in.

JSON Schema ignores a keyword that is for another type: `maxLength` bounds no integer, `pattern` checks no
array. The author believes that a value is checked, nothing checks it, and readers cannot tell whether the
keyword or the type is the mistake. Very often the keyword belongs one level deeper, into `items`.

A keyword is fine when it applies to one of several types. Schemas whose type is not known completely, types
that are no JSON types (2.0's `file`), and formats that are not in the OpenAPI registry are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core import Problem, Rule, Schema, Severity
from ..core.api.schema import TYPES
from ._branches import label
from ._formats import FORMATS

RULE = Rule(
    severity=Severity.WARNING,
    sources=("JSON Schema Validation 6", "OpenAPI format registry", "oasdiff type-format-mismatch", "IBM"),
    bad="""
        components:
          schemas:
            Order:
              type: object
              properties:
                quantity:
                  type: integer
                  maxLength: 3  # <-
                tags:
                  type: array
                  pattern: ^[a-z]+$  # <-
                  items: {type: string}
                created_at:
                  type: integer
                  format: date-time  # <-
    """,
    good="""
        components:
          schemas:
            Order:
              type: object
              properties:
                quantity:
                  type: integer
                  maximum: 999
                tags:
                  type: array
                  items: {type: string, pattern: '^[a-z]+$'}
                created_at:
                  type: string
                  format: date-time
    """,
)

_TEXT = "minLength maxLength pattern contentEncoding contentMediaType"
_NUMBER = "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf"
_ARRAY = "items prefixItems minItems maxItems uniqueItems contains minContains maxContains"
_OBJECT = (
    "properties required additionalProperties patternProperties propertyNames minProperties maxProperties"
)
APPLIES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_TEXT.split(), ("string",)),
    **dict.fromkeys(_NUMBER.split(), ("number", "integer")),
    **dict.fromkeys(_ARRAY.split(), ("array",)),
    **dict.fromkeys(_OBJECT.split(), ("object",)),
}
HARMLESS: tuple[Any, ...] = (False, 0, [], {})
"""Values that constrain nothing; generators write them everywhere."""


@RULE.on_document(having=("format", *APPLIES))
def applies(schema: Schema) -> Iterator[Problem]:
    types = schema.types - {"null"}
    if not types or not types <= TYPES:
        return
    for keyword in schema.value:
        wanted = APPLIES.get(keyword)
        if wanted is not None and types.isdisjoint(wanted) and schema.value[keyword] not in HARMLESS:
            yield misplaced(schema, keyword, wanted, types)
    wanted_by_format = FORMATS.get(schema.format)
    if wanted_by_format is not None and types.isdisjoint(wanted_by_format):
        yield misplaced(schema, "format", tuple(sorted(wanted_by_format, reverse=True)), types)


def misplaced(schema: Schema, keyword: str, wanted: tuple[str, ...], types: frozenset[str]) -> Problem:
    said = f"`{keyword}: {schema.format}`" if keyword == "format" else f"`{keyword}`"
    return Problem(
        schema.at(keyword),
        f"{said} does not apply to {label(schema)}, which is of type `{'` or `'.join(sorted(types))}`",
        help=cure(schema, wanted, types),
    )


def cure(schema: Schema, wanted: tuple[str, ...], types: frozenset[str]) -> str:
    """Where the keyword probably belongs."""
    if types == {"array"}:
        return "move it into `items`, or remove it"
    if wanted == ("array",) and schema.keyword == "items":
        return "move it beside `items`, or remove it"
    return f"remove it, or make the type `{wanted[0]}`"
