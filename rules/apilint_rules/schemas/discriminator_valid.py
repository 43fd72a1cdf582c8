"""A discriminator names a property that every alternative requires, and schemas that exist.

The value of that property tells which schema a body has. If an alternative may leave it out, nobody can tell:
servers refuse the body or take the first schema that happens to fit, and generated clients fail to decode
what they receive. A mapping to a schema that does not exist stops most generators and is an error.

The property counts as required wherever `allOf` and `$ref` say so, beside the choice as well as in each
branch, and in the children of a base schema. `null` as an alternative needs no tag, and from 3.2 on
`defaultMapping` stands in for a missing one. Mappings to other hosts are not followed.

On the wire an object that has such a schema carries the tag, and fits the schema that its tag names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from ..core import (
    Api,
    Direction,
    Exchange,
    Operation,
    Problem,
    Related,
    Rule,
    Schema,
    Severity,
)
from ..core.references import UnresolvedError
from ..core.wire.bodies import body_of, members
from ._branches import label
from ._observed import shown

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Discriminator Object", "OpenAPI 2.0 Schema Object", "IBM"),
    bad="""
        components:
          schemas:
            Payment:
              oneOf:
                - $ref: '#/components/schemas/Card'
                - $ref: '#/components/schemas/Transfer'
              discriminator:
                propertyName: method  # <-
                mapping:
                  card: Card
                  transfer: '#/components/schemas/BankTransfer'  # <-
            Card:
              type: object
              properties:
                method: {type: string}
            Transfer:
              type: object
              required: [method]
              properties:
                method: {type: string}
    """,
    good="""
        components:
          schemas:
            Payment:
              oneOf:
                - $ref: '#/components/schemas/Card'
                - $ref: '#/components/schemas/Transfer'
              discriminator:
                propertyName: method
                mapping:
                  card: Card
                  transfer: '#/components/schemas/Transfer'
            Card:
              type: object
              required: [method]
              properties:
                method: {type: string}
            Transfer:
              type: object
              required: [method]
              properties:
                method: {type: string}
    """,
    wire_api="""
        paths:
          /payments/{id}:
            get:
              responses:
                '200':
                  description: a payment
                  content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}
        components:
          schemas:
            Payment:
              oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Transfer'}]
              discriminator: {propertyName: method, mapping: {card: '#/components/schemas/Card'}}
            Card:
              type: object
              required: [method, number]
              properties: {method: {type: string}, number: {type: string}}
            Transfer:
              type: object
              required: [method, iban]
              properties: {method: {type: string}, iban: {type: string}}
    """,
    wire_bad="""
        > GET /payments/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"method": "card", "iban": "DE00"}
        ===
        > GET /payments/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"iban": "DE00"}
    """,
    wire_good="""
        > GET /payments/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"method": "card", "number": "4111"}
        ===
        > GET /payments/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"method": "Transfer", "iban": "DE00"}
    """,
)

MOST = 3
"""Alternatives that are named; the rest is counted."""
DEEPEST = 50
"""Choices inside choices; what is deeper counts as unknown."""


@RULE.on_document
def required(api: Api) -> Iterator[Problem]:
    tagged = api.schemas_with("discriminator")
    children = children_of(api.all(Schema)) if tagged else {}
    for schema in tagged:
        name = tag_of(schema)
        if not name or "defaultMapping" in schema.mapping("discriminator") or requires(schema, name, {}):
            continue
        branches = branches_of(schema)
        heirs = children.get(id(schema.value), [])
        if branches:
            known: dict[int, bool] = {}
            lacking = [branch for branch in branches if not requires(branch, name, known)]
            yield from in_branches(schema, name, lacking, len(branches))
        elif not heirs or not all(requires(heir, name, {}) for heir in heirs):
            yield from in_base(schema, name)


@RULE.on_document(having=("discriminator",))
def mapped(schema: Schema) -> Iterator[Problem]:
    discriminator = schema.mapping("discriminator")
    mapping = discriminator.get("mapping")
    targets: list[tuple[tuple[str, ...], Any]] = []
    if type(mapping) is dict:
        targets += [(("mapping", tag), target) for tag, target in mapping.items()]
    if "defaultMapping" in discriminator:
        targets.append((("defaultMapping",), discriminator["defaultMapping"]))
    for tokens, target in targets:
        wrong = why_not(schema, target) if type(target) is str else None
        if wrong is not None:
            message, advice = wrong
            yield Problem(
                schema.value_at("discriminator", *tokens), message, help=advice, subject=str(tokens[-1])
            )


def tag_of(schema: Schema) -> str:
    """The name of the property; empty where the discriminator has the wrong form for its version."""
    if schema.api.version < (3, 0):
        return schema.text("discriminator")
    name = schema.mapping("discriminator").get("propertyName")
    return name if type(name) is str else ""


def branches_of(schema: Schema) -> list[Schema]:
    return [branch for branch in (*schema.one_of, *schema.any_of) if branch.types != {"null"}]


def requires(schema: Schema, name: str, known: dict[int, bool], depth: int = 0) -> bool:
    """Whether every value of a schema has a property, as far as the schema is known."""
    if id(schema.value) not in known:
        known[id(schema.value)] = True  # of a loop, which adds nothing
        known[id(schema.value)] = depth > DEEPEST or _requires(schema, name, known, depth)
    return known[id(schema.value)]


def _requires(schema: Schema, name: str, known: dict[int, bool], depth: int) -> bool:
    if name in schema.flat.required or not schema.flat.is_complete:
        return True
    for part in schema.flat.parts:
        if part.has("$dynamicRef", "$recursiveRef"):
            return True
        nested = branches_of(part)
        if nested and all(requires(branch, name, known, depth + 1) for branch in nested):
            return True
    return False


def children_of(schemas: list[Schema]) -> dict[int, list[Schema]]:
    """The schemas whose `allOf` names another one, by the identity of the one they name."""
    children: dict[int, list[Schema]] = defaultdict(list)
    for schema in schemas:
        for parent in schema.all_of if "allOf" in schema.value else ():
            children[id(parent.value)].append(schema)
    return children


def in_branches(schema: Schema, name: str, lacking: list[Schema], total: int) -> Iterator[Problem]:
    if lacking:
        named = ", ".join(label(branch) for branch in lacking[:MOST])
        more = f" and {len(lacking) - MOST} more" if len(lacking) > MOST else ""
        not_all = f"{len(lacking)} of {total} alternatives do not require it: {named}{more}"
        yield Problem(
            schema.at("discriminator", "propertyName"),
            f"`{name}` is the discriminator, but {not_all}",
            help=f"add `{name}` to `required` of each alternative",
            related=[Related(branch.place, f"does not require `{name}`") for branch in lacking[:MOST]],
            severity=Severity.WARNING,
        )


def in_base(schema: Schema, name: str) -> Iterator[Problem]:
    place = (
        schema.value_at("discriminator")
        if schema.api.version < (3, 0)
        else schema.at("discriminator", "propertyName")
    )
    if schema.types and "object" not in schema.types:
        message, advice = "which only objects can have", "remove the discriminator here"
    elif name in schema.flat.property_names:
        message, advice = "which is not required", f"add `{name}` to `required`"
    else:
        message, advice = (
            "which is none of its properties",
            f"declare `{name}` in `properties`, and require it",
        )
    yield Problem(
        place,
        f"the discriminator of {label(schema)} is `{name}`, {message}",
        help=advice,
        severity=Severity.WARNING,
    )


def why_not(schema: Schema, target: str) -> tuple[str, str | None] | None:
    """What is wrong with the target of a mapping, and what to write; None when it leads to a schema."""
    if re.fullmatch(r"[A-Za-z0-9._-]+", target):
        names = schema_names(schema)
        if target in names:
            return None
        if "." not in target:
            close = get_close_matches(target, names, 1)
            return (
                f"the mapping names `{target}`, which is no schema",
                f"did you mean `{close[0]}`?" if close else None,
            )
    library = schema.api.library
    if library is None or target.lower().startswith(("http://", "https://")):
        return None
    try:
        library.resolve(schema.document, target)
    except UnresolvedError as error:
        return f"the mapping leads nowhere: {error}", error.help
    return None


def schema_names(schema: Schema) -> list[str]:
    """The names of the schema components, here and in the root document."""
    names: list[str] = []
    for document in (schema.document, schema.api.document):
        components = document.data.get("components") if type(document.data) is dict else None
        schemas = components.get("schemas") if type(components) is dict else None
        names += schemas if type(schemas) is dict else ()
    return names


def is_tagged(exchange: Exchange, operation: Operation) -> bool:
    """Whether an object came of which a discriminator is declared."""
    return any(tagged_values(exchange, operation))


def tagged_values(exchange: Exchange, operation: Operation) -> Iterator[tuple[dict[str, Any], Schema]]:
    """The objects of a body whose schemas have a discriminator."""
    body = body_of(exchange, operation) if operation.api.schemas_with("discriminator") else None
    values = [(body.value, body.schema)] if body is not None else []
    inner = members(body.value, body.schema) if body is not None else ()
    values += [(one.value, one.schema) for one in inner if one.schema is not None]
    for value, schema in values:
        items = schema.flat.items if type(value) is list else schema
        for item in value[:20] if type(value) is list else [value]:
            if type(item) is dict and items is not None and items.has("discriminator"):
                yield item, items


@RULE.on_exchange(where=is_tagged)
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    for value, schema in tagged_values(exchange, operation):
        yield from wrongly_tagged(value, schema)


def wrongly_tagged(value: dict[str, Any], schema: Schema) -> Iterator[Problem]:
    """A value whose tag is missing, or whose tag names a schema that it does not fit."""
    name = tag_of(schema)
    if not name or "defaultMapping" in schema.mapping("discriminator"):
        return
    tag = value.get(name)
    meant = tagged(schema, tag) if type(tag) is str else None
    if tag is None:
        wrong = f"an answer lacks its tag `{name}`"
    elif meant is not None and not schema.api.validators.accepts(meant, value, Direction.RESPONSE):
        wrong = f"an answer is tagged `{shown(tag)}`, but does not fit {label(meant)}"
    else:
        return
    place = schema.at("discriminator")
    help_ = "send the tag of the schema that the body has"
    yield Problem(place, wrong, help=help_, severity=Severity.ERROR, cause=f"{schema.pointer} {wrong}")


def tagged(schema: Schema, tag: str) -> Schema | None:
    """The branch that a tag names, by the mapping or by the name of its schema; None where it is unknown."""
    mapping = schema.mapping("discriminator").get("mapping")
    target = mapping.get(tag) if type(mapping) is dict else None
    name = target.rpartition("/")[2] if type(target) is str else tag
    return next((branch for branch in branches_of(schema) if branch.name == name), None)
