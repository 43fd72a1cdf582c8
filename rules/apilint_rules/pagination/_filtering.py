"""Query parameters that filter a list by a field of its items, and values to try them with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..core import Operation, Parameter
from ..core.listing import name_key, paging_parameters
from ._sorting import is_sort

_OTHERS = frozenset(
    ("fields", "expand", "include", "format", "f", "lang", "locale", "q", "query", "search", "filter")
)


class Filter(NamedTuple):
    """A parameter, the field of the items that it is called after, and a value that the field has somewhere."""

    parameter: Parameter
    field: str
    value: str


def filters_of(operation: Operation, items: list[Any]) -> Iterator[Filter]:
    """The filters for which the items have values, a value each that not all items have, the most frequent first."""
    objects = [item for item in items if type(item) is dict]
    for parameter in operation.parameters_in("query"):
        field = field_of(parameter, operation, objects)
        if field is not None:
            values = [spelt(item.get(field)) for item in objects]
            known = {value: values.count(value) for value in values if value}
            for value in sorted(known, key=lambda value: (-known[value], value)):
                if known[value] < len(items) and is_allowed(parameter, value):
                    yield Filter(parameter, field, value)


def fields_filtered(operation: Operation, items: list[Any]) -> list[str]:
    """The fields of the items that a parameter is called after."""
    objects = [item for item in items if type(item) is dict]
    found = (field_of(parameter, operation, objects) for parameter in operation.parameters_in("query"))
    return [name for name in found if name is not None]


def field_of(parameter: Parameter, operation: Operation, objects: list[Any]) -> str | None:
    """The field of the items that a parameter is called after; None where it pages, sorts, or means something else."""
    key = name_key(parameter.name)
    if parameter.name in paging_parameters(operation) or is_sort(parameter) or key in _OTHERS:
        return None
    names = [str(name) for item in objects[:1] for name in item]
    return next((name for name in names if name_key(name) == key), None)


def is_allowed(parameter: Parameter, value: str) -> bool:
    """Whether the schema of the parameter takes a value, be it as text or as a number."""
    schema = parameter.any_schema
    if schema is None:
        return True
    readings: list[Any] = [value, int(value)] if value.lstrip("-").isdigit() and len(value) < 16 else [value]
    readings += [value == "true"] if value in ("true", "false") else []
    return any(parameter.api.validators.accepts(schema, reading) for reading in readings)


def lets_through(one: Filter, item: Any) -> bool:
    """Whether an item has the value; one that does not show the field cannot be judged and passes."""
    if type(item) is not dict or one.field not in item:
        return True
    return spelt(item[one.field]).lower() == one.value.lower()


def spelt(value: Any) -> str:
    """A scalar as it stands in a query; empty for everything else."""
    if type(value) is bool:
        return "true" if value else "false"
    return str(value) if type(value) in (str, int) else ""
