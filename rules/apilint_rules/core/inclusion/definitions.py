"""The schemas of two descriptions side by side: what a reference names, which say the same, which values fit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from ..effort import Effort
from ..judge import compiled
from .clause import Meet, Node

_BASE = "apilint:inclusion"
_REFERENCE = re.compile(r'"\$ref": "#/\$defs/([^"]*)"')
_MOST_ROUNDS = 60
_MOST_REFERENCES = 100


class Definitions:
    """Schemas of JSON Schema 2020-12 by name; references among them are spelt `#/$defs/name`.

    `table` may grow; what was compiled before stays valid. Nodes are told apart by their identity, so a mapping
    must not change or vanish while it is asked about.
    """

    def __init__(self, table: dict[str, Any]) -> None:
        self.table = table
        self._shapes: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._inline: dict[int, int] = {}
        self._known = 0
        self._effort = Effort(table)
        self._registry: Any = None
        self._registered = 0
        self._validators: dict[tuple[int, ...], Any] = {}
        self._kept: list[Meet] = []

    # References ---------------------------------------------------------------------------------------------

    def resolve(self, node: Node) -> Node:
        """The schema itself where a node is nothing but a reference; True where references run in a circle."""
        for _ in range(_MOST_REFERENCES):
            if type(node) is not dict or "$ref" not in node or len(node) > 1:
                return node
            node = self.target(node)
        return True

    def target(self, node: dict[str, Any]) -> Node:
        """What the `$ref` of a node names; True where it names nothing."""
        return self.table.get(str(node["$ref"]).removeprefix("#/$defs/"), True)

    # Sameness -----------------------------------------------------------------------------------------------

    def shape(self, node: Node) -> int:
        """A number that two nodes share only if they say the same, be it in other files or under other names."""
        if self._known < len(self.table):
            self._refine()
        if type(node) is not dict:
            return self._shapes.setdefault(json.dumps(node), len(self._shapes))
        if id(node) not in self._inline:
            self._inline[id(node)] = self._shape_of(_text(node))
        return self._inline[id(node)]

    def _shape_of(self, text: str) -> int:
        text = _REFERENCE.sub(lambda found: f'"$ref": {self._names.get(found[1], found[1])}', text)
        return self._shapes.setdefault(text, len(self._shapes))

    def _refine(self) -> None:
        """Puts definitions into classes: at first all into one, then apart whatever says or refers to other things.

        When a round parts nothing any more, those left together are the same (partition refinement, Hopcroft 1971).
        """
        texts = {name: _text(node) for name, node in self.table.items()}
        outlines = {name: _REFERENCE.sub('"$ref": ', text) for name, text in texts.items()}
        targets = {name: tuple(_REFERENCE.findall(text)) for name, text in texts.items()}
        classes = dict.fromkeys(texts, 0)
        count = 1
        for _ in range(_MOST_ROUNDS):
            numbers: dict[Any, int] = {}
            classes = {
                name: numbers.setdefault(
                    (outline, tuple(classes.get(target, target) for target in targets[name])), len(numbers)
                )
                for name, outline in outlines.items()
            }
            if len(numbers) == count:
                break
            count = len(numbers)
        else:
            classes = {name: number for number, name in enumerate(texts)}
        self._known = len(self.table)
        self._names = classes
        self._shapes.clear()
        self._inline.clear()
        for name, node in self.table.items():
            if type(node) is dict:
                self._inline[id(node)] = self._shape_of(f"={classes[name]}")

    # Values -------------------------------------------------------------------------------------------------

    def accepts(self, nodes: Iterable[Node], value: Any) -> bool | None:
        """Whether a value fits all of these schemas, by jsonschema-rs; None where that cannot be known."""
        meet = tuple(nodes)
        key = tuple(id(node) for node in meet)
        if not all(self._effort.bears(node, value) for node in meet):
            return None
        try:
            if key not in self._validators:
                self._kept.append(meet)
                self._validators[key] = self._compiled(meet)
            return bool(self._validators[key].is_valid(value))
        except (ValueError, OverflowError, RecursionError):
            return None

    def _compiled(self, meet: Meet) -> Any:
        import jsonschema_rs

        if len(self.table) > self._registered:
            self._registry = jsonschema_rs.Registry([(_BASE, {"$defs": self.table})])
            self._registered = len(self.table)
        nodes = [_anchored(node) for node in meet]
        return compiled({"allOf": nodes} if nodes else {}, registry=self._registry)


def _text(node: Node) -> str:
    return json.dumps(node, sort_keys=True, default=str)


def _anchored(node: Node) -> Node:
    """A node whose references lead into the registry."""
    if type(node) is not dict:
        return node
    if not _REFERENCE.search(text := _text(node)):
        return node
    return json.loads(_REFERENCE.sub(rf'"$ref": "{_BASE}#/$defs/\1"', text))
