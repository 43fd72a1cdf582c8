"""Lists of values, closed and open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core import Gap, Pair, Problem, Related, Schema
from ._words import shown, where

_OPEN = ("x-extensible-enum", "x-apilint-open-enum")


def is_enum(gap: Gap) -> bool:
    """Whether it is a list of values that makes the difference, for certain."""
    return gap.facet == "enum" and gap.is_shown


def is_open_at(gap: Gap) -> bool:
    """Whether either description says that other values may come."""
    return any(_is_open(schema) for schema in (gap.old, gap.new) if schema is not None)


def _is_open(schema: Schema) -> bool:
    return schema.has(*_OPEN) or schema.mapping("x-ms-enum").get("modelAsString") is True


def named_no_more(change: Pair[Schema]) -> Iterator[Problem]:
    """A problem for what an `x-extensible-enum` of a request does not name any more: a service lists what it knows."""
    key = "x-extensible-enum"
    left: list[Any] = change.new.sequence(key)
    gone = [value for value in change.old.sequence(key) if value not in left]
    if gone and change.new.has(key):
        yield Problem(
            change.new.at(key),
            f"{where(change)} must not be {', '.join(map(shown, gone))} any more",
            facet=key,
            related=[Related(change.old.at(key), "what it was")],
        )
