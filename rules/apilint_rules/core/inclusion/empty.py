"""Whether a clause certainly leaves no value, and whether two schemas certainly share none."""

from __future__ import annotations

from .budget import BudgetError
from .clause import KINDS, Clause, Meet, Node, meet, next_whole
from .expand import Expansion, TooManyError
from .members import item, member

MOST_DEPTH = 4


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
            return _has_no_number(clause)
        if clause.kind == "object":
            return any(self.nothing_fits(member(clause, name), depth + 1) for name in clause.required)
        if clause.kind == "array":
            return any(
                self.nothing_fits(item(clause, each), depth + 1) for each in range(min(clause.least, 8))
            )
        return False

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


def is_within(value: object, clause: Clause) -> bool:
    """Whether a listed value keeps the simplest bounds; True where that is not looked at."""
    if isinstance(value, str):
        return clause.least <= len(value) and (clause.most is None or len(value) <= clause.most)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if clause.is_integer and isinstance(value, float) and not value.is_integer():
            return False
        low, high = clause.low, clause.high
        return (low is None or value > low.value or (value == low.value and not low.exclusive)) and (
            high is None or value < high.value or (value == high.value and not high.exclusive)
        )
    return True


def _has_no_number(clause: Clause) -> bool:
    low, high = clause.low, clause.high
    if low is None or high is None:
        return False
    if low.value > high.value or (low.value == high.value and (low.exclusive or high.exclusive)):
        return True
    if not clause.is_integer:
        return False
    first = next_whole(low)
    return first > high.value or (first == high.value and high.exclusive)
