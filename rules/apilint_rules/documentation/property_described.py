"""Each property of an object says what it means.

The properties are most of what a caller reads and writes. A name seldom tells the unit of an amount, the
zone of a time, or who chooses an identifier, and a generated client has nothing to show in its place.

A property whose schema is described elsewhere (behind `$ref`, in `allOf`, in an alternative) counts as
described. One finding names all properties of an object that are not.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Rule, Schema, Severity
from ._texts import is_described

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"strict": True},
    sources=("OpenAPI Schema Object", "Azure"),
    bad="""
        components:
          schemas:
            Invoice:
              type: object
              properties:  # <-
                total: {type: integer}
                paid: {type: boolean, description: whether the whole total has arrived}
    """,
    good="""
        components:
          schemas:
            Invoice:
              type: object
              properties:
                total: {type: integer, description: in cents, with tax}
                paid: {type: boolean, description: whether the whole total has arrived}
    """,
)

MOST_NAMED = 5


def has_named_properties(schema: Schema) -> bool:
    return bool(schema.mapping("properties"))


@RULE.on_document(
    having=("properties",),
    where=has_named_properties,
    many="{count} of {total} objects have properties without a `description`",
)
def described(schema: Schema) -> Iterator[Problem]:
    silent = [name for name, member in schema.properties.items() if not is_described(member)]
    if silent:
        named = ", ".join(f"`{name}`" for name in silent[:MOST_NAMED])
        more = f" and {len(silent) - MOST_NAMED} more" if len(silent) > MOST_NAMED else ""
        nouns = "properties" if len(silent) > 1 else "property"
        yield Problem(
            schema.at("properties"),
            f"{nouns} without a `description`: {named}{more}",
            help="say what each one means: its unit, its origin, when it is absent",
        )
