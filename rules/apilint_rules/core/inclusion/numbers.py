"""Numbers: which keyword of one clause refuses what another one allows, and numbers to show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction
from functools import partial
from itertools import chain
from math import floor
from typing import Any

from .clause import Bound, Clause, next_whole
from .refusal import Refusal, of_formats


def refusals(left: Clause, right: Clause) -> Iterator[Refusal]:
    if right.low is not None and not _keeps_low(left, right.low):
        facet = "exclusiveMinimum" if right.low.exclusive else "minimum"
        yield Refusal(facet, partial(_while_countable, _below, left, right.low))
    if right.high is not None and not _keeps_high(left, right.high):
        facet = "exclusiveMaximum" if right.high.exclusive else "maximum"
        yield Refusal(facet, partial(_while_countable, _above, left, right.high))
    if right.is_integer and not _is_whole(left):
        yield Refusal("type", lambda: chain((0.5, 1.5), samples(left)))
    for multiple in right.multiples:
        if not _is_multiple(left, multiple):
            yield Refusal("multipleOf", lambda: samples(left))
    yield from of_formats(left, right, lambda: samples(left))


def _is_whole(clause: Clause) -> bool:
    return clause.is_integer or any(multiple.denominator == 1 for multiple in clause.multiples)


def _is_multiple(left: Clause, wanted: Fraction) -> bool:
    steps = set(left.multiples) | ({Fraction(1)} if left.is_integer else set())
    return any((step / wanted).denominator == 1 for step in steps)


def _keeps_low(left: Clause, bound: Bound) -> bool:
    if left.low is None:
        return False
    if left.low >= bound:
        return True
    if not _is_whole(left):
        return False
    least = next_whole(left.low)
    return bool(least > bound.value or (least == bound.value and not bound.exclusive))


def _keeps_high(left: Clause, bound: Bound) -> bool:
    if left.high is None:
        return False
    if (left.high.value, not left.high.exclusive) <= (bound.value, not bound.exclusive):
        return True
    if not _is_whole(left):
        return False
    most = -next_whole(Bound(-left.high.value, left.high.exclusive))
    return bool(most < bound.value or (most == bound.value and not bound.exclusive))


def _below(left: Clause, bound: Bound) -> Iterator[Any]:
    step = 1 if _is_whole(left) else 0.5
    if bound.exclusive:
        yield bound.value
    yield from (floor(bound.value) - 1, bound.value - step)
    if left.low is not None:
        yield from (left.low.value, left.low.value + step, left.low.value + step / 64)
    yield from samples(left)


def _above(left: Clause, bound: Bound) -> Iterator[Any]:
    step = 1 if _is_whole(left) else 0.5
    if bound.exclusive:
        yield bound.value
    yield from (floor(bound.value) + 1, bound.value + step)
    if left.high is not None:
        yield from (left.high.value, left.high.value - step, left.high.value - step / 64)
    yield from samples(left)


def samples(clause: Clause) -> Iterator[Any]:
    yield from _while_countable(_samples, clause)


def _while_countable(make: Callable[..., Iterator[Any]], *arguments: Any) -> Iterator[Any]:
    """What is made of numbers, until one is too large for a fraction of it to be told (`10 ** 400`)."""
    with suppress(OverflowError):
        yield from make(*arguments)


def _samples(clause: Clause) -> Iterator[Any]:
    yield from (1, 0)
    low, high = clause.low, clause.high
    for multiple in sorted(clause.multiples):
        start = 0 if low is None else -(-Fraction(str(low.value)) // multiple)
        for factor in (start, start + 1, start + 2, start + 3):
            yield _plain(factor * multiple)
    if low is not None:
        yield from (low.value, floor(low.value) + 1, low.value + 0.5)
    if high is not None:
        yield from (high.value, floor(high.value), floor(high.value) - 1, high.value - 0.5)
    if low is not None and high is not None:
        yield (low.value + high.value) / 2
    yield from (7, 0.5, -1, 1.5)


def _plain(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)
