"""Patterns that look ahead from the start of a text, as several patterns that do not: `^(?=.*[A-Z])(?!x).{8,}$`."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from .reader import read
from .tree import Choice

_OPENINGS = ("(?=", "(?!")


class Apart(NamedTuple):
    """Patterns that a text must fit, all of them, and some of which it must fit none."""

    must: tuple[str, ...]
    must_not: tuple[str, ...] = ()


@lru_cache(maxsize=2_000)
def taken_apart(pattern: str) -> Apart:
    """What a pattern asks for, each part as a pattern of its own; the pattern itself where it is not taken apart."""
    if not pattern.startswith(tuple(f"^{opening}" for opening in _OPENINGS)):
        return Apart((pattern,))
    tree = read(pattern)
    if not isinstance(tree, Choice) or len(tree.branches) != 1:
        return Apart((pattern,))
    found: dict[str, list[str]] = {opening: [] for opening in _OPENINGS}
    at = 1
    while (opening := pattern[at : at + 3]) in found:
        end = _closing(pattern, at)
        found[opening].append(f"^(?:{pattern[at + 3 : end]})")
        at = end + 1
    if pattern[at : at + 1] in ("*", "+", "?", "{"):  # such a group may be repeated, in browsers
        return Apart((pattern,))
    return Apart((*found["(?="], f"^{pattern[at:]}"), tuple(found["(?!"]))


def _closing(pattern: str, at: int) -> int:
    """Where the group that begins at a place ends."""
    depth, is_set = 0, False
    while at < len(pattern):
        letter = pattern[at]
        if letter == "\\":
            at += 1
        elif is_set:
            is_set = letter != "]"
        elif letter == "[":
            is_set = True
        elif letter in "()":
            depth += 1 if letter == "(" else -1
            if not depth:
                return at
        at += 1
    return at
