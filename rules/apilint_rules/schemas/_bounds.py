"""The numbers that a schema, or several together, leave between their bounds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ..core import Schema

PAIRS = (
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    ("minContains", "maxContains"),
)
"""Bounds of counts."""


class Bound(NamedTuple):
    """One end of a range, and the schema and keyword that say it."""

    limit: float
    is_exclusive: bool
    schema: Schema
    keyword: str

    @property
    def text(self) -> str:
        """`minimum` 5, as messages quote it."""
        exclusive = " (exclusive)" if self.is_exclusive and not self.keyword.startswith("ex") else ""
        return f"`{self.keyword}` {self.limit}{exclusive}"


class Range(NamedTuple):
    """The tightest bounds; None where there is none."""

    lower: Bound | None
    upper: Bound | None

    @property
    def is_empty(self) -> bool:
        """Whether no number at all lies between the bounds."""
        lower, upper = self
        if lower is None or upper is None:
            return False
        return lower.limit > upper.limit or (
            lower.limit == upper.limit and (lower.is_exclusive or upper.is_exclusive)
        )

    def holds(self, number: float) -> bool:
        """Whether a number lies between the bounds."""
        lower, upper = self
        if lower is not None and (number < lower.limit or (lower.is_exclusive and number == lower.limit)):
            return False
        return upper is None or not (number > upper.limit or (upper.is_exclusive and number == upper.limit))


def range_of(schemas: Iterable[Schema]) -> Range:
    """The range of numbers that all of these schemas allow."""
    schemas = list(schemas)
    lower = [bound for schema in schemas for bound in _bounds(schema, "minimum", "exclusiveMinimum")]
    upper = [bound for schema in schemas for bound in _bounds(schema, "maximum", "exclusiveMaximum")]
    return Range(
        max(lower, key=lambda bound: (bound.limit, bound.is_exclusive), default=None),
        min(upper, key=lambda bound: (bound.limit, not bound.is_exclusive), default=None),
    )


def _bounds(schema: Schema, inclusive: str, exclusive: str) -> list[Bound]:
    """Both spellings of exclusive bounds: a number since 3.1, a flag beside the bound before."""
    found = []
    limit: Any = schema.value.get(inclusive)
    beside: Any = schema.value.get(exclusive)
    if _is_number(limit):
        found.append(Bound(limit, beside is True, schema, inclusive))
    if _is_number(beside):
        found.append(Bound(beside, True, schema, exclusive))
    return found


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and value == value
