"""Why a schema is not included in another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from .clause import Node

_OF_PRESENCE = frozenset(("required", "additionalProperties", "unevaluatedProperties"))


class Cause(NamedTuple):
    """Why the left side is not included: a keyword, or something below that is not included.

    left, right: the mappings at fault. reason: why it is not certain. tries: values of the left side to show it;
    step: the member's name or the item's number that leads to `below`.
    """

    facet: str
    left: Node
    right: Node
    reason: str
    tries: Callable[[], Iterator[Any]]
    step: str | int | None = None
    below: Cause | None = None

    @property
    def key(self) -> tuple[str, int, int, str, str]:
        """What two causes have in common that are one; each member that must, or must not, be there is its own."""
        last = self.last
        name = self.path[-1] if last.facet in _OF_PRESENCE and self.path else ""
        return (last.facet, id(last.left), id(last.right), last.reason, name)

    @property
    def last(self) -> Cause:
        """The innermost cause."""
        cause = self
        while cause.below is not None:
            cause = cause.below
        return cause

    @property
    def path(self) -> tuple[str, ...]:
        """The names of members, and `[]` for items, that lead to the innermost cause."""
        steps, cause = [], self
        while cause.below is not None:
            if cause.step is not None:
                steps.append(cause.step if type(cause.step) is str else "[]")
            cause = cause.below
        return tuple(steps)


def is_nearer(causes: list[Cause], others: list[Cause]) -> bool:
    """Whether an alternative is nearer to taking a clause than another one, in whatever order they are written."""
    ranks = _rank(causes), _rank(others)
    return ranks[0] < ranks[1] or (ranks[0] == ranks[1] and _words(causes) < _words(others))


def _rank(causes: list[Cause]) -> tuple[int, int, int, int]:
    """How far an alternative is from taking a clause: one whose tag has another value is farthest."""
    near = [cause.last for cause in causes if len(cause.path) < 2]
    facets = [cause.facet for cause in near]
    tags = sum(facet in ("enum", "type") for facet in facets)
    kept_out = sum(map(_is_kept_out, near))
    return (tags + facets.count("required") + 2 * kept_out, sum(map(_is_other_tag, near)), tags, len(causes))


def _is_kept_out(cause: Cause) -> bool:
    """Whether a member must not be there because others would have to be: nobody means that."""
    depends = type(cause.right) is dict and cause.right.keys() & {
        "dependentRequired",
        "dependentSchemas",
        "if",
    }
    return cause.facet == "additionalProperties" and bool(depends) and cause.facet not in cause.right


def _is_other_tag(cause: Cause) -> bool:
    """Whether both sides list values, and have none in common."""
    left, right = _listed(cause.left), _listed(cause.right)
    return bool(left and right) and not any(value in right for value in left)


def _listed(node: Node) -> list[Any]:
    if type(node) is not dict:
        return []
    values = node.get("enum", [node["const"]] if "const" in node else [])
    return values if type(values) is list else []


def _words(causes: list[Cause]) -> list[tuple[str, tuple[str, ...]]]:
    return sorted((cause.last.facet, cause.path) for cause in causes)
