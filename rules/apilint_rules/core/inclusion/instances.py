"""Values that are likely to fit: the least that a clause asks for, with one member or item of a given value."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, islice
from typing import Any

from ..json_values import identity
from .clause import KINDS, Clause, Contains, Meet
from .definitions import Definitions
from .empty import is_within
from .expand import Expansion, TooManyError
from .members import further, item, member, prefix_length
from .scalars import samples, several

MOST_DEPTH = 8
MOST_TRIES = 40
MOST_VISITS = 10_000
"""Schemas that are visited for the values of one question."""
MOST_ITEMS = 1_500
_ORDER = ("string", "number", "boolean", "object", "array", "null")
assert set(_ORDER) == set(KINDS)


class _NoneFoundError(Exception):
    """No value comes to mind."""


class Instances:
    """Makes values of schemas; whoever uses one asks a validator whether it fits."""

    def __init__(self, definitions: Definitions, expansion: Expansion) -> None:
        self._definitions = definitions
        self._expansion = expansion
        self._left = 0
        self.begin()

    def begin(self) -> None:
        """A new question: what was spent on the last one is forgotten."""
        self._left = MOST_VISITS

    def of(self, nodes: Meet, depth: int = 0) -> Iterator[Any]:
        """Values that may fit all of these schemas, plain ones first."""
        self._left -= 1
        self._definitions.budget.spend()
        if depth > MOST_DEPTH or self._left < 0:
            return
        for clause in self._clauses(nodes):
            yield from self._fitting(clause, nodes, depth)

    def _clauses(self, nodes: Meet) -> Iterator[Clause]:
        for kind in self._meant(nodes):
            with suppress(TooManyError):
                yield from self._expansion.of(nodes, kind)[:MOST_TRIES]

    def _meant(self, nodes: Meet) -> tuple[str, ...]:
        """The types to make values of: only objects where members are declared, although no type may be said."""
        for node in map(self._definitions.resolve, nodes):
            if type(node) is dict and ("properties" in node or "required" in node):
                return ("object",) if "object" in node.get("type", "object") else _ORDER
        return _ORDER

    def of_clause(self, clause: Clause, depth: int = 0) -> Iterator[Any]:
        """Values that may fit a clause."""
        if clause.values is not None or clause.kind not in ("object", "array"):
            yield from samples(self._definitions.budget, clause)
        elif clause.kind == "object":
            yield from self.objects(clause, depth)
        else:
            yield from self.arrays(clause, depth)

    def objects(
        self, clause: Clause, depth: int = 0, given: dict[str, Any] | None = None, without: str | None = None
    ) -> Iterator[dict[str, Any]]:
        """The least objects of a clause, with some members given, or without one."""
        given = given or {}
        try:
            names = [name for name in clause.required if name not in given and name != without]
            order = {name: number for number, name in enumerate(clause.declared)}
            names.sort(key=lambda name: (order.get(name, len(order)), name))
            made = {name: self._first(member(clause, name), depth + 1) for name in names} | given
        except _NoneFoundError:
            return
        if len(made) >= clause.least:
            yield made
        yield from self._filled(clause, made, without, depth)

    def _filled(
        self, clause: Clause, made: dict[str, Any], without: str | None, depth: int
    ) -> Iterator[dict[str, Any]]:
        """The same with optional members, up to the least number, and with all that are declared."""
        fresh = (f"x-{number}" for number in range(1, MOST_ITEMS))
        everything = dict(made)
        for name in islice((*clause.declared, *fresh), len(clause.declared) + min(clause.least, MOST_ITEMS)):
            if name in everything or name == without or len(everything) >= (clause.most or MOST_ITEMS):
                continue
            if name not in clause.declared and len(everything) >= clause.least:
                break
            try:
                everything[name] = self._first(member(clause, name) or further(clause), depth + 1)
            except _NoneFoundError:
                continue
            if len(everything) == clause.least:
                yield dict(everything)
        if len(everything) > max(len(made), clause.least):
            yield everything

    def arrays(self, clause: Clause, depth: int = 0, given: Any = None, at: int = -1) -> Iterator[list[Any]]:
        """The least arrays of a clause, with the item at one place given."""
        length = max(clause.least, at + 1)
        if length + sum(contains.least for contains in clause.contains) > MOST_ITEMS:
            return
        try:
            made = self._items(clause, length, at, depth)
        except _NoneFoundError:
            return
        if at >= 0:
            made[at] = given
        for contains in clause.contains:
            self._put_in(clause, made, contains, at, depth)
        if clause.is_unique:
            made = self._apart(clause, made, at, depth)
        yield made
        if len(made) < (clause.most if clause.most is not None else 1) and at < 0:
            try:
                yield [*made, self._item(clause, len(made), depth)]
            except _NoneFoundError:
                return

    def _items(self, clause: Clause, length: int, at: int, depth: int) -> list[Any]:
        """An item for each place but `at`; further ones are the same object, which is judged once."""
        last = prefix_length(clause)
        places = {min(each, last): None for each in range(length) if each != at}
        known = {place: self._item(clause, place, depth) for place in places}
        return [known.get(min(each, last)) for each in range(length)]

    def _item(self, clause: Clause, number: int, depth: int) -> Any:
        return self._first(item(clause, number), depth + 1)

    def _put_in(self, clause: Clause, made: list[Any], wanted: Contains, at: int, depth: int) -> None:
        """Adds the items that must be contained and are not; where there is no room, others make it."""
        fits = [self._definitions.accepts((wanted.node,), value) is not False for value in made]
        others = [number for number, is_fitting in enumerate(fits) if not is_fitting and number != at]
        for _ in range(wanted.least - sum(fits)):
            has_room = not others or (at < 0 and (clause.most is None or len(made) < clause.most))
            number = len(made) if has_room else others.pop()
            values = [*islice(self.several((*item(clause, number), wanted.node), depth + 1), len(made) + 1)]
            fresh = [value for value in values if value not in made]
            if not fresh and (clause.is_unique or not values):
                return
            made[number : number + 1] = (fresh or values)[:1]

    def _apart(self, clause: Clause, made: list[Any], at: int, depth: int) -> list[Any]:
        """The items made different from each other and from the one at `at`, where that is easily done."""
        seen = {identity(value) for value in made[at : at + 1]} if at >= 0 else set()
        sources: dict[int, Iterator[Any]] = {}
        for number, value in enumerate(made):
            place = min(number, prefix_length(clause))
            source = sources.setdefault(place, self.several(item(clause, place) or (True,), depth + 1))
            if number != at and identity(value) in seen:
                made[number] = next((each for each in source if identity(each) not in seen), value)
            seen.add(identity(made[number]))
        return made

    def several(self, nodes: Meet, depth: int = 0) -> Iterator[Any]:
        """Many different values that may fit all of these schemas, plain ones first."""
        varied = (self._varied(clause, depth) for clause in self._clauses(nodes) if depth < MOST_DEPTH)
        values = chain(islice(self.of(nodes, depth), MOST_TRIES), chain.from_iterable(varied))
        yield from (each for each in values if self._definitions.accepts(nodes, each) is not False)

    def _varied(self, clause: Clause, depth: int) -> Iterator[Any]:
        """Values of a clause that differ in one member or one item."""
        if clause.kind == "object" and clause.values is None:
            for name in (*clause.declared, "x-1"):
                for value in self.several(member(clause, name) or (True,), depth + 1):
                    yield from islice(self.objects(clause, depth, given={name: value}), 1)
        elif clause.kind == "array" and clause.values is None:
            for value in self.several(item(clause, 0) or (True,), depth + 1):
                yield from islice(self.arrays(clause, depth, given=value, at=0), 1)
        else:
            yield from several(self._definitions.budget, clause)

    def _first(self, nodes: Meet, depth: int) -> Any:
        if not nodes:
            return "a"
        for value in self.of(nodes, depth):
            return value
        raise _NoneFoundError

    def _fitting(self, clause: Clause, nodes: Meet, depth: int) -> Iterator[Any]:
        """Of what may fit a clause that which does, where the clause is more than it shows."""
        values = islice(self.of_clause(clause, depth), MOST_TRIES)
        if _is_more(clause):
            yield from (value for value in values if self._definitions.accepts(nodes, value) is not False)
        else:
            yield from (value for value in values if is_within(value, clause))


def _is_more(clause: Clause) -> bool:
    """Whether a value that keeps to the bounds may still not fit: that takes a validator to find out."""
    hard = clause.forbidden or clause.opaque or clause.patterns or clause.multiples or len(clause.formats) > 1
    return bool(hard or (clause.formats and (clause.least or clause.most is not None)))
