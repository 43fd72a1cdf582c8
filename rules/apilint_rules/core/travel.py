"""Which properties travel: a request has no `readOnly` ones, a response no `writeOnly` ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .api.model import Api, Direction
from .api.schema import Schema

HIDDEN = {
    Direction.REQUEST: ("readOnly",),
    Direction.RESPONSE: ("writeOnly",),
    None: ("readOnly", "writeOnly"),
}
"""What keeps a property from travelling in a direction; without one, either does."""

Names = frozenset[str]


class Fate(NamedTuple):
    """Of all that applies to a schema's value: the properties that do not travel, and those required."""

    hidden: Names
    required: Names


class Travel:
    """Finds the properties of one description that have one of some flags."""

    def __init__(self, api: Api, flags: Iterable[str]) -> None:
        self.api = api
        self.flags = tuple(flags)
        self._fates: dict[int, Fate] = {}

    def fate(self, schema: Schema) -> Fate:
        """What all that applies to a schema's value (`allOf`, `anyOf`, references) hides and requires."""
        if id(schema.value) not in self._fates:
            hidden: set[str] = set()
            required: set[str] = set()
            for part in _parts_in_place(schema):
                required.update(part.required)
                hidden.update(name for name in part.mapping("properties") if self.is_hidden(part, name))
            self._fates[id(schema.value)] = Fate(frozenset(hidden), frozenset(required))
        return self._fates[id(schema.value)]

    def stays(self, schema: Schema) -> bool:
        """Whether a schema, be it in a part of it, says that its value does not travel."""
        return any(part.value.get(flag) is True for part in schema.flat.parts for flag in self.flags)

    def is_hidden(self, part: Schema, name: str) -> bool:
        """Whether a property that is declared in a schema does not travel."""
        written = part.mapping("properties")[name]
        if type(written) is not dict:
            return False
        places = [written]
        if "$ref" in written or "allOf" in written:
            schema = self.api.schema_of(part.document, written)
            places += [inner.value for inner in schema.flat.parts] if schema is not None else []
        return any(place.get(flag) is True for place in places for flag in self.flags)


def _parts_in_place(schema: Schema) -> Iterator[Schema]:
    seen: set[int] = set()
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if id(part.value) in seen:
            continue
        seen.add(id(part.value))
        yield part
        waiting += [*part.conjuncts, *part.any_of, *part.one_of]
