"""Every name in `required` is the name of a property.

A required name that no property declares is nearly always a typing mistake or what a renaming left behind.
Callers are asked for a member whose type nobody tells them, strict servers answer 400 without it, and the
property that was meant stays optional.

Properties count wherever the whole schema declares them: beside `required`, through `allOf` and `$ref`, in
alternatives, and in the schemas that include this one. Maps with a schema for their members
(`additionalProperties`, `patternProperties`) may require names that they do not list, and nothing is said
while a part cannot be resolved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from ..core import Api, Problem, Rule, Schema, Severity
from ._branches import BRANCHES, is_branch, label

RULE = Rule(
    severity=Severity.WARNING,
    sources=("JSON Schema Validation 6.5.3", "OpenAPI Schema Object", "IBM required-property-missing"),
    bad="""
        components:
          schemas:
            Order:
              type: object
              required:
                - id
                - custommer  # <-
              properties:
                id: {type: string}
                customer: {type: string}
    """,
    good="""
        components:
          schemas:
            Order:
              type: object
              required:
                - id
                - customer
              properties:
                id: {type: string}
                customer: {type: string}
    """,
)

FREE = ("additionalProperties", "patternProperties", "propertyNames", "$dynamicRef", "$recursiveRef")
MOST = 200
"""Parts of one schema that are looked through; a larger one counts as unknown."""

Users = Mapping[int, list[Schema]]


@RULE.on_document
def defined(api: Api) -> Iterator[Problem]:
    suspects = [schema for schema in api.schemas_with("required") if is_suspect(schema)]
    users = users_of(api.schemas_with(*BRANCHES, "$ref")) if suspects else {}
    for schema in suspects:
        names = known_names(schema, users)
        if names is not None:
            yield from (problem(schema, name, names) for name in schema.required if name not in names)


def is_suspect(schema: Schema) -> bool:
    """Whether a name is not declared right here. `constraint-applies` tells of `required` in an array."""
    missing = set(schema.required) - schema.mapping("properties").keys()
    return bool(missing) and (not schema.types or "object" in schema.types)


def users_of(schemas: list[Schema]) -> Users:
    """The schemas that name another one in `allOf`, `anyOf`, ..., by the identity of the one they name."""
    users: dict[int, list[Schema]] = defaultdict(list)
    for schema in schemas:
        for branch in branches(schema):
            users[id(branch.value)].append(schema)
    return users


def branches(schema: Schema) -> Iterator[Schema]:
    """Every schema that says something about the same value as this one."""
    for keyword in BRANCHES & schema.value.keys():
        value = schema.value[keyword]
        tokens = (
            range(len(value)) if type(value) is list else value if keyword == "dependentSchemas" else None
        )
        found = (
            [schema.subschema(keyword)]
            if tokens is None
            else [schema.subschema(keyword, token) for token in tokens]
        )
        yield from (branch for branch in found if branch is not None)
    if schema.reference is not None:
        yield schema.reference


def known_names(schema: Schema, users: Users) -> set[str] | None:
    """The properties of all that this schema is part of or made of; None when that is not known."""
    names: set[str] = set()
    seen: set[int] = set()
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if id(part.value) in seen:
            continue
        seen.add(id(part.value))
        if part.has_broken_part or is_free(part) or len(seen) > MOST:
            return None
        names |= part.mapping("properties").keys()
        waiting += branches(part)
        waiting += users.get(id(part.value), ())
        if is_branch(part) and isinstance(part.owner, Schema):
            waiting.append(part.owner)
    return names


def is_free(schema: Schema) -> bool:
    """Whether it describes members without naming them, or has a `$ref` where names belong."""
    described = any(schema.value.get(keyword) not in (None, True, False) for keyword in FREE)
    return described or type(schema.mapping("properties").get("$ref")) is str


def problem(schema: Schema, name: str, names: set[str]) -> Problem:
    close = get_close_matches(name, sorted(names), 1, 0.7)
    return Problem(
        schema.value_at("required", schema.sequence("required").index(name)),
        f"{label(schema)} requires `{name}`, which is none of its properties",
        help=f"did you mean `{close[0]}`?"
        if close
        else f"declare `{name}` in `properties`, or remove it from `required`",
        subject=name,
    )
