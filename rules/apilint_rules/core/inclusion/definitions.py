"""The schemas of two descriptions side by side: what a reference names, which say the same, which values fit."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from ..effort import Effort
from ..json_schema import UNCLEAR
from ..judge import compiled
from .budget import Budget
from .clause import Meet, Node
from .notations import CHECKED
from .readings import reading

_REFERENCE = re.compile(r'"\$ref": "#/\$defs/([^"]*)"')
_FORMAT = re.compile(r'"format": "([^"]*)"')
_MOST_ROUNDS = 60
_MOST_REFERENCES = 100
_MOST_KEPT = 4_000_000
"""Characters of the schemas of all validators that are kept."""
_TEXT_OF_ONE = 40
"""Characters of a schema that are compiled for one step."""
_VISITS_OF_ONE = 3
"""Pairs of schema and value that are met for one step."""


class Definitions:
    """Schemas of JSON Schema 2020-12 by name; references among them are spelt `#/$defs/name`.

    `table` may grow; what was compiled before stays valid. Nodes are told apart by their identity, so a mapping
    must not change or vanish while it is asked about.
    """

    def __init__(self, table: dict[str, Any], budget: Budget | None = None) -> None:
        self.table = table
        self.budget = budget or Budget()
        self._shapes: dict[bytes, int] = {}
        self._names: dict[str, int] = {}
        self._inline: dict[int, int] = {}
        self._known = 0
        self._effort = Effort(table)
        self._judges: dict[tuple[bool | int | None, ...], _Judge] = {}
        self._kept: list[Meet] = []
        self._size = 0
        self._outlines: dict[str, _Outline] = {}

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
            return self._shape_of(json.dumps(node))
        if id(node) not in self._inline:
            self._inline[id(node)] = self._shape_of(_text(node))
        return self._inline[id(node)]

    def _shape_of(self, text: str) -> int:
        text = _REFERENCE.sub(lambda found: f'"$ref": {self._names.get(found[1], found[1])}', text)
        return self._shapes.setdefault(_digest(text), len(self._shapes))

    def _refine(self) -> None:
        """Puts definitions into classes: at first all into one, then apart whatever says or refers to other things.

        When a round parts nothing any more, those left together are the same (partition refinement, Hopcroft 1971).
        """
        outlines = {name: self._outline_of(name) for name in self.table}
        classes = dict.fromkeys(outlines, 0)
        count = 1
        for _ in range(_MOST_ROUNDS):
            numbers: dict[Any, int] = {}
            classes = {
                name: numbers.setdefault(
                    (outline.digest, tuple(classes.get(target, target) for target in outline.targets)),
                    len(numbers),
                )
                for name, outline in outlines.items()
            }
            if len(numbers) == count:
                break
            count = len(numbers)
        else:
            classes = {name: number for number, name in enumerate(outlines)}
        self._known = len(self.table)
        self._names = classes
        self._shapes.clear()
        self._inline.clear()
        for name, node in self.table.items():
            if type(node) is dict:
                self._inline[id(node)] = self._shape_of(f"={classes[name]}")

    # Values -------------------------------------------------------------------------------------------------

    def certainly_accepts(self, nodes: Iterable[Node], value: Any) -> bool:
        """Whether a value fits all of these schemas, whatever it is in them that was not understood."""
        return self.accepts(nodes, value, wide=False) is True

    def surely_accepts(self, nodes: Iterable[Node], value: Any) -> bool:
        """The same, also where texts have a format that no validator checks: nobody knows then."""
        return self.accepts(nodes, value, wide=False, formats=True) is True

    def surely_refuses(self, nodes: Iterable[Node], value: Any) -> bool:
        """Whether a value does not fit, whatever was not understood and no validator checks."""
        return self.accepts(nodes, value, formats=True) is False

    def accepts(
        self, nodes: Iterable[Node], value: Any, wide: bool = True, formats: bool = False
    ) -> bool | None:
        """Whether a value may fit all of these schemas, by jsonschema-rs; None where that cannot be known.

        wide: what was not understood takes anything, else nothing. False of the wide reading is therefore certain.
        formats: those that no validator checks are not understood either; else they take anything.
        """
        meet = tuple(nodes)
        most = self.budget.left * _VISITS_OF_ONE
        costs = [self._effort.cost(node, value, most) for node in meet]
        self.budget.spend(1 + sum(cost.visits for cost in costs) // _VISITS_OF_ONE)
        if not all(cost.is_bearable for cost in costs):
            return None
        try:
            judge = self._judge(meet, wide, formats)
            if judge.effort is not None and not judge.effort.bears(judge.schema, value):
                return None
            return bool(judge.validator.is_valid(value))
        except (ValueError, OverflowError, RecursionError):
            return None

    def _judge(self, meet: Meet, wide: bool, formats: bool) -> _Judge:
        identities = tuple(map(id, meet))
        for key in ((None, formats, *identities), (wide, formats, *identities)):
            if key in self._judges:
                return self._judges[key]
        names, size, is_clear, is_checked = self._reach(meet)
        self.budget.spend(size // _TEXT_OF_ONE)
        if self._size > _MOST_KEPT:
            self._judges.clear()
            self._kept.clear()
            self._size = 0
        self._kept.append(meet)
        self._size += size
        if is_clear and (is_checked or not formats):
            whole = {"$defs": {name: self.table[name] for name in names}, "allOf": [*meet]}
            judge = _Judge(compiled(whole), None, whole)
            for each in (False, True) if is_checked else (False,):
                self._judges[None, each, *identities] = judge
            return judge
        definitions, whole = reading(meet, self.table, wide, formats)
        judge = _Judge(compiled({"$defs": definitions, **whole}), Effort(definitions), whole)
        return self._judges.setdefault((wide, formats, *identities), judge)

    def _reach(self, meet: Meet) -> _Reach:
        """What schemas refer to, as far as may be spent on it."""
        names, size, is_clear, is_checked = set[str](), 0, True, True
        waiting = [_outline(node) for node in meet]
        while waiting and size <= self.budget.left * _TEXT_OF_ONE:
            outline = waiting.pop()
            size += outline.size
            is_clear = is_clear and outline.is_clear
            is_checked = is_checked and outline.is_checked
            found = {name for name in outline.targets if name in self.table} - names
            names |= found
            waiting += map(self._outline_of, found)
        return _Reach(names, size, is_clear, is_checked)

    def _outline_of(self, name: str) -> _Outline:
        if name not in self._outlines:
            self._outlines[name] = _outline(self.table[name])
        return self._outlines[name]


class _Outline(NamedTuple):
    """What a schema says without what it refers to, the names of that in order, and how many characters it has."""

    digest: bytes
    targets: tuple[str, ...]
    size: int
    is_clear: bool
    is_checked: bool


class _Judge(NamedTuple):
    """A validator; where its schema was rewritten, what judging a value by that takes."""

    validator: Any
    effort: Effort | None
    schema: Any


class _Reach(NamedTuple):
    """The definitions that schemas refer to, the characters of all, and whether all, and all formats, are known."""

    names: set[str]
    size: int
    is_clear: bool
    is_checked: bool


def _outline(node: Node) -> _Outline:
    text = _text(node)
    said = _digest(_REFERENCE.sub('"$ref": ', text))
    is_checked = CHECKED.issuperset(_FORMAT.findall(text))
    return _Outline(said, tuple(_REFERENCE.findall(text)), len(text), UNCLEAR not in text, is_checked)


def _text(node: Node) -> str:
    return json.dumps(node, sort_keys=True, default=str)


def _digest(text: str) -> bytes:
    """Stands for a text that would take more memory."""
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()
