"""What a pattern is made of, and sets of characters."""

from __future__ import annotations

from typing import NamedTuple

Ranges = tuple[tuple[int, int], ...]
"""Code points, as sorted ranges that do not touch."""

LAST = 0x10FFFF


class Chars(NamedTuple):
    """One character out of some; `ranges` is None where they are not known."""

    ranges: Ranges | None


class Anchor(NamedTuple):
    """`^`, `$`, `\\b` or `\\B`."""

    kind: str


class Group(NamedTuple):
    """Parentheses; `look` is `=`, `!`, `<=` or `<!` for those that only look."""

    body: Choice
    look: str


class Backreference(NamedTuple):
    """What a group has matched before."""


class Repeat(NamedTuple):
    """A quantifier; `most` is None where there is no limit."""

    body: Node
    least: int
    most: int | None


class Choice(NamedTuple):
    """Alternatives, each a sequence; mostly there is one."""

    branches: tuple[tuple[Node, ...], ...]


Node = Chars | Anchor | Group | Backreference | Repeat


DIGITS: Ranges = ((48, 57),)
WORD: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
SPACE: Ranges = (
    (9, 13), (32, 32), (160, 160), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F),
    (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF),
)  # fmt: skip
LINE_ENDS: Ranges = ((10, 10), (13, 13), (0x2028, 0x2029))


def complement(ranges: Ranges) -> Ranges:
    """Every other code point."""
    found, start = [], 0
    for low, high in ranges:
        if low > start:
            found.append((start, low - 1))
        start = high + 1
    return (*found, (start, LAST)) if start <= LAST else tuple(found)


def union(ranges: list[tuple[int, int]]) -> Ranges:
    """Ranges in order and joined."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)
