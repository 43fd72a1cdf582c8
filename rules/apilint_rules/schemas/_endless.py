"""Schemas that only an endless value would satisfy: they require themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..core import Schema

MOST_STEPS = 5_000
"""Looked at for one schema; what takes longer counts as finite."""


class Step(NamedTuple):
    """A schema on the way, and the property or `[]` that led to it; empty for the same value."""

    schema: Schema
    name: str


class Recursion:
    """Finds them, one root at a time; what is known to be finite is remembered."""

    def __init__(self) -> None:
        self._finite: set[int] = set()
        self._steps = 0
        self._loop: list[Step] = []

    def loop_of(self, schema: Schema) -> list[str]:
        """The required names that lead from a schema back to itself; empty when there is a way out."""
        self._steps, self._loop = 0, []
        if self._is_finite(schema, [Step(schema, "")]) or not self._loop:
            return []
        return [step.name for step in self._loop if step.name]

    @property
    def members(self) -> set[int]:
        """The schemas of the loop that was found last, by the identity of their text."""
        return {id(step.schema.value) for step in self._loop}

    def _is_finite(self, schema: Schema, trail: list[Step]) -> bool:
        self._steps += 1
        if id(schema.value) in self._finite or self._steps > MOST_STEPS or _is_scalar(schema):
            return True
        flat = schema.flat
        types = flat.types
        is_open = not flat.is_complete or not types or not types <= {"object", "array"}
        is_listed = any(part.has("enum", "const") for part in flat.parts)
        finite = is_open or is_listed or self._has_finite_shape(schema, types, trail)
        if finite:
            self._finite.add(id(schema.value))
        return finite

    def _has_finite_shape(self, schema: Schema, types: frozenset[str], trail: list[Step]) -> bool:
        parts = schema.flat.parts
        for part in parts:
            for branches in (part.any_of, part.one_of):
                if branches and not any(self._follow(branch, "", trail) for branch in branches):
                    return False
        if "array" in types:
            needs_items = any(
                type(part.value.get("minItems")) is int and part.value["minItems"] > 0 for part in parts
            )
            items = [part.items for part in parts if part.items is not None]
            if not needs_items or all(self._follow(item, "[]", trail) for item in items):
                return True
        return "object" in types and all(self._follow(each, name, trail) for name, each in _required(parts))

    def _follow(self, schema: Schema, name: str, trail: list[Step]) -> bool:
        step = Step(schema, name)
        for number, earlier in enumerate(trail):
            if earlier.schema.value is schema.value:
                round_ = [*trail[number + 1 :], step]
                if not any(each.name for each in round_):
                    return True  # a reference that leads to itself, of which `ref-resolves` speaks
                if number == 0:
                    self._loop = round_
                return False
        return self._is_finite(schema, [*trail, step])


def _is_scalar(schema: Schema) -> bool:
    types = schema.types
    return bool(types) and not types <= {"object", "array"}


def _required(parts: Iterable[Schema]) -> list[tuple[str, Schema]]:
    parts = list(parts)
    names = {name for part in parts for name in part.required}
    held = [
        (name, part.subschema("properties", name))
        for part in parts
        for name in names & part.mapping("properties").keys()
    ]
    return sorted(((name, schema) for name, schema in held if schema is not None), key=lambda pair: pair[0])
