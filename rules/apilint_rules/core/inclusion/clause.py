"""One JSON type and all that a schema says of its values: what is left of a schema when every choice is made."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple, TypeVar

from ..json_values import identity

KINDS = ("null", "boolean", "number", "string", "array", "object")
"""The types of JSON; `integer` is a `number` without a fraction."""

T = TypeVar("T")
Node = Any
"""A schema: a mapping of JSON Schema 2020-12, or a boolean."""
Meet = tuple[Node, ...]
"""Schemas that all apply to one value."""


class Bound(NamedTuple):
    """An end of a range of numbers, and whether the end itself is outside."""

    value: Any
    exclusive: bool


class ObjectPart(NamedTuple):
    """What one schema says of an object's members. `rest` is None where it says nothing of further ones."""

    properties: dict[str, Node]
    patterns: dict[str, Node]
    rest: Node | None


class ArrayPart(NamedTuple):
    """What one schema says of an array's items: the first ones one by one, then the rest."""

    prefix: tuple[Node, ...]
    rest: Node | None


class Contains(NamedTuple):
    """How many items must fit a schema."""

    node: Node
    least: int
    most: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A conjunction of what is said of the values of one type.

    values: the only values, None for all. forbidden: schemas that must not fit. opaque: what is not understood,
    each as a key that equals only itself. assumed: schemas by which it was parted already. sources: the mappings
    that said it, for pointing at them.
    """

    kind: str
    values: tuple[Any, ...] | None = None
    low: Bound | None = None
    high: Bound | None = None
    is_integer: bool = False
    multiples: frozenset[Fraction] = frozenset()
    least: int = 0
    most: int | None = None
    patterns: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    array: tuple[ArrayPart, ...] = ()
    contains: tuple[Contains, ...] = ()
    is_unique: bool = False
    members: tuple[ObjectPart, ...] = ()
    required: frozenset[str] = frozenset()
    names: tuple[Node, ...] = ()
    forbidden: tuple[Node, ...] = ()
    opaque: frozenset[str] = frozenset()
    assumed: frozenset[int] = frozenset()
    sources: tuple[dict[str, Any], ...] = field(default=())

    def source(self, *keywords: str) -> dict[str, Any] | None:
        """The mapping that has one of these keywords, else the first one."""
        for keyword in keywords:
            for source in self.sources:
                if keyword in source:
                    return source
        return self.sources[0] if self.sources else None

    @property
    def declared(self) -> dict[str, None]:
        """The names of all declared members, in order."""
        return {name: None for part in self.members for name in part.properties}


def next_whole(low: Bound) -> int:
    """The least integer above a lower bound."""
    whole: int = floor(low.value)
    return whole if whole == low.value and not low.exclusive else whole + 1


def meet(one: Clause, other: Clause) -> Clause | None:
    """What both say; None where their types differ."""
    if one.kind != other.kind:
        return None
    values = one.values
    if other.values is not None:
        values = other.values if values is None else _common(values, other.values)
    return replace(
        one,
        values=values,
        low=_higher(one.low, other.low),
        high=_lower(one.high, other.high),
        is_integer=one.is_integer or other.is_integer,
        multiples=one.multiples | other.multiples,
        least=max(one.least, other.least),
        most=_least(one.most, other.most),
        patterns=one.patterns | other.patterns,
        formats=one.formats | other.formats,
        array=_joined(one.array, other.array),
        contains=_joined(one.contains, other.contains),
        is_unique=one.is_unique or other.is_unique,
        members=_joined(one.members, other.members),
        required=one.required | other.required,
        names=_joined(one.names, other.names),
        forbidden=_joined(one.forbidden, other.forbidden),
        opaque=one.opaque | other.opaque,
        assumed=one.assumed | other.assumed,
        sources=_joined(one.sources, other.sources),
    )


def _joined(ones: tuple[T, ...], others: tuple[T, ...]) -> tuple[T, ...]:
    """Both, each part once: schemas that name the next one twice would double them with every level."""
    if not ones or not others:
        return ones or others
    known = set(map(id, ones))
    return (*ones, *(part for part in others if id(part) not in known))


def _common(ones: tuple[Any, ...], others: tuple[Any, ...]) -> tuple[Any, ...]:
    wanted = set(map(identity, others))
    return tuple(value for value in ones if identity(value) in wanted)


def _higher(one: Bound | None, other: Bound | None) -> Bound | None:
    if one is None or other is None:
        return one or other
    return max(one, other)  # an exclusive end is the tighter of two equal ones


def _lower(one: Bound | None, other: Bound | None) -> Bound | None:
    if one is None or other is None:
        return one or other
    return min(one, other, key=lambda bound: (bound.value, not bound.exclusive))


def _least(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else min(one, other)
