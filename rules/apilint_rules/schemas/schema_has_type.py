"""Every schema says what type of value it describes.

A schema without `type` allows anything: `properties` only constrain values that happen to be objects, and a
string or a number passes as well. Validators let wrong bodies through, generators fall back to `any`, and
whoever reads the description has to guess from the examples.

Left alone: schemas that compose others or list their values, branches of `allOf`, `anyOf` and `oneOf` (the
schema around them may give the type), `additionalProperties: {}`, bodies that are not JSON from OpenAPI 3.1
on, where a missing type means bytes, and values that are free on purpose and say so in a `description`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import MediaType, Problem, Rule, Schema, Severity
from ..core.api.schema import REQUEST_OTHER
from ._branches import is_branch, is_refinement, label
from ._formats import FORMATS

RULE = Rule(
    severity=Severity.WARNING,
    sources=("JSON Schema Validation 6.1.1", "Azure", "IBM"),
    bad="""
        components:
          schemas:
            Order:
              type: object
              properties:
                total: {minimum: 0}  # <-
                address:  # <-
                  properties:
                    street: {type: string}
    """,
    good="""
        components:
          schemas:
            Order:
              type: object
              properties:
                total: {type: number, minimum: 0}
                address:
                  type: object
                  properties:
                    street: {type: string}
    """,
)

SAID_OTHERWISE = (
    "type", "$ref", "allOf", "anyOf", "oneOf", "not", "enum", "const", "if", "$dynamicRef", "$recursiveRef",
    "contentMediaType", "contentEncoding",
)  # fmt: skip
IMPLIED = {
    "object": (
        "properties", "patternProperties", "additionalProperties", "required", "minProperties",
        "maxProperties",
    ),
    "array": ("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"),
    "string": ("pattern", "minLength", "maxLength"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}  # fmt: skip
FREE = ("additionalProperties", "unevaluatedProperties", "unevaluatedItems", "propertyNames", "contains", "")


def stands_alone(schema: Schema) -> bool:
    if schema.keyword in FREE or type(schema.value.get("items")) is list:
        return False  # `document-valid` tells of a list as `items`; nobody knows what it is to mean
    return not is_branch(schema) and not is_refinement(schema)


@RULE.on_document(lacking=SAID_OTHERWISE)
def implied(schema: Schema) -> Iterator[Problem]:
    keyword, kind = implied_type(schema)
    if keyword and stands_alone(schema):
        message = f"{label(schema)} has `{keyword}` but no `type`, so values of any other type pass"
        yield Problem(schema, message, help=f"add `type: {kind}`")


def is_free(schema: Schema) -> bool:
    return stands_alone(schema) and not implied_type(schema)[0] and not is_bytes(schema)


@RULE.on_document(
    lacking=SAID_OTHERWISE,
    where=is_free,
    many="{count} of {total} schemas without a `type` do not say what they mean",
)
def described(schema: Schema) -> Iterator[Problem]:
    if not is_described(schema):
        advice = "add a `type`, or a `description` that says that any value is meant"
        yield Problem(schema, f"{label(schema)} has no `type`", help=advice)


def implied_type(schema: Schema) -> tuple[str, str]:
    """The keyword that gives away the type, and that type."""
    for implied, keywords in IMPLIED.items():
        for keyword in keywords:
            if keyword in schema.value:
                return keyword, implied
    types = FORMATS.get(schema.format, frozenset())
    return ("format", min(types, key=("string", "integer", "number").index)) if types else ("", "")


def is_described(schema: Schema) -> bool:
    """Whether it, or the array whose items it describes, says in words what is meant."""
    owner = schema.owner
    around = isinstance(owner, Schema) and schema.keyword == "items" and owner.description
    return bool(schema.description.strip() or around)


def is_bytes(schema: Schema) -> bool:
    """Whether it is a body, or a part of a form, in a version where no type means bytes."""
    if schema.api.version < (3, 1):
        return False
    if isinstance(schema.owner, MediaType):
        return not schema.owner.is_json
    return schema.use == REQUEST_OTHER and bool(schema.property_name)
