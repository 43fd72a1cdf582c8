"""The two readings of a schema in which something was not understood: what it takes at most, and what at least.

Whatever was not understood takes anything in the one and nothing in the other; below a `not` it is the other way about.
So what the wide reading refuses is refused, and what the narrow one takes is taken, whatever was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..json_schema import UNCLEAR
from .clause import Meet, Node
from .notations import CHECKED


def reading(
    meet: Meet, table: Mapping[str, Any], wide: bool, formats: bool = False
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What all of `meet` say, in one reading: the definitions for it, made of those in `table`, and the schema.

    formats: those that no validator checks are not understood either.
    """
    made = _Reading(table, formats)
    whole = [made.of(node, wide) for node in meet]
    while made.waiting:
        name, node, is_wide = made.waiting.pop()
        made.definitions[name] = made.written(node, is_wide)
    return made.definitions, {"allOf": whole}


class _Reading:
    """Writes schemas; a schema that is needed twice becomes a definition, so that no text grows out of hand."""

    def __init__(self, table: Mapping[str, Any], formats: bool) -> None:
        self.definitions: dict[str, Any] = {}
        self.waiting: list[tuple[str, Node, bool]] = []
        self._table = table
        self._formats = formats
        self._names: dict[tuple[int, bool], str] = {}

    def of(self, node: Node, wide: bool) -> Any:
        """A reference to a schema in one reading."""
        if type(node) is not dict:
            return node
        key = (id(node), wide)
        if key not in self._names:
            self._names[key] = str(len(self._names))
            self.waiting.append((self._names[key], node, wide))
        return {"$ref": f"#/$defs/{self._names[key]}"}

    def written(self, node: Node, wide: bool) -> Any:
        """A schema in one reading."""
        made: dict[str, Any] = {}
        also: list[Any] = []
        for keyword, content in node.items():
            if keyword in _WRITERS:
                also += _WRITERS[keyword](self, node, wide)
            elif keyword == "$ref":
                made[keyword] = self._target(content, wide)
            elif keyword not in _TOLD_ELSEWHERE:
                made[keyword] = self._part(keyword, content, wide)
        return {**made, "allOf": [*made.get("allOf", ()), *also]} if also else made

    def _target(self, reference: str, wide: bool) -> str:
        target = self.of(self._table.get(reference.removeprefix("#/$defs/"), {}), wide)
        return str((target if type(target) is dict else self.of({} if target else {"not": {}}, wide))["$ref"])

    def _part(self, keyword: str, content: Any, wide: bool) -> Any:
        if keyword in _MAPS:
            return {name: self.of(part, wide) for name, part in content.items()}
        if keyword in _LISTS:
            return [self.of(part, wide) for part in content]
        return self.of(content, wide) if keyword in _SCHEMAS else content

    # What is not the same in both directions: each writes schemas that must all fit ------------------------------

    def unclear(self, node: Node, wide: bool) -> list[Any]:
        kinds = () if wide else sorted(set(node[UNCLEAR].values()))
        return [{"not": {"type": kind} if kind else {}} for kind in kinds]

    def format(self, node: Node, wide: bool) -> list[Any]:
        if wide or not self._formats or node["format"] in CHECKED:
            return [{"format": node["format"]}]
        return [{"not": {"type": "string"}}]

    def negation(self, node: Node, wide: bool) -> list[Any]:
        return [{"not": self.of(node["not"], not wide)}]

    def exclusive(self, node: Node, wide: bool) -> list[Any]:
        """`oneOf`: at most, one may fit and no two certainly do; at least, one certainly fits and no other may."""
        most, least = ([self.of(part, each) for part in node["oneOf"]] for each in (True, False))
        if wide:
            return [{"anyOf": most}, {"anyOf": [{"oneOf": least}, {"not": {"anyOf": least}}]}]
        return [{"oneOf": most}, {"anyOf": least}]

    def condition(self, node: Node, wide: bool) -> list[Any]:
        """`if`: at most, either side of which the condition may be; at least, both where it is not certain."""
        then, other = (self.of(node.get(keyword, True), wide) for keyword in ("then", "else"))
        if wide:
            met, missed = self.of(node["if"], True), {"not": self.of(node["if"], False)}
            return [{"anyOf": [{"allOf": [met, then]}, {"allOf": [missed, other]}]}]
        met, missed = self.of(node["if"], False), {"not": self.of(node["if"], True)}
        return [{"anyOf": [missed, then]}, {"anyOf": [met, other]}]

    def containing(self, node: Node, wide: bool) -> list[Any]:
        """`contains`: what is counted up to a least number, and what must not go beyond the greatest."""
        found = [{"contains": self.of(node["contains"], wide), "minContains": node.get("minContains", 1)}]
        if "maxContains" in node:
            counted = self.of(node["contains"], not wide)
            found.append({"contains": counted, "minContains": 0, "maxContains": node["maxContains"]})
        return found

    def unevaluated(self, node: Node, wide: bool) -> list[Any]:
        """What is evaluated cannot be told any more: nothing is asked for, or nothing of the type is taken."""
        kinds = {"unevaluatedProperties": "object", "unevaluatedItems": "array"}
        return [] if wide else [{"not": {"type": kind}} for keyword, kind in kinds.items() if keyword in node]


_MAPS = frozenset(("properties", "patternProperties", "dependentSchemas"))
_LISTS = frozenset(("allOf", "anyOf", "prefixItems"))
_SCHEMAS = frozenset(("items", "additionalProperties", "propertyNames"))
_TOLD_ELSEWHERE = frozenset(("then", "else", "minContains", "maxContains"))
_WRITERS: dict[str, Callable[[_Reading, Node, bool], list[Any]]] = {
    UNCLEAR: _Reading.unclear,
    "format": _Reading.format,
    "not": _Reading.negation,
    "oneOf": _Reading.exclusive,
    "if": _Reading.condition,
    "contains": _Reading.containing,
    "unevaluatedProperties": _Reading.unevaluated,
    "unevaluatedItems": _Reading.unevaluated,
}
