"""Schemas that are only a part of another one: branches of `allOf`, alternatives, conditions."""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Header, MediaType, Parameter, Schema

BRANCHES = frozenset(("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"))


def is_branch(schema: Schema) -> bool:
    """Whether another schema's `allOf`, `anyOf`, ... holds it: then that other schema may say the rest."""
    return schema.keyword in BRANCHES and isinstance(schema.owner, Schema)


def whole(schema: Schema) -> Schema:
    """The outermost schema of which this one is a branch; itself when it is none."""
    while is_branch(schema) and isinstance(schema.owner, Schema):
        schema = schema.owner
    return schema


def is_refinement(schema: Schema) -> bool:
    """Whether it is a property of a branch, and another part of the whole declares that property too."""
    holder, name = schema.owner, schema.property_name
    if not name or not isinstance(holder, Schema):
        return False
    others = (part for part in whole(holder).flat.parts if part.value is not holder.value)
    return any(name in part.mapping("properties") for part in others)


def alternatives(schema: Schema) -> Iterator[Schema]:
    """The branches of `oneOf` and `anyOf`, nested choices taken apart; `null` is no alternative."""
    waiting, seen = [*schema.one_of, *schema.any_of], set()
    while waiting:
        branch = waiting.pop(0)
        if id(branch.value) in seen or branch.types == {"null"}:
            continue
        seen.add(id(branch.value))
        nested = [*branch.one_of, *branch.any_of]
        if nested:
            waiting = nested + waiting
        else:
            yield branch


def label(schema: Schema) -> str:
    """How messages call a schema: by its component, property or parameter, or by its keyword."""
    owner = schema.owner
    if schema.name:
        return f"`{schema.name}`"
    if isinstance(owner, (Parameter, Header)):
        return f"{'parameter' if isinstance(owner, Parameter) else 'header'} `{owner.name}`"
    if isinstance(owner, MediaType):
        return "the body"
    if schema.keyword == "items" and isinstance(owner, Schema):
        return "an item of an array in an array" if owner.keyword == "items" else f"an item of {label(owner)}"
    return f"this part of `{schema.keyword}`" if is_branch(schema) else "this schema"
