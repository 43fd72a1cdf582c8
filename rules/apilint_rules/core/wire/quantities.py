"""A number between bounds, and a multiple where one is wanted."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from random import Random
from typing import Any

from ..api.schema import Schema
from ..json_schema import RANGES


def number(parts: Iterable[Schema], is_integer: bool, rng: Random, turn: int) -> int | float | None:
    """A number that all parts allow: 1 first where that fits, then the bounds, then any; None when there is none."""
    parts = list(parts)
    step = Fraction(1) if is_integer else Fraction(1, 100)
    steps = [_exact(part.value["multipleOf"]) for part in parts if _is_number(part.value.get("multipleOf"))]
    for found in steps:
        if found > 0:
            step = _lcm(found, step) if is_integer else found
    low, high = _bounds(parts, step)
    first = math.ceil(low / step) if low is not None else None
    last = math.floor(high / step) if high is not None else None
    if first is not None and last is not None and first > last:
        return None if is_integer or steps else _between(low, high)
    return _spelt(_pick(first, last, step, rng, turn) * step)


def _pick(first: int | None, last: int | None, step: Fraction, rng: Random, turn: int) -> int:
    """Which multiple of the step."""
    least = first if first is not None else (min(last, 0) if last is not None else 0)
    most = last if last is not None else max(least, 0) + 1000
    one = math.ceil(1 / step)
    usual = min(max(one, least), most)
    return (usual, least, most, min(usual + one, most))[turn] if turn < 4 else rng.randint(least, most)


def _bounds(parts: list[Schema], step: Fraction) -> tuple[Fraction | None, Fraction | None]:
    lows: list[Fraction] = []
    highs: list[Fraction] = []
    for part in parts:
        value = part.value
        for key, exclusive, found, inward in (
            ("minimum", "exclusiveMinimum", lows, step),
            ("maximum", "exclusiveMaximum", highs, -step),
        ):
            if _is_number(value.get(key)):
                found.append(_exact(value[key]) + (inward if value.get(exclusive) is True else 0))
            if _is_number(value.get(exclusive)):
                found.append(_exact(value[exclusive]) + inward)
        if part.format in RANGES:
            lows.append(Fraction(RANGES[part.format][0]))
            highs.append(Fraction(RANGES[part.format][1]))
    return (max(lows) if lows else None), (min(highs) if highs else None)


def _between(low: Fraction | None, high: Fraction | None) -> int | float | None:
    """What lies in the middle, where no multiple of the step does."""
    return _spelt((low + high) / 2) if low is not None and high is not None and low <= high else None


def _spelt(value: Fraction) -> int | float | None:
    if value.denominator == 1:
        return int(value)
    try:
        return float(value)
    except OverflowError:
        return None


def _lcm(one: Fraction, other: Fraction) -> Fraction:
    return Fraction(math.lcm(one.numerator, other.numerator), math.gcd(one.denominator, other.denominator))


def _exact(value: int | float) -> Fraction:
    return Fraction(str(value)) if type(value) is float else Fraction(value)


def _is_number(value: Any) -> bool:
    return type(value) is int or (type(value) is float and math.isfinite(value))
