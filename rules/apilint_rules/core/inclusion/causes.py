"""Why a schema is not included in another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from .clause import Node


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
    def key(self) -> tuple[str, int, int, str]:
        """What two causes have in common that are one."""
        last = self.last
        return (last.facet, id(last.left), id(last.right), last.reason)

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


def rank(causes: list[Cause]) -> tuple[int, int]:
    """How far an alternative is from taking a clause: one whose tag has another value is farthest."""
    tags = sum(
        1 for cause in causes if cause.last.facet in ("enum", "type", "required") and len(cause.path) < 2
    )
    return (tags, len(causes))
