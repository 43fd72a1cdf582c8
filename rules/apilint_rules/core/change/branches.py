"""Which branches of two `oneOf` or `anyOf` are the same one, whatever order they are written in."""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps
from typing import NamedTuple

from ..api.schema import Schema
from ..outline import outline

MOST_BRANCHES = 100
"""Branches without a name that are held against each other."""


class _Sketch(NamedTuple):
    """What tells a branch from the others: its text in one order, its types, its properties, and values of tags."""

    text: str
    types: frozenset[str]
    names: frozenset[str]
    required: frozenset[str]
    tags: dict[str, str]


def matched_branches(old: list[Schema], new: list[Schema]) -> Iterator[tuple[Schema, Schema]]:
    """By the name of the component or the title; of equally many, those without one by what they have in common."""
    before = {_name(branch): branch for branch in old if _name(branch)}
    after = {_name(branch): branch for branch in new if _name(branch)}
    for name in (name for name in after if name in before):
        yield before[name], after[name]
    if len(old) == len(new):
        yield from _most_alike(
            *([branch for branch in branches if not _name(branch)] for branches in (old, new))
        )


def _name(schema: Schema) -> str:
    return schema.name or schema.title


def _most_alike(old: list[Schema], new: list[Schema]) -> Iterator[tuple[Schema, Schema]]:
    if max(len(old), len(new)) > MOST_BRANCHES:
        yield from zip(old, new, strict=False)
        return
    before, after = ([_sketch(branch) for branch in branches] for branches in (old, new))
    ranked = sorted(
        (-_likeness(one, other), one.text, other.text, at, to)
        for at, one in enumerate(before)
        for to, other in enumerate(after)
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for likeness, _, _, at, to in ranked:
        if likeness < 0 and at not in taken[0] and to not in taken[1]:
            taken[0].add(at)
            taken[1].add(to)
            yield old[at], new[to]


def _likeness(one: _Sketch, other: _Sketch) -> float:
    """More than nothing where two branches have something in common; a tag with another value weighs most."""
    shared = one.tags.keys() & other.tags.keys()
    tags = sum(1 if one.tags[name] == other.tags[name] else -1 for name in shared)
    same = 100 * (one.text == other.text) + 4 * (one.types == other.types)
    return (
        same + 10 * tags + 3 * _overlap(one.names, other.names) + 2 * _overlap(one.required, other.required)
    )


def _overlap(ones: frozenset[str], others: frozenset[str]) -> float:
    return len(ones & others) / len(ones | others) if ones or others else 0


def _sketch(schema: Schema) -> _Sketch:
    flat = schema.flat
    tags = {name: tag for name, part in flat.properties.items() if (tag := _tag(part))}
    return _Sketch(
        outline(schema.value), flat.types, frozenset(flat.properties), frozenset(flat.required), tags
    )


def _tag(schema: Schema) -> str:
    """The only value of a property, as JSON."""
    values = schema.value.get("enum")
    value = schema.value.get("const", values[0] if type(values) is list and len(values) == 1 else None)
    return "" if value is None or isinstance(value, (dict, list)) else dumps(value, default=str)
