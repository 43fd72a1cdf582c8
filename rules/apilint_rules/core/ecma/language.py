"""Whether every text that some patterns take is taken by another one, and a text that shows it where not.

Both become automata that are run side by side, set of states by set of states, until a text is found that one takes
and the other does not, or nothing new is left (Hopcroft and Ullman 1979, section 3.4). Libraries were tried and left:
greenery takes all memory for `[a-z]{1,64}`, interegular knows no anchors; neither has a bound.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from .reader import read
from .tree import LAST, Anchor, Chars, Choice, Group, Node, Ranges, Repeat

MOST_STATES = 4_000
"""Of one automaton."""
MOST_VISITS = 20_000
MOST_WORK = 2_000_000
"""States of automata that are looked at for one question."""
MOST_OF_TEXT = 200_000
"""States of an automaton for all characters of one text."""
MOST_KNOWN = 20_000
"""Answers that are remembered."""
_ANY: Ranges = ((0, LAST),)
_SURROGATES = range(0xD800, 0xE000)
_PLAIN = "a0A-_ .:/@b1B"


class UnclearError(Exception):
    """A pattern that this cannot judge, or one for which it would take too long."""


class Length(NamedTuple):
    """How many characters a text may have; no upper bound where `most` is None."""

    least: int = 0
    most: int | None = None

    def holds(self, count: int) -> bool:
        return self.least <= count and (self.most is None or count <= self.most)


class _Automaton:
    """Thompson's construction. An empty step may ask to be at the start (`^`) or at the end (`$`) of the text."""

    def __init__(self, tree: Choice) -> None:
        self.empty: list[list[tuple[int, str]]] = []
        self.moves: list[list[tuple[Ranges, int]]] = []
        self.start, self.end = self._state(), self._state()
        self.moves[self.start].append((_ANY, self.start))
        self.moves[self.end].append((_ANY, self.end))
        self._choice(tree, self.start, self.end)

    def _state(self) -> int:
        if len(self.empty) >= MOST_STATES:
            raise UnclearError
        self.empty.append([])
        self.moves.append([])
        return len(self.empty) - 1

    def _choice(self, choice: Choice, start: int, end: int) -> None:
        for branch in choice.branches:
            at = start
            for node in branch:
                following = self._state()
                self._node(node, at, following)
                at = following
            self.empty[at].append((end, ""))

    def _node(self, node: Node, start: int, end: int) -> None:
        if isinstance(node, Chars) and node.ranges is not None:
            self.moves[start].append((node.ranges, end))
        elif isinstance(node, Anchor) and node.kind in "^$":
            self.empty[start].append((end, node.kind))
        elif isinstance(node, Group) and not node.look:
            inner = self._state()  # apart, so that a loop inside does not lead back to what came before
            self.empty[start].append((inner, ""))
            self._choice(node.body, inner, end)
        elif isinstance(node, Repeat):
            self._repeat(node, start, end)
        else:
            raise UnclearError

    def _repeat(self, node: Repeat, start: int, end: int) -> None:
        at = start
        for _ in range(node.least):
            following = self._state()
            self._node(node.body, at, following)
            at = following
        if node.most is None:
            loop, back = self._state(), self._state()
            self.empty[at].append((loop, ""))
            self._node(node.body, loop, back)
            self.empty[back].append((loop, ""))
            self.empty[loop].append((end, ""))
            return
        for _ in range(node.most - node.least):
            following = self._state()
            self.empty[at].append((end, ""))
            self._node(node.body, at, following)
            at = following
        self.empty[at].append((end, ""))

    def closure(self, states: Iterable[int], at: str = "") -> frozenset[int]:
        """Everything that empty steps lead to, where the text is `at` its start (`^`), its end (`$`) or both."""
        found = set(states)
        waiting = list(found)
        while waiting:
            for following, asks in self.empty[waiting.pop()]:
                if following not in found and (not asks or asks in at):
                    found.add(following)
                    waiting.append(following)
        return frozenset(found)

    def after(self, states: frozenset[int], point: int) -> frozenset[int]:
        """Where a character leads."""
        if self.end in states and len(states) == 1:
            return states
        found = {
            following
            for state in states
            for ranges, following in self.moves[state]
            if any(low <= point <= high for low, high in ranges)
        }
        return frozenset((self.end,)) if self.end in (closed := self.closure(found)) else closed

    def takes(self, states: frozenset[int], at: str) -> bool:
        """Whether a text that ends here is taken."""
        return self.end in states or self.end in self.closure(states, at)


@lru_cache(maxsize=500)
def _automaton(pattern: str) -> _Automaton:
    tree = read(pattern)
    if not isinstance(tree, Choice) or (not tree.branches and pattern):
        raise UnclearError
    return _Automaton(tree)


@lru_cache(maxsize=20_000)
def takes(pattern: str, text: str) -> bool:
    """Whether a pattern is found in a text, in time that grows with both. Raises `UnclearError`."""
    machine = _automaton(pattern)
    if len(machine.empty) * len(text) > MOST_OF_TEXT:
        raise UnclearError
    states = machine.closure((machine.start,), "^")
    for char in text:
        states = machine.after(states, ord(char))
    return machine.takes(states, "$" if text else "^$")


ANY_LENGTH = Length()


class Found(NamedTuple):
    """A text that was looked for (None: there is none), or that it is not clear, and the work that this took."""

    text: str | None
    is_clear: bool
    work: int


def taken_only_by(
    patterns: Sequence[str], other: str | None, length: Length = ANY_LENGTH, other_length: Length = ANY_LENGTH
) -> str | None:
    """A text that fits all `patterns` and `length`, but not `other` and `other_length`; None where there is none.

    Without anything to refuse it (`other` is None), any text that fits. `patterns` must be a tuple. Raises
    `UnclearError`.
    """
    found = search(patterns, other, length, other_length)
    if not found.is_clear:
        raise UnclearError
    return found.text


@lru_cache(maxsize=MOST_KNOWN)
def search(
    patterns: Sequence[str],
    other: str | None,
    length: Length = ANY_LENGTH,
    other_length: Length = ANY_LENGTH,
    most_work: int = MOST_WORK,
) -> Found:
    """As `taken_only_by`, with no more than some work."""
    try:
        return _searched(patterns, other, length, other_length, most_work)
    except UnclearError:
        return Found(None, False, sum(map(len, (*patterns, other or ""))))


def _searched(
    patterns: Sequence[str], other: str | None, length: Length, other_length: Length, most_work: int
) -> Found:
    machines = [_automaton(pattern) for pattern in patterns]
    judge = _automaton(other) if other is not None else None
    every = [*machines, judge] if judge else machines
    samples = _samples(every)
    cap = max(length.least, length.most or 0, other_length.least, other_length.most or 0) + 1
    begun = tuple(machine.closure((machine.start,), "^") for machine in every)
    waiting = deque([(begun, "")])
    seen = {(begun, 0)}
    work = sum(len(machine.empty) for machine in every)
    while waiting:
        states, text = waiting.popleft()
        work += len(samples) * sum(map(len, states))
        if work > most_work:
            return Found(None, False, work)
        if _is_telling(states, text, machines, judge, length, other_length):
            return Found(text, True, work)
        for sample in samples:
            following = tuple(
                machine.after(state, ord(sample)) for machine, state in zip(every, states, strict=True)
            )
            key = (following, min(len(text) + 1, cap) if cap > 1 else 0)
            if key in seen or not all(following[: len(machines)]):
                continue
            if len(seen) > MOST_VISITS:
                return Found(None, False, work)
            seen.add(key)
            waiting.append((following, text + sample))
    return Found(None, True, work)


def _is_telling(
    states: tuple[frozenset[int], ...],
    text: str,
    machines: list[_Automaton],
    judge: _Automaton | None,
    length: Length,
    other_length: Length,
) -> bool:
    at = "$" if text else "^$"
    if not length.holds(len(text)):
        return False
    if not all(machine.takes(state, at) for machine, state in zip(machines, states, strict=False)):
        return False
    is_refused = judge is not None and not judge.takes(states[-1], at)
    return is_refused or not other_length.holds(len(text)) or (judge is None and other_length == ANY_LENGTH)


def _samples(machines: Iterable[_Automaton]) -> list[str]:
    """A character of each stretch of characters that no automaton tells apart, a plain one if it can be."""
    ranges = {pair for machine in machines for moves in machine.moves for each, _ in moves for pair in each}
    points = sorted({0, *(point for low, high in ranges for point in (low, high + 1) if point <= LAST)})
    found = []
    for point, following in zip(points, [*points[1:], LAST + 1], strict=True):
        plain = next((char for char in _PLAIN if point <= ord(char) < following), None)
        printable = next((chr(code) for code in range(max(point, 33), min(following, 127))), None)
        if plain or printable:
            found.append(plain or printable or "")
        elif point not in _SURROGATES:
            found.append(chr(point))
        elif following > _SURROGATES.stop:
            found.append(chr(_SURROGATES.stop))
    return sorted(found, key=lambda char: (char not in _PLAIN, char))
