"""Lists of values, closed and open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core import Gap, Pair, Problem, Related, Schema
from ..core.json_values import beyond, identity
from ._oasdiff import subject_of
from ._words import shown, where

_OPEN = ("x-extensible-enum", "x-apilint-open-enum")


def is_enum(gap: Gap) -> bool:
    """Whether a list of values got more of them, for certain. One value in the place of another is none."""
    old = _values(gap.old)
    if gap.facet != "enum" or not gap.is_shown or old is None:
        return False
    new = _values(gap.new)
    return len(old) > 1 or new is None or not {*map(identity, old)}.isdisjoint(map(identity, new))


def _values(schema: Schema | None) -> list[Any] | None:
    values = schema.flat.first("enum") if schema is not None else None
    return values if type(values) is list else None


def is_open_at(gap: Gap) -> bool:
    """Whether either description says that other values may come."""
    return any(_is_open(schema) for schema in (gap.old, gap.new) if schema is not None)


def _is_open(schema: Schema) -> bool:
    return schema.has(*_OPEN) or schema.mapping("x-ms-enum").get("modelAsString") is True


def named_no_more(change: Pair[Schema]) -> Iterator[Problem]:
    """A problem for what an `x-extensible-enum` of a request does not name any more: a service lists what it knows."""
    key = "x-extensible-enum"
    gone = beyond(change.old.sequence(key), change.new.sequence(key))
    if gone and change.new.has(key):
        yield Problem(
            change.new.at(key),
            f"{where(change)} must not be {', '.join(map(shown, gone))} any more",
            facet=key,
            related=[Related(change.old.at(key), "what it was")],
            oasdiff=_ids(change),
        )


def _ids(change: Pair[Schema]) -> list[str]:
    subject = subject_of(change, change.path)
    has_one = subject in ("request-property", "request-parameter")
    return [f"{subject}-x-extensible-enum-value-removed"] if has_one else []
