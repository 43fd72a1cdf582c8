"""What the schemas that apply to one value say together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..api.schema import Schema
from .wish import MOST_ITEMS

KINDS = ("object", "array", "string", "integer", "number", "boolean")
MISSPELT = {"int": "integer", "long": "integer", "float": "number", "double": "number", "bool": "boolean"}
_IMPLIED = {
    "object": ("properties", "required", "additionalProperties", "minProperties", "patternProperties"),
    "array": ("items", "prefixItems", "minItems", "uniqueItems"),
    "string": ("pattern", "minLength", "maxLength", "format"),
    "number": ("minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"),
}


def implied(parts: list[Schema]) -> str:
    """The type that keywords speak of, where none is named."""
    for kind, keywords in _IMPLIED.items():
        if any(part.has(*keywords) for part in parts):
            return kind
    return ""


def examples(part: Schema) -> Iterator[Any]:
    """What a schema gives as a value: `example` (3.0), `examples` (3.1), `x-example` (2.0), `default`."""
    for keyword in ("example", "x-example"):
        if keyword in part.value:
            yield part.value[keyword]
    yield from part.sequence("examples")
    if "default" in part.value:
        yield part.value["default"]


def tag_of(part: Schema, branch: Schema) -> str:
    """The value by which a discriminator knows a branch: its key in `mapping`, else the name of the schema."""
    names = part.mapping("discriminator").get("mapping")
    for tag, text in names.items() if type(names) is dict else ():
        if type(text) is str and branch.name and text.rpartition("/")[2] == branch.name:
            return str(tag)
    return branch.name if "definitions" in branch.pointer[-2:] or "schemas" in branch.pointer[-2:] else ""


def first_member(parts: list[Schema], keyword: str) -> Schema | None:
    """The schema under a keyword in the first part that has one."""
    return next((found for part in parts if (found := part.subschema(keyword)) is not None), None)


def required_names(parts: list[Schema]) -> list[str]:
    """The names that any part requires, in their order."""
    return list(dict.fromkeys(name for part in parts for name in part.required))


def is_deprecated(schemas: list[Schema]) -> bool:
    """Whether any of some schemas is deprecated."""
    return any(schema.deprecated for schema in schemas)


def positions(parts: list[Schema], keyword: str) -> list[Schema]:
    """The schemas of an array of positions (`items` as a list before 2020-12)."""
    for part in parts:
        found = [part.subschema(keyword, index) for index in range(len(part.sequence(keyword)))]
        if found:
            return [schema for schema in found if schema is not None][:MOST_ITEMS]
    return []


def _counts(parts: list[Schema], keyword: str) -> list[int]:
    return [part.value[keyword] for part in parts if type(part.value.get(keyword)) is int]


def lower_bound(parts: list[Schema], keyword: str) -> int:
    """The highest of the lower bounds (`minItems`, ...); 0 without any."""
    return max(_counts(parts, keyword), default=0)


def upper_bound(parts: list[Schema], keyword: str) -> int:
    """The lowest of the upper bounds (`maxItems`, ...); very high without any."""
    return min(_counts(parts, keyword), default=10**9)


def allowed_types(parts: list[Schema]) -> frozenset[str] | None:
    """The types that every part allows; None where none says any."""
    allowed: frozenset[str] | None = None
    for part in parts:
        if part.types:
            types = part.types | {"integer"} if "number" in part.types else part.types
            allowed = types if allowed is None else allowed & types
    return allowed
