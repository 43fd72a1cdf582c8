"""Arrays say what their items are.

Without `items` an array may hold anything. OpenAPI 2.0 and 3.0 demand the keyword, generators written for
them stop with an error or produce a list of nothing in particular, and no tool can check what is in the
array.

From 3.1 on the keyword may be missing, which is then a warning. `prefixItems` and `contains` describe items
as well, and so does another branch of an `allOf`. For items that are free on purpose write `items: {}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Rule, Schema, Severity
from ._branches import label, whole

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Schema Object", "OpenAPI 2.0 Items Object"),
    bad="""
        openapi: 3.0.4
        components:
          schemas:
            Order:
              type: object
              properties:
                lines: {type: array}  # <-
    """,
    good="""
        openapi: 3.0.4
        components:
          schemas:
            Order:
              type: object
              properties:
                lines:
                  type: array
                  items: {$ref: '#/components/schemas/Line'}
            Line: {type: object}
    """,
)

DESCRIBING = ("items", "prefixItems", "contains", "unevaluatedItems", "enum", "const")


@RULE.on_document(of_type=("array",), lacking=DESCRIBING)
def described(schema: Schema) -> Iterator[Problem]:
    if "array" not in schema.types or says_items(schema):
        return
    must = schema.api.version < (3, 1)
    yield Problem(
        schema.value_at("type"),
        f"{label(schema)} is an array without `items`",
        help="add `items` with the schema of one item",
        severity=None if must else Severity.WARNING,
    )


def says_items(schema: Schema) -> bool:
    """Whether it, something that it includes, or the schema around it says what the items are."""
    if any(keyword in schema.value for keyword in DESCRIBING) or schema.value.get("maxItems") == 0:
        return True
    around = whole(schema)
    flats = [schema.flat] if around is schema else [schema.flat, around.flat]
    return any(
        not flat.is_complete or any(keyword in part.value for part in flat.parts for keyword in DESCRIBING)
        for flat in flats
    )
