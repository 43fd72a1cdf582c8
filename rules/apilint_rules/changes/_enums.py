"""Lists of values, closed and open."""

from __future__ import annotations

from ..core import Gap, Problem, Schema

_OPEN = ("x-extensible-enum", "x-apilint-open-enum")


def is_enum(problem: Problem) -> bool:
    """Whether it is a list of values that makes the difference, for certain."""
    return problem.facet == "enum" and problem.witness is not None


def is_open_at(gap: Gap) -> bool:
    """Whether either description says that other values may come."""
    return any(_is_open(schema) for schema in (gap.old, gap.new) if schema is not None)


def _is_open(schema: Schema) -> bool:
    return schema.has(*_OPEN) or schema.mapping("x-ms-enum").get("modelAsString") is True
