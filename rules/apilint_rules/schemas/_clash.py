"""Two parts of one schema that no value satisfies together."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import NamedTuple

from ..core import Place, Schema
from ..core.api.schema import TYPES
from ._bounds import PAIRS, range_of

_APPLIES = {"Length": "string", "Items": "array", "Properties": "object"}
_NUMERIC = frozenset(("number", "integer"))


class Clash(NamedTuple):
    """Why two parts exclude each other, in words, and where each of them says it."""

    words: str
    parts: tuple[Schema, Schema]
    keywords: tuple[str, str]

    @property
    def places(self) -> tuple[Place, Place]:
        one, other = (part.at(word) for part, word in zip(self.parts, self.keywords, strict=True))
        return one, other


def clash_of(parts: Sequence[Schema]) -> Clash | None:
    """The first reason why no value fits all of these schemas; None when none is known."""
    return next((clash for find in (_types, _enums, _counts, _numbers) for clash in find(parts)), None)


def _types(parts: Sequence[Schema]) -> Iterator[Clash]:
    typed = [part for part in parts if part.types and part.types <= TYPES]
    for number, part in enumerate(typed):
        for other in typed[:number]:
            if not _wide(part.types) & _wide(other.types):
                words = f"is {_listed(other.types)} and {_listed(part.types)} at once"
                yield Clash(words, (other, part), ("type", "type"))


def _wide(types: frozenset[str]) -> frozenset[str]:
    return types | {"integer"} if "number" in types else types


def _listed(types: frozenset[str]) -> str:
    return " or ".join(f"`{name}`" for name in sorted(types))


def _enums(parts: Sequence[Schema]) -> Iterator[Clash]:
    """Values that are listed on both sides would do; an enum and another type need none."""
    listing = [(part, _values(part)) for part in parts if part.enum or "const" in part.value]
    for number, (part, values) in enumerate(listing):
        for other, others in listing[:number]:
            if not values & others:
                words = f"is in both lists of values: `{_key(other)}` and `{_key(part)}` have none in common"
                yield Clash(words, (other, part), (_key(other), _key(part)))
    for part, values in listing:
        for other in parts:
            if other is not part and other.types and other.types <= TYPES and not _any_fits(values, other):
                words = f"is in `{_key(part)}` and {_listed(other.types)}"
                yield Clash(words, (part, other), (_key(part), "type"))


def _key(part: Schema) -> str:
    return "enum" if part.enum else "const"


def _values(part: Schema) -> set[str]:
    values = part.enum or [part.value["const"]]
    return {json.dumps(int(v) if type(v) is float and v.is_integer() else v, sort_keys=True) for v in values}


_FIRST = {'"': "string", "{": "object", "[": "array", "t": "boolean", "f": "boolean", "n": "null"}


def _any_fits(values: set[str], part: Schema) -> bool:
    kinds = {_FIRST.get(value[0], "number" if set(value) & set(".eEIN") else "integer") for value in values}
    return bool(kinds & _wide(part.types))


def _counts(parts: Sequence[Schema]) -> Iterator[Clash]:
    for lower, upper in PAIRS[:3]:
        if _common(parts) != {_APPLIES[lower[3:]]}:
            continue
        lows = [part for part in parts if type(part.value.get(lower)) is int]
        highs = [part for part in parts if type(part.value.get(upper)) is int]
        least = max(lows, key=lambda part: part.value[lower], default=None)
        most = min(highs, key=lambda part: part.value[upper], default=None)
        if least and most and least is not most and least.value[lower] > most.value[upper]:
            words = f"has `{lower}` {least.value[lower]} and `{upper}` {most.value[upper]}"
            yield Clash(words, (least, most), (lower, upper))


def _numbers(parts: Sequence[Schema]) -> Iterator[Clash]:
    types = _common(parts)
    lower, upper = range_of(parts)
    if not types or not types <= _NUMERIC or lower is None or upper is None:
        return
    is_empty = range_of(parts).is_empty and lower.schema is not upper.schema
    if types == {"integer"} and not range_of(parts).is_empty:
        first = floor(lower.limit) + 1 if lower.is_exclusive else ceil(lower.limit)
        last = ceil(upper.limit) - 1 if upper.is_exclusive else floor(upper.limit)
        is_empty = first > last
    if is_empty:
        kind = "an integer " if types == {"integer"} else ""
        words = f"is {kind}between {lower.text} and {upper.text}"
        yield Clash(words, (lower.schema, upper.schema), (lower.keyword, upper.keyword))


def _common(parts: Sequence[Schema]) -> frozenset[str]:
    """The types that are left when each part has had its say; empty when none says any."""
    left: frozenset[str] | None = None
    for part in parts:
        if part.types:
            left = _wide(part.types) if left is None else left & _wide(part.types)
    return left - {"integer"} if left and "number" in left else left or frozenset()
