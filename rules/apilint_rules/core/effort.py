"""How much work it may be to judge a value: schemas that refer to each other can make it explode.

jsonschema-rs follows every branch each time it meets it, so forty schemas that name the next one twice mean a
trillion steps. Descriptions come from strangers: what would take too long is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

MOST_STEPS = 300_000
"""Visits of a schema at a value that are spent on one value."""
SHALLOW = 2
"""Levels of a value up to which only the width of the schemas matters."""
WIDE = 2_000
"""Schemas that apply to one and the same value; more than that is unusual."""

_APPLICATORS = ("allOf", "anyOf", "oneOf")
_ELSEWHERE = frozenset((*_APPLICATORS, "if", "then", "else", "not", "dependentSchemas", "$ref"))
_OTHER_MEMBERS = ("additionalProperties", "unevaluatedProperties")
_ITEMS = ("items", "contains", "unevaluatedItems")
_CONDITIONS = ("if", "then", "else", "not")


class Effort:
    """Counts steps over the translated definitions of one description."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self._definitions = definitions
        self._widths: dict[str, int] = {}
        self._is_wide = False

    def is_bearable(self, key: str, value: Any) -> bool:
        """Whether judging a value by a definition ends soon."""
        return self.bears(self._definitions[key], value)

    def bears(self, schema: Any, value: Any) -> bool:
        """Whether judging a value by a schema that refers to the definitions ends soon."""
        if len(self._widths) < len(self._definitions):
            for name in self._definitions.keys() - self._widths.keys():
                self._measure(name)
        if not self._is_wide and not _is_deep(value, SHALLOW):
            return True
        try:
            return _Count(self._definitions).steps(schema, value) <= MOST_STEPS
        except RecursionError:
            return False

    def _measure(self, name: str) -> None:
        """Notes how many schemas apply to the value of a definition. A chain of references may be long."""
        stack = [name]
        while stack:
            name = stack[-1]
            count, references = _own_width(self._definitions[name])
            missing = [each for each in references if each not in self._widths]
            self._widths.setdefault(name, 0)  # a loop counts once
            if missing:
                stack += missing
                continue
            stack.pop()
            width = min(count + sum(self._widths[each] for each in references), WIDE + 1)
            self._widths[name] = max(width, self._widths[name])
            self._is_wide = self._is_wide or width > WIDE


def _own_width(schema: Any) -> tuple[int, list[str]]:
    """The schemas that a definition applies in place, and the references among them."""
    count, references, waiting = 0, [], [schema]
    while waiting:
        schema = waiting.pop()
        count += 1
        if type(schema) is dict:
            if "$ref" in schema:
                references.append(_name(schema["$ref"]))
            waiting += _in_place(schema)
    return count, references


class _Count:
    """Steps for one value; each pair of schema and value is counted out once."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        self._definitions = definitions
        self._known: dict[tuple[int, int], int] = {}

    def steps(self, schema: Any, value: Any) -> int:
        if not _costs(schema, value):
            return 1
        key = (id(schema), id(value))
        if key not in self._known:
            self._known[key] = total = 1
            for inner in self._applied(schema):
                total += self.steps(inner, value)
            for inner, member in _below(schema, value):
                total += self.steps(inner, member)
            self._known[key] = min(total, MOST_STEPS + 1)
        return self._known[key]

    def _applied(self, schema: dict[str, Any]) -> list[Any]:
        if _ELSEWHERE.isdisjoint(schema):
            return []
        named = [self._definitions[_name(schema["$ref"])]] if "$ref" in schema else []
        return [*named, *_in_place(schema)]


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


def _in_place(schema: dict[str, Any]) -> Iterator[Any]:
    for keyword in _APPLICATORS:
        yield from schema.get(keyword, ())
    for keyword in _CONDITIONS:
        if keyword in schema:
            yield schema[keyword]
    yield from schema.get("dependentSchemas", {}).values()


def _below(schema: dict[str, Any], value: Any) -> list[tuple[Any, Any]]:
    """The schemas of the members or items; those that cost no more than one step are left out."""
    if type(value) is dict:
        properties = schema.get("properties", {})
        rest = [schema[keyword] for keyword in _OTHER_MEMBERS if keyword in schema]
        rest += schema.get("patternProperties", {}).values()
        return [
            (inner, member)
            for name, member in value.items()
            for inner in ((properties[name],) if name in properties else rest)
            if _costs(inner, member)
        ]
    if type(value) is list:
        items = [schema[keyword] for keyword in _ITEMS if keyword in schema]
        items += schema.get("prefixItems", ())
        return [(inner, item) for item in value for inner in items if _costs(inner, item)]
    return []


def _costs(schema: Any, value: Any) -> bool:
    return type(schema) is dict and (type(value) in (dict, list) or not _ELSEWHERE.isdisjoint(schema))


def _is_deep(value: Any, levels: int) -> bool:
    if type(value) is dict:
        return levels == 0 or any(_is_deep(member, levels - 1) for member in value.values())
    if type(value) is list:
        return levels == 0 or any(_is_deep(item, levels - 1) for item in value)
    return False
