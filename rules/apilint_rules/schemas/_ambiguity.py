"""Which patterns take exponential time in a backtracking engine: a loop of theirs reads one text in two ways.

The pattern becomes an automaton of its characters (Glushkov's). Two different ways round a loop that read the
same text mean that each further repetition doubles the work, once the rest of the text fails to match. Where
look-arounds, back-references or unknown sets take part, nothing is claimed. Source: Weideman and others,
"Analyzing matching time behavior of backtracking regular expression matchers", CIAA 2016.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ..core.ecma.reader import read
from ..core.ecma.tree import LAST, Anchor, Backreference, Chars, Choice, Group, Node, Ranges, Repeat
from ._graph import components, shortest_way

MOST_POSITIONS = 400
MOST_PAIRS = 20_000
MANY = 10
"""A quantifier with at least so high a limit counts as one without a limit."""


class Blowup(NamedTuple):
    """A text that shows it: `start`, then `again` many times, then `end`."""

    start: str
    again: str
    end: str


class _UnclearError(Exception):
    """The pattern has a part that this cannot judge."""


@cache
def blowup(pattern: str) -> Blowup | None:
    """A text on which the pattern takes exponential time; None when none is known."""
    tree = read(pattern)
    if not isinstance(tree, Choice):
        return None
    try:
        return _Automaton(tree).blowup()
    except _UnclearError:
        return None


class _Part(NamedTuple):
    first: list[int]
    last: list[int]
    is_empty: bool


class _Automaton:
    """Positions of characters, and how often one can come right after another."""

    def __init__(self, tree: Choice) -> None:
        self.sets: list[Ranges] = []
        self.after: list[Counter[int]] = []
        whole = self._choice(tree)
        self.first, self.last = whole.first, set(whole.last)
        self.ends = all(branch and branch[-1] == Anchor("$") for branch in _flat_branches(tree))
        points = sorted({point for ranges in self.sets for low, high in ranges for point in (low, high + 1)})
        self.samples = [point for point in points if point <= LAST]
        self.masks = [_mask(ranges, self.samples) for ranges in self.sets]

    # Building -----------------------------------------------------------------------------------------------

    def _choice(self, choice: Choice) -> _Part:
        parts = [self._sequence(branch) for branch in choice.branches]
        return _Part(
            [position for part in parts for position in part.first],
            [position for part in parts for position in part.last],
            any(part.is_empty for part in parts),
        )

    def _sequence(self, nodes: Iterable[Node]) -> _Part:
        whole = _Part([], [], True)
        for node in nodes:
            whole = self._joined(whole, self._node(node))
        return whole

    def _joined(self, left: _Part, right: _Part) -> _Part:
        self._link(left.last, right.first)
        return _Part(
            left.first + (right.first if left.is_empty else []),
            right.last + (left.last if right.is_empty else []),
            left.is_empty and right.is_empty,
        )

    def _link(self, last: list[int], first: list[int]) -> None:
        for position in last:
            self.after[position].update(first)

    def _node(self, node: Node) -> _Part:
        if isinstance(node, Chars):
            return self._character(node)
        if isinstance(node, Repeat):
            return self._repeat(node)
        if isinstance(node, Group) and not node.look:
            return self._choice(node.body)
        if isinstance(node, Backreference):
            raise _UnclearError
        return _Part([], [], True)

    def _character(self, node: Chars) -> _Part:
        if node.ranges is None or len(self.sets) >= MOST_POSITIONS:
            raise _UnclearError
        position = len(self.sets)
        self.sets.append(node.ranges)
        self.after.append(Counter())
        return _Part([position], [position], False)

    def _repeat(self, node: Repeat) -> _Part:
        if _looks(node.body):
            raise _UnclearError
        least, most = _few(node)
        whole = _Part([], [], True)
        for _ in range(least):
            part = self._node(node.body)
            whole = self._joined(whole, part)
        if most is None:
            if not least:
                part = self._node(node.body)
                whole = part._replace(is_empty=True)
            self._link(part.last, part.first)
        for _ in range((most or 0) - least):
            whole = self._joined(whole, self._node(node.body)._replace(is_empty=True))
        return whole

    # Judging ------------------------------------------------------------------------------------------------

    def blowup(self) -> Blowup | None:
        for component in components(range(len(self.sets)), lambda position: self.after[position]):
            inside = set(component)
            again = self._ambiguous(inside)
            end = self._failing(inside)
            if again is not None and end is not None:
                return Blowup(self._way_to(again[0]), "".join(map(self._shown, again[1])), end)
        return None

    def _ambiguous(self, inside: set[int]) -> tuple[int, list[int]] | None:
        """A position and the characters (as masks) that lead back to it in two ways."""
        if len(inside) ** 2 > MOST_PAIRS:
            return None
        for start in sorted(inside):
            for position, count in self.after[start].items():
                if position in inside and count > 1:
                    return start, [self.masks[position], *self._path(position, start, inside)]
        pairs = [(one, other) for one in inside for other in inside]
        for component in components(pairs, lambda pair: self._steps(pair, inside)):
            same = [pair for pair in component if pair[0] == pair[1]]
            if same and len(same) < len(component):
                other = next(pair for pair in component if pair[0] != pair[1])
                return same[0][0], self._round(same[0], other, inside)
        return None

    def _steps(self, pair: tuple[int, int], inside: set[int]) -> Iterator[tuple[int, int]]:
        for one in self.after[pair[0]]:
            for other in self.after[pair[1]]:
                if one in inside and other in inside and self.masks[one] & self.masks[other]:
                    yield one, other

    def _round(self, start: tuple[int, int], other: tuple[int, int], inside: set[int]) -> list[int]:
        steps = [*shortest_way(start, other, lambda pair: self._steps(pair, inside))]
        steps += shortest_way(other, start, lambda pair: self._steps(pair, inside))
        return [self.masks[one] & self.masks[two] for one, two in steps]

    def _path(self, start: int, end: int, inside: set[int]) -> list[int]:
        if start == end:
            return []
        way = shortest_way(
            start, end, lambda position: (after for after in self.after[position] if after in inside)
        )
        return [self.masks[position] for position in way]

    def _way_to(self, position: int) -> str:
        """The shortest text that leads to a position."""
        if position in self.first:
            return self._shown(self.masks[position])
        ways = (
            [first, *shortest_way(first, position, lambda at: iter(self.after[at]))] for first in self.first
        )
        best = min((way for way in ways if len(way) > 1), key=len, default=[])
        return "".join(self._shown(self.masks[step]) for step in best)

    def _failing(self, inside: set[int]) -> str | None:
        """What to write after the loop so that nothing matches; None when something always does."""
        if not inside & self.last:
            return ""
        if not self.ends:
            return None
        following = [self.masks[after] for position in inside for after in self.after[position]]
        taken = 0
        for mask in following:
            taken |= mask
        for sample in "!\n~#x0 ":
            if not _mask_of(ord(sample), self.samples) & taken:
                return sample
        return None

    def _shown(self, mask: int) -> str:
        """A character out of a mask, a plain one where there is one."""
        for sample in "a0- .A_/":
            if mask & _mask_of(ord(sample), self.samples):
                return sample
        return chr(self.samples[mask.bit_length() - 1])


def _few(node: Repeat) -> tuple[int, int | None]:
    """The same quantifier with small numbers, which loops as the large ones do."""
    if node.least == node.most:
        return min(node.least, 2), min(node.least, 2)
    if node.most is None or node.most >= MANY:
        return min(node.least, 2), None
    least = min(node.least, 1)
    return least, least + 1


def _looks(node: Node) -> bool:
    """Whether a look-around is inside."""
    if isinstance(node, Repeat):
        return _looks(node.body)
    if isinstance(node, Group):
        return bool(node.look) or any(_looks(inner) for branch in node.body.branches for inner in branch)
    return False


def _flat_branches(choice: Choice) -> Iterator[tuple[Node, ...]]:
    """The alternatives of a pattern; a group that ends one is looked into."""
    for branch in choice.branches:
        if branch and isinstance(branch[-1], Group) and not branch[-1].look:
            yield from _flat_branches(branch[-1].body)
        else:
            yield branch


def _mask(ranges: Ranges, samples: list[int]) -> int:
    return sum(
        1 << number
        for number, point in enumerate(samples)
        if any(low <= point <= high for low, high in ranges)
    )


def _mask_of(point: int, samples: list[int]) -> int:
    """The bit of the stretch between two samples in which a code point lies; none before the first."""
    below = [number for number, sample in enumerate(samples) if sample <= point]
    return 1 << below[-1] if below else 0
