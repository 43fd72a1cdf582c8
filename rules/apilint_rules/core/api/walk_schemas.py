"""Walks every schema once, whatever leads to it, and finds out what each is used for."""

from __future__ import annotations

from collections import deque
from typing import Any

from .follow import Follower
from .model import Api
from .schema import Schema, Unit
from .spot import Spot
from .view import View

SINGLES = frozenset(
    ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames",
     "unevaluatedProperties", "unevaluatedItems", "additionalItems", "contentSchema")
)  # fmt: skip
LISTS = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
MAPS = frozenset(("properties", "patternProperties", "dependentSchemas", "$defs", "definitions"))
_SUBSCHEMAS = SINGLES | LISTS | MAPS
_Waiting = tuple[Any, View | None, tuple[str | int, ...]]


class SchemaWalk:
    """Registers every schema of one `Api`. A work list, not recursion: chains of `$ref` may be thousands long."""

    def __init__(self, api: Api, follower: Follower) -> None:
        self.api = api
        self.follower = follower
        self._units: dict[int, Unit] = {}
        self._pending: deque[tuple[Spot, Unit]] = deque()
        self._registered = api.views.setdefault(Schema, [])

    def add(self, at: Spot, use: int) -> None:
        """Walks the schema at a spot, which is used as the bits of `use` say."""
        unit = self._units.get(id(at.value))
        if unit is None:
            unit = self._units[id(at.value)] = Unit()
            self._walk(at, unit)
        unit.use |= use

    def finish(self) -> None:
        """Walks what only references lead to, then hands every use on to what it refers to."""
        while self._pending:
            self._walk(*self._pending.popleft())
        waiting = [unit for unit in self._units.values() if unit.use]
        while waiting:
            unit = waiting.pop()
            for target in unit.targets:
                if unit.use & ~target.use:
                    target.use |= unit.use
                    waiting.append(target)

    def _walk(self, at: Spot, unit: Unit) -> None:
        api, schemas, register = self.api, self.api._schemas, self._registered.append
        document, refs_stand_alone = at.document, self.api.version < (3, 1)
        waiting: list[_Waiting] = [(at.value, at.parent, at.tokens)]
        while waiting:
            value, parent, tokens = waiting.pop()
            if type(value) is not dict or id(value) in schemas:
                continue
            if "$ref" in value:
                self._reference(Spot(document, value, parent, tokens), unit)
                if len(value) == 1 or refs_stand_alone:
                    continue
            schema = schemas[id(value)] = Schema(api, document, value, parent, tokens, unit)
            register(schema)
            if _SUBSCHEMAS.isdisjoint(value):
                continue
            for keyword in value:
                if keyword in _SUBSCHEMAS:
                    _add_subschemas(waiting, schema, keyword, value[keyword])

    def _reference(self, at: Spot, unit: Unit) -> None:
        found = self.follower.follow(at, "Schema")
        if found is None:
            return
        self.api._behind[id(at.value)] = found.value
        known = self._units.get(id(found.value))
        if known is None:
            known = self._units[id(found.value)] = Unit()
            self._pending.append((found, known))
        unit.targets.append(known)


def _add_subschemas(waiting: list[_Waiting], schema: Schema, keyword: str, value: Any) -> None:
    if keyword in MAPS:
        if type(value) is dict:
            waiting += [(member, schema, (keyword, name)) for name, member in value.items()]
    elif type(value) is list:  # `items` could be a list before 2020-12, as `prefixItems` is now
        waiting += [(item, schema, (keyword, number)) for number, item in enumerate(value)]
    elif keyword in SINGLES:
        waiting.append((value, schema, (keyword,)))
