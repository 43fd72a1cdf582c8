"""Schemas use the keywords of the document's own version of OpenAPI.

Each version reads its schemas as another dialect of JSON Schema: 2.0 and 3.0 as subsets of drafts 4 and 5,
3.1 and later as all of 2020-12. What the dialect does not know is ignored without a word. `const` constrains
nothing in 3.0, `nullable: true` allows no `null` in 3.1, and a bound that is a boolean in one dialect is a
number in the other, so that the same text means different APIs to different tools.

Keywords that only annotate (`$comment`, `examples`) are warnings. `example` is fine everywhere, and so are
extensions (`x-...`). Documents that declare a dialect of their own (`jsonSchemaDialect`, `$schema`) are left
alone from 3.1 on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core import Problem, Rule, Schema, Severity, View
from ..core.rule import LIST
from ._versions import version_in

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Schema Object", "OpenAPI 2.0 Schema Object", "JSON Schema Core 4.3", "oasdiff"),
    bad="""
        openapi: 3.0.4
        components:
          schemas:
            Order:
              type: object
              properties:
                kind: {const: order}  # <-
                note:
                  type: [string, 'null']  # <-
                total:
                  type: number
                  exclusiveMinimum: 0  # <-
    """,
    good="""
        openapi: 3.0.4
        components:
          schemas:
            Order:
              type: object
              properties:
                kind: {enum: [order]}
                note:
                  type: string
                  nullable: true
                total:
                  type: number
                  minimum: 0
                  exclusiveMinimum: true
    """,
)

_SINCE_30 = "oneOf anyOf not nullable deprecated writeOnly"
_SINCE_31 = (
    "const if then else contains minContains maxContains propertyNames patternProperties prefixItems "
    "unevaluatedItems unevaluatedProperties dependentSchemas dependentRequired contentEncoding "
    "contentMediaType contentSchema examples $schema $id $anchor $dynamicAnchor $dynamicRef "
    "$vocabulary $comment $defs"
)
_NEVER = "additionalItems dependencies $recursiveRef $recursiveAnchor"
_OLD = "definitions id"
"""Ignored before 3.1, and of no consequence afterwards."""
_ANNOTATIONS = (
    "deprecated writeOnly contentEncoding contentMediaType contentSchema examples $schema $id $anchor "
    "$vocabulary $comment $defs definitions id"
)

OLD, ANNOTATIONS = _OLD.split(), _ANNOTATIONS.split()
SINCE = {
    **dict.fromkeys(_SINCE_30.split(), (3, 0)),
    **dict.fromkeys(_SINCE_31.split() + OLD, (3, 1)),
    **dict.fromkeys(_NEVER.split(), (9, 9)),
}
INSTEAD = {
    "const": "use an `enum` with one value",
    "examples": "use `example`",
    "$defs": "move the schemas to the components",
    "definitions": "move the schemas to the components",
    "nullable": "use `x-nullable`, which some tools understand, or leave the property out",
    "contentEncoding": "use `format: byte` for base64",
    "contentMediaType": "use `format: binary`",
    "patternProperties": "use `additionalProperties`",
    "dependencies": "use `dependentRequired` or `dependentSchemas`",
    "additionalItems": "use `prefixItems` together with `items`",
    "$recursiveRef": "use `$dynamicRef`",
    "$recursiveAnchor": "use `$dynamicAnchor`",
    "id": "remove it; if it is a property, move it into `properties`",
}
BOUNDS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


@RULE.on_document(having=tuple(SINCE))
def keywords(schema: Schema) -> Iterator[Problem]:
    version = dialect(schema)
    for keyword in schema.value if version else ():
        since = SINCE.get(keyword)
        if since is not None and version < since:
            known = f", only since {since[0]}.{since[1]}" if since < (9, 9) and keyword not in OLD else ""
            yield Problem(
                schema.at(keyword),
                f"`{keyword}` is no keyword in OpenAPI {version[0]}.{version[1]}{known}: it is ignored",
                help=INSTEAD.get(keyword),
                severity=Severity.WARNING if keyword in ANNOTATIONS else None,
            )


@RULE.on_document(
    having=("nullable",), many="{count} schemas have `nullable`, which is ignored since OpenAPI 3.1"
)
def nullable(schema: Schema) -> Iterator[Problem]:
    if dialect(schema) >= (3, 1) and not is_leftover(schema):
        message = "`nullable` is ignored since OpenAPI 3.1, so that `null` is not allowed here"
        yield Problem(schema.at("nullable"), message, help=allow_null(schema.value.get("type")))


@RULE.on_document(having=("nullable",))
def leftovers(schema: Schema) -> Iterator[Problem]:
    if dialect(schema) >= (3, 1) and is_leftover(schema):
        message = "`nullable` is ignored since OpenAPI 3.1"
        yield Problem(schema.at("nullable"), message, help="remove it", severity=Severity.INFO)


@RULE.on_document(
    of_type=(LIST,), many="{count} schemas have a list as `type`, which OpenAPI knows only since 3.1"
)
def types(schema: Schema) -> Iterator[Problem]:
    written = schema.value["type"]
    version = dialect(schema) if type(written) is list else ()
    if () < version < (3, 1):
        yield Problem(
            schema.value_at("type"),
            f"`type` is a list, which OpenAPI {version[0]}.{version[1]} does not know",
            help=one_type([name for name in written if name != "null"], "null" in written, version),
        )


@RULE.on_document(having=tuple(BOUNDS))
def bounds(schema: Schema) -> Iterator[Problem]:
    version = dialect(schema)
    for keyword, bound in BOUNDS.items():
        if keyword not in schema.value or not version:
            continue
        value = schema.value[keyword]
        if version < (3, 1) and type(value) is not bool:
            advice = f"write `{bound}: {value}` and `{keyword}: true`"
            yield Problem(
                schema.value_at(keyword),
                f"`{keyword}` is a boolean before OpenAPI 3.1, not `{value}`",
                help=advice,
            )
        elif version >= (3, 1) and type(value) not in (int, float):
            limit = schema.value.get(bound)
            advice = (
                f"write `{keyword}: {limit}` and remove `{bound}`"
                if value is True and limit is not None
                else "remove it"
            )
            said = str(value).lower() if type(value) is bool else value
            yield Problem(
                schema.value_at(keyword),
                f"`{keyword}` is a number since OpenAPI 3.1, not `{said}`",
                help=advice,
            )


def dialect(schema: Schema) -> tuple[int, ...]:
    """The version of OpenAPI by which a schema is to be read; empty where another dialect is declared."""
    version = version_in(schema.document, schema.api)
    return () if version >= (3, 1) and declares_another(schema) else version


def declares_another(schema: Schema) -> bool:
    """Whether the document, or a schema around this one, says that it is written in another dialect."""
    data = schema.document.data if type(schema.document.data) is dict else {}
    owner: View | None = schema
    while isinstance(owner, Schema):
        if "$schema" in owner.value:
            return True
        owner = owner.owner
    own = str(data.get("$schema", data.get("jsonSchemaDialect", "")))
    return bool(own) and "spec.openapis.org/oas" not in own and "2020-12" not in own


def is_leftover(schema: Schema) -> bool:
    """Whether `nullable` would change nothing."""
    written = schema.value.get("type")
    return not schema.flag("nullable") or (type(written) is list and "null" in written)


def allow_null(written: Any) -> str:
    if type(written) is str:
        return f"write `type: [{written}, 'null']`"
    return (
        "add `'null'` to the list"
        if type(written) is list
        else "use `anyOf` with `type: 'null'` as an alternative"
    )


def one_type(names: list[Any], is_nullable: bool, version: tuple[int, ...]) -> str:
    null = " and `nullable: true`" if version >= (3, 0) else " and `x-nullable: true`"
    if len(names) == 1:
        return f"write `type: {names[0]}`" + null * is_nullable
    return "use `anyOf` with one type each" if version >= (3, 0) else "choose one type, or leave `type` out"
