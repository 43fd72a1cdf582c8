"""Whether a clause certainly leaves no value, and whether two schemas certainly share none."""

from __future__ import annotations

from ..ecma.language import UnclearError, takes
from . import numbers, texts
from .budget import BudgetError
from .clause import KINDS, Clause, Meet, Node, meet
from .expand import Expansion, TooManyError
from .members import further, item, member, prefix_length

MOST_DEPTH = 4
MOST_PREFIX = 30
"""Items with schemas of their own that are looked at."""


class Emptiness:
    """Proves that nothing fits. False means only that no proof was found."""

    def __init__(self, expansion: Expansion) -> None:
        self._expansion = expansion
        self._known: dict[tuple[int, ...], bool] = {}
        self._apart: dict[tuple[int, int], tuple[Clause, bool]] = {}

    def is_empty(self, clause: Clause, depth: int = 0) -> bool:
        """Whether no value fits a clause."""
        if clause.values is not None and not any(is_within(value, clause) for value in clause.values):
            return True
        if clause.most is not None and clause.least > clause.most:
            return True
        if clause.kind == "number":
            return numbers.is_nothing(clause)
        if clause.kind == "string":
            return texts.is_nothing(self._expansion.budget, clause)
        if clause.kind == "object":
            return self._is_no_object(clause, depth)
        return clause.kind == "array" and self._is_no_array(clause, depth)

    def nothing_fits(self, nodes: Meet, depth: int = 0) -> bool:
        """Whether no value fits all of these schemas."""
        if any(node is False for node in nodes):
            return True
        if depth > MOST_DEPTH or not nodes or all(node is True for node in nodes):
            return False
        key = tuple(map(id, nodes))
        if key not in self._known:
            self._known[key] = False  # for those that contain themselves
            try:
                self._known[key] = self._is_nothing(nodes, depth)
            except BudgetError:
                del self._known[key]
                raise
        return self._known[key]

    def _is_nothing(self, nodes: Meet, depth: int) -> bool:
        try:
            return all(
                self.is_empty(clause, depth) for kind in KINDS for clause in self._expansion.of(nodes, kind)
            )
        except TooManyError:
            return False

    def is_apart(self, clause: Clause, node: Node) -> bool:
        """Whether no value of a clause fits a schema. Raises `TooManyError`."""
        key = (id(clause), id(node))
        if key not in self._apart:
            others = self._expansion.of((node,), clause.kind)
            joined = (meet(clause, other) for other in others)
            self._apart[key] = clause, all(both is None or self.is_empty(both) for both in joined)
        return self._apart[key][1]

    # Objects ----------------------------------------------------------------------------------------------------

    def _is_no_object(self, clause: Clause, depth: int) -> bool:
        if clause.most is not None and len(clause.required) > clause.most:
            return True
        if any(self.nothing_fits(member(clause, name), depth + 1) for name in clause.required):
            return True
        if clause.names and self._has_no_names(clause):
            return True
        return bool(clause.least) and self._has_too_few_names(clause, depth)

    def _has_no_names(self, clause: Clause) -> bool:
        """Whether what is said of names rules out a required one, or leaves fewer than there must be."""
        try:
            allowed = self._expansion.of(clause.names, "string")
        except TooManyError:
            return False
        if any(not any(_is_listed(name, each) for each in allowed) for name in clause.required):
            return True
        counts = [_count(each) for each in allowed]
        return None not in counts and sum(each or 0 for each in counts) < clause.least

    def _has_too_few_names(self, clause: Clause, depth: int) -> bool:
        """Whether it asks for more members than there are names for, where others are ruled out."""
        rest = further(clause)
        if any(part.patterns for part in clause.members) or not (rest and self.nothing_fits(rest, depth + 1)):
            return False
        names = [*clause.declared][: clause.least + MOST_PREFIX]
        open_ones = (name for name in names if not self.nothing_fits(member(clause, name), depth + 1))
        return len(names) == len(clause.declared) and sum(1 for _ in open_ones) < clause.least

    # Arrays -----------------------------------------------------------------------------------------------------

    def _is_no_array(self, clause: Clause, depth: int) -> bool:
        longest = self.longest(clause, depth)
        if longest is not None and clause.least > longest:
            return True
        return any(
            self.places(clause, wanted.node, longest, depth) < wanted.least
            or (wanted.most is not None and wanted.most < wanted.least)
            for wanted in clause.contains
            if wanted.least
        )

    def longest(self, clause: Clause, depth: int = 0) -> int | None:
        """The most items that an array of a clause can have; None where that is not bounded."""
        ends = [] if clause.most is None else [clause.most]
        prefix = prefix_length(clause)
        looked_at = range(min(prefix, MOST_PREFIX) + (prefix <= MOST_PREFIX))
        ends += [each for each in looked_at if self.nothing_fits(item(clause, each), depth + 1)][:1]
        if clause.is_unique and (count := self.count(item(clause, prefix))) is not None:
            ends.append(prefix + count)
        return min(ends, default=None)

    def places(self, clause: Clause, node: Node, longest: int | None, depth: int = 0) -> float:
        """How many items of an array of a clause may fit a schema, too."""
        prefix = prefix_length(clause)
        if prefix > MOST_PREFIX:
            return float("inf")
        last = float("inf") if longest is None else longest
        own = (
            each
            for each in range(prefix)
            if each < last and not self.nothing_fits((*item(clause, each), node), depth + 1)
        )
        others = 0 if self.nothing_fits((*item(clause, prefix), node), depth + 1) else max(0, last - prefix)
        return sum(1 for _ in own) + others

    def count(self, nodes: Meet) -> int | None:
        """No fewer than there are values that fit some schemas; None where they are not counted."""
        found = 0
        try:
            for clause in (clause for kind in KINDS for clause in self._expansion.of(nodes, kind)):
                number = _count(clause)
                if number is None:
                    return None
                found += number
        except TooManyError:
            return None
        return found


def shortest(clause: Clause) -> int:
    """The least items that an array of a clause must have."""
    return max((clause.least, *(wanted.least for wanted in clause.contains)))


def _count(clause: Clause) -> int | None:
    if clause.values is not None:
        return len(clause.values)
    if clause.kind in ("null", "boolean"):
        return 1 if clause.kind == "null" else 2
    return numbers.count(clause) if clause.kind == "number" else None


def _is_listed(text: str, clause: Clause) -> bool:
    return (clause.values is None or text in clause.values) and is_within(text, clause)


def is_within(value: object, clause: Clause) -> bool:
    """Whether a listed value keeps what a clause says of numbers and texts; True where that is not looked at."""
    if isinstance(value, str):
        is_long = clause.least <= len(value) and (clause.most is None or len(value) <= clause.most)
        return is_long and all(_takes(pattern, value) for pattern in clause.patterns)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return numbers.is_within(value, clause)
    return True


def _takes(pattern: str, text: str) -> bool:
    try:
        return takes(pattern, text)
    except UnclearError:
        return True
