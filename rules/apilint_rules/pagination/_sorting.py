"""What sort parameters are called."""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Parameter, Schema
from ..core.listing import name_key

_NAMES = (
    "sort sorts sorting sort_by sortby order_by orderby $orderby ordering sort_field sort_fields sort_key "
    "sort_column order_field"
)
SORTS = frozenset(_NAMES.split())

_DIRECTIONS = frozenset(("asc", "desc", "ascending", "descending", "1", "-1"))


def is_sort(parameter: Parameter) -> bool:
    """Whether a query parameter of a GET names the field to sort by; a mere direction does not."""
    if parameter.location != "query" or name_key(parameter.name) not in SORTS:
        return False
    values = {str(value).lower() for value in listed_values(parameter)}
    is_direction = bool(values) and values <= _DIRECTIONS
    return not is_direction and any(operation.method == "get" for operation in parameter.operations)


def listed_values(parameter: Parameter) -> list[object]:
    """The values that the schema lists, be it for the parameter or for the items of its array."""
    values: list[object] = []
    for schema in _schemas(parameter):
        listed = schema.flat.first("enum")
        values += listed if type(listed) is list else []
        values += [schema.flat.first("const")] if schema.flat.first("const") is not None else []
    return values


def has_pattern(parameter: Parameter) -> bool:
    return any(schema.flat.first("pattern") is not None for schema in _schemas(parameter))


def _schemas(parameter: Parameter) -> Iterator[Schema]:
    """The schema, its items and its alternatives, down to the items of an alternative."""
    level = [parameter.any_schema]
    for _ in range(3):
        found = [schema for schema in level if schema is not None]
        yield from found
        level = [member for schema in found for member in (schema.flat.items, *schema.any_of, *schema.one_of)]
