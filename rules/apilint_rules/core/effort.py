"""How much work it may be to judge a value: schemas that refer to each other can make it explode.

jsonschema-rs follows every branch each time it meets it, so forty schemas that name the next one twice mean a
trillion steps. Descriptions come from strangers: what would take too long is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

MOST_STEPS = 300_000
"""Visits of a schema at a value that are spent on one value."""
_AS_ONE = 1_000
"""Steps of jsonschema-rs that take as long as one visit here."""

_APPLICATORS = ("allOf", "anyOf", "oneOf")
_OTHER_MEMBERS = ("additionalProperties", "unevaluatedProperties")
_ITEMS = ("items", "contains", "unevaluatedItems")
_CONDITIONS = ("if", "then", "else", "not")
_IN_PLACE = frozenset((*_APPLICATORS, *_CONDITIONS, "dependentSchemas", "$ref"))
_OF_MANY = frozenset((*_OTHER_MEMBERS, *_ITEMS, "patternProperties", "prefixItems"))
_HOLDERS = _IN_PLACE | _OF_MANY | {"properties"}
"""What holds other schemas; judging by a schema without them is one step."""


class Cost(NamedTuple):
    """Whether judging a value ends soon, and how many pairs of schema and value are met for that here."""

    is_bearable: bool
    visits: int


class Effort:
    """Knows how many steps values may take, over the translated definitions of one description."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self._definitions = definitions
        self._next: dict[int, tuple[Any, _Next]] = {}
        self._sizes: dict[int, tuple[Any, int]] = {}

    def is_bearable(self, key: str, value: Any) -> bool:
        """Whether judging a value by a definition ends soon."""
        return self.bears(self._definitions[key], value)

    def bears(self, schema: Any, value: Any) -> bool:
        """Whether judging a value by a schema that refers to the definitions ends soon."""
        return self.cost(schema, value).is_bearable

    def cost(self, schema: Any, value: Any, most: float = MOST_STEPS) -> Cost:
        """What judging a value by a schema that refers to the definitions takes, found out with `most` visits."""
        known: dict[tuple[int, int], int] = {}
        if not _goes_on(schema):
            return Cost(True, 0)
        try:
            if (bound := self._size(schema) * _spread(value)) <= MOST_STEPS:
                return Cost(True, bound // _AS_ONE)
            return Cost(self._steps(schema, value, known, most) <= MOST_STEPS, len(known))
        except RecursionError:
            return Cost(False, len(known))

    def _size(self, schema: Any) -> int:
        """The steps at a value that has every member once: more than there may be where schemas recur."""
        known = self._sizes.get(id(schema))
        if known is not None:
            return known[1]
        self._sizes[id(schema)] = schema, MOST_STEPS + 1  # kept, so that nothing else gets its id
        total = 1
        if not _IN_PLACE.isdisjoint(schema):
            for inner in _in_place(schema, self._definitions):
                total += self._size(inner) if _goes_on(inner) else 1
        for inner in schema.get("properties", {}).values():
            if type(inner) is dict and not _HOLDERS.isdisjoint(inner):
                total += self._size(inner)
        if not _OF_MANY.isdisjoint(schema):
            total += self._size_of_many(schema)
        total = min(total, MOST_STEPS + 1)
        self._sizes[id(schema)] = schema, total
        return total

    def _size_of_many(self, schema: dict[str, Any]) -> int:
        following = self._following(schema)
        return MOST_STEPS if following.others else sum(map(self._size, following.items))

    def _steps(self, schema: Any, value: Any, known: dict[tuple[int, int], int], most: float) -> int:
        """The steps at one value; each pair of schema and value is counted out once."""
        key = (id(schema), id(value))
        if key not in known:
            if len(known) > most:
                return MOST_STEPS + 1
            known[key] = 1
            following = self._following(schema)
            total = 1 + following.own
            for inner, member in _pairs(following, value):
                total += self._steps(inner, member, known, most)
            known[key] = min(total, MOST_STEPS + 1)
        return known[key]

    def _following(self, schema: Any) -> _Next:
        if id(schema) not in self._next:
            self._next[id(schema)] = schema, _next_of(schema, self._definitions)
        return self._next[id(schema)][1]


class _Next(NamedTuple):
    """Where judging by a schema goes on, without what costs no more than one step.

    own: how many schemas at the value itself end there. in_place: those that do not. properties: at the members
    of these names. declared: the names of all properties; others: at the members of any other name. items: at
    the items.
    """

    own: int
    in_place: list[Any]
    properties: list[tuple[str, Any]]
    declared: Mapping[str, Any]
    others: list[Any]
    items: list[Any]


def _next_of(schema: dict[str, Any], definitions: Mapping[str, Any]) -> _Next:
    in_place = [] if _IN_PLACE.isdisjoint(schema) else [*_in_place(schema, definitions)]
    others = [schema[keyword] for keyword in _OTHER_MEMBERS if keyword in schema]
    items = [schema[keyword] for keyword in _ITEMS if keyword in schema]
    properties = schema.get("properties", {})
    further = [inner for inner in in_place if _goes_on(inner)]
    return _Next(
        len(in_place) - len(further),
        further,
        [(name, inner) for name, inner in properties.items() if _goes_on(inner)],
        properties,
        [inner for inner in (*others, *schema.get("patternProperties", {}).values()) if _goes_on(inner)],
        [inner for inner in (*items, *schema.get("prefixItems", ())) if _goes_on(inner)],
    )


def _in_place(schema: dict[str, Any], definitions: Mapping[str, Any]) -> Iterator[Any]:
    if "$ref" in schema:
        yield definitions[schema["$ref"].rpartition("/")[2]]
    for keyword in _APPLICATORS:
        yield from schema.get(keyword, ())
    for keyword in _CONDITIONS:
        if keyword in schema:
            yield schema[keyword]
    yield from schema.get("dependentSchemas", {}).values()


def _pairs(following: _Next, value: Any) -> list[tuple[Any, Any]]:
    """The schemas and the values with which it goes on."""
    pairs = [(inner, value) for inner in following.in_place]
    if type(value) is dict:
        pairs += [(inner, value[name]) for name, inner in following.properties if name in value]
        if following.others:
            rest = [member for name, member in value.items() if name not in following.declared]
            pairs += [(inner, member) for member in rest for inner in following.others]
    elif type(value) is list:
        pairs += [(inner, item) for item in value for inner in following.items]
    return pairs


def _goes_on(schema: Any) -> bool:
    return type(schema) is dict and not _HOLDERS.isdisjoint(schema)


def _spread(value: Any) -> int:
    """How many values inside of a value one and the same part of a schema may meet."""
    if type(value) is dict:
        return max((_spread(member) for member in value.values() if type(member) in (dict, list)), default=1)
    if type(value) is list:
        return max(1, sum(map(_spread, value)))
    return 1
