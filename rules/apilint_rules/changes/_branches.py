"""Alternatives that came or went: one thing to say, however many keywords tell the branch from the others."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..core import Gap, Pair, Schema
from ..core.change.branches import matched_branches
from ..core.change.payloads import schema_at, schemas_of

_KEYWORDS = ("oneOf", "anyOf")
_SAY_MORE = ("type", "enum", "const", "unknown")
"""Differences that are clearer than the branch that they come with."""


class Branch(NamedTuple):
    """A branch that only one side has: the difference as one of the whole union, and what the branch is called."""

    gap: Gap
    label: str


def branch_of(pair: Pair[Any], gap: Gap, grows: bool) -> Branch | None:
    """The branch that a difference comes with; None where it is about one that both sides have.

    grows: there are more values than before, so that the branch is a new one.
    """
    culprit = gap.new if grows else gap.old
    if culprit is None or not gap.is_shown or gap.facet in _SAY_MORE:
        return None
    both = schemas_of(pair) or (None, None)
    for depth in range(len(gap.path), -1, -1):
        old, new = (schema_at(schema, gap.path[:depth]) for schema in both)
        if old is not None and new is not None and (found := _at(gap, depth, old, new, grows)):
            return found
    return None


def _at(gap: Gap, depth: int, old: Schema, new: Schema, grows: bool) -> Branch | None:
    culprit = gap.new if grows else gap.old
    for keyword in _KEYWORDS:
        holders = tuple(
            next((part for part in each.flat.parts if part.has(keyword)), None) for each in (old, new)
        )
        if holders[0] is None or holders[1] is None:
            continue
        before, after = (part.one_of if keyword == "oneOf" else part.any_of for part in holders if part)
        more, fewer = (after, before) if grows else (before, after)
        known = {id(pair[1 if grows else 0].value) for pair in matched_branches(before, after)}
        alone = [branch for branch in more if id(branch.value) not in known]
        if len(more) > len(fewer) and (branch := _holding(alone, culprit, gap.path[depth:])) is not None:
            told = gap._replace(facet=keyword, path=gap.path[:depth], old=holders[0], new=holders[1])
            return Branch(told, branch.name or branch.title)
    return None


def _holding(branches: list[Schema], culprit: Schema | None, path: tuple[str, ...]) -> Schema | None:
    """The branch in which a schema stands at the end of a path, or above its last step."""
    for branch in branches:
        ends = (schema_at(branch, path), schema_at(branch, path[:-1]))
        parts = (part for end in ends if end is not None for part in end.flat.parts)
        if culprit is not None and any(part.value is culprit.value for part in parts):
            return branch
    return None
