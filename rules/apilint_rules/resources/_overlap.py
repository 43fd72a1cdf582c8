"""Which path templates can match one URL: an index of templates, searched segment by segment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..core.segments import Segment, segments_of


class Template(NamedTuple):
    """A path taken apart; `keys` are its segments with the names of parameters left out."""

    path: str
    segments: tuple[Segment, ...]
    keys: tuple[str, ...]


def template_of(path: str) -> Template:
    segments = tuple(segments_of(path))
    return Template(path, segments, tuple(re.sub(r"\{[^{}]*\}", "{}", segment.text) for segment in segments))


class _Node:
    __slots__ = ("ends", "literal", "templated")

    def __init__(self) -> None:
        self.literal: dict[str, _Node] = {}
        self.templated: dict[str, _Node] = {}
        self.ends: list[Template] = []


class Index:
    """Templates as a tree. A search visits the beginnings that a template can share with others, no more."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, template: Template) -> None:
        node = self._root
        for key in template.keys:
            node = (node.templated if "{}" in key else node.literal).setdefault(key, _Node())
        node.ends.append(template)

    def rivals(self, template: Template) -> Iterator[Template]:
        """Known templates that share a URL with this one while neither is the more literal of the two.

        A literal beats a template, as the specification says: `/orders/latest` is no rival of `/orders/{id}`.
        """
        waiting = [(self._root, 0, False, False)]
        while waiting:
            node, depth, ours, theirs = waiting.pop()
            if depth == len(template.keys):
                if ours and theirs:
                    yield from node.ends
                continue
            key = template.keys[depth]
            for other, child in _candidates(node, key):
                if other == key:
                    waiting.append((child, depth + 1, ours, theirs))
                elif _can_meet(key, other):
                    waiting.append((child, depth + 1, ours or other == "{}", theirs or key == "{}"))


def _candidates(node: _Node, key: str) -> Iterator[tuple[str, _Node]]:
    if "{}" in key:
        yield from node.literal.items()
    elif key in node.literal:
        yield key, node.literal[key]
    yield from node.templated.items()


def _can_meet(one: str, other: str) -> bool:
    """Whether two segments can be the same text, as far as what they begin and end with goes."""
    if "{}" not in one:
        one, other = other, one
    start, end = one.partition("{}")[0], one.rpartition("{}")[2]
    if "{}" not in other:
        return other.startswith(start) and other.endswith(end) and len(other) > len(start) + len(end)
    other_start, other_end = other.partition("{}")[0], other.rpartition("{}")[2]
    starts = start.startswith(other_start) or other_start.startswith(start)
    return starts and (end.endswith(other_end) or other_end.endswith(end))
