"""Numbers: which keyword of one clause refuses what another one allows, and numbers to show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import chain, islice
from math import ceil, floor, gcd, lcm
from typing import Any

from .clause import Bound, Clause
from .refusal import Refusal

_EXACT = 2**53
"""Beyond this a float is no certain number any more."""
_MOST_LISTED, _MANY = 300, 2_000
"""Numbers of a clause that are looked at one by one, and those that are made."""


def refusals(left: Clause, right: Clause) -> Iterator[Refusal]:
    """What of the right clause does not take all numbers of the left one."""
    if right.values is not None:
        yield from _of_values(left, right.values)
    if right.low is not None and not _keeps_low(left, right.low):
        facet = "exclusiveMinimum" if right.low.exclusive else "minimum"
        yield Refusal(facet, partial(_while_countable, _below, left, right.low))
    if right.high is not None and not _keeps_high(left, right.high):
        facet = "exclusiveMaximum" if right.high.exclusive else "maximum"
        yield Refusal(facet, partial(_while_countable, _above, left, right.high))
    if right.is_integer and not _are_multiples(left, Fraction(1)):
        yield Refusal("type", partial(_while_countable, _no_multiples, left, Fraction(1)))
    for multiple in sorted(right.multiples):
        if not _are_multiples(left, multiple):
            yield Refusal("multipleOf", partial(_while_countable, _no_multiples, left, multiple))


def step_of(clause: Clause) -> Fraction | None:
    """What all numbers of a clause are multiples of; None where nothing is said."""
    steps = sorted(clause.multiples | ({Fraction(1)} if clause.is_integer else set()))
    if not steps:
        return None
    return Fraction(lcm(*(step.numerator for step in steps)), gcd(*(step.denominator for step in steps)))


def first_of(clause: Clause) -> Bound | None:
    """The least number of a clause, or what is below all of them."""
    low, step = clause.low, step_of(clause)
    if low is None or step is None or abs(low.value) > _EXACT:
        return low and Bound(_exact(low.value), low.exclusive)
    least = ceil(_exact(low.value) / step)
    least += low.exclusive and least * step == _exact(low.value)
    return Bound(least * step, False)


def last_of(clause: Clause) -> Bound | None:
    """The greatest number of a clause, or what is above all of them."""
    high = clause.high
    turned = replace(clause, low=high and Bound(-high.value, high.exclusive))
    first = first_of(turned)
    return first and Bound(-first.value, first.exclusive)


def is_nothing(clause: Clause) -> bool:
    """Whether no number keeps to what a clause says."""
    low, high = first_of(clause), last_of(clause)
    if low is None or high is None:
        return False
    return bool(low.value > high.value or (low.value == high.value and (low.exclusive or high.exclusive)))


def count(clause: Clause) -> int | None:
    """How many numbers a clause has; None where they are not counted."""
    low, high, step = first_of(clause), last_of(clause), step_of(clause)
    if low is None or high is None or max(abs(low.value), abs(high.value)) > _EXACT:
        return None
    if is_nothing(clause) or (low.value < high.value and step is None):
        return 0 if is_nothing(clause) else None
    return int((high.value - low.value) / (step or 1)) + 1


def listed(clause: Clause) -> list[Any] | None:
    """All numbers of a clause, where they are few."""
    number, low, step = count(clause), first_of(clause), step_of(clause) or Fraction(1)
    if number is None or low is None or number > _MOST_LISTED:
        return None
    return [plain(low.value + step * each) for each in range(number)]


def _exact(number: Any) -> Fraction:
    """A number as it is written, in decimals, as far as a float is certain to be that."""
    return Fraction(number) if abs(number) > _EXACT else Fraction(str(number))


def plain(number: Fraction) -> int | float:
    """As it is written in JSON."""
    return number.numerator if number.denominator == 1 else float(number)


def _of_values(left: Clause, values: Sequence[Any]) -> Iterator[Refusal]:
    """Where the right side lists its numbers."""
    numbers = [value for value in values if isinstance(value, (int, float)) and not isinstance(value, bool)]
    known = {value for value in numbers if value - value == 0}
    own = listed(left)
    if own is None or not known.issuperset(own):
        tries = partial(_while_countable, _several, left, known, own)
        yield Refusal("enum", lambda: (value for value in tries() if value not in known))


def _several(left: Clause, known: set[Any], own: list[Any] | None) -> Iterator[Any]:
    """Numbers of a clause of which some are not among a few."""
    yield from samples(left) if own is None else own
    around = [*sorted(known)[:1], *sorted(known)[-1:]]
    yield from (value + distance for value in around for distance in (-1, 1))
    yield from islice(_steps(left), len(known) + 1)


def _steps(clause: Clause) -> Iterator[Any]:
    """Multiples of what the numbers of a clause are multiples of, from an end of them on, else from zero on."""
    step, low, high = step_of(clause) or Fraction(1), first_of(clause), last_of(clause)
    start, direction = Fraction(0), 1
    if low is not None:
        start = ceil(low.value / step) * step
    elif high is not None:
        start, direction = floor(high.value / step) * step, -1
    yield from (plain(start + direction * number * step) for number in range(_MANY))


def _are_multiples(left: Clause, wanted: Fraction) -> bool:
    step = step_of(left)
    if step is not None and (step / wanted).denominator == 1:
        return True
    own = listed(left)
    return own is not None and all((_exact(value) / wanted).denominator == 1 for value in own)


def _no_multiples(left: Clause, wanted: Fraction) -> Iterator[Any]:
    """Numbers of a clause that are no multiples of another one."""
    own = listed(left) or [*islice(_steps(left), 20)]
    if step_of(left) is None:
        own = [plain(_exact(value) + wanted / part) for part in (2, 3) for value in own]
    tries = chain((0.5, 1.5) if wanted == 1 else (), samples(left), own)
    yield from (value for value in tries if (_exact(value) / wanted).denominator != 1)


def _keeps_low(left: Clause, bound: Bound) -> bool:
    first = first_of(left)
    return first is not None and first >= Bound(_exact(bound.value), bound.exclusive)


def _keeps_high(left: Clause, bound: Bound) -> bool:
    last = last_of(left)
    return last is not None and (last.value, not last.exclusive) <= (_exact(bound.value), not bound.exclusive)


def _below(left: Clause, bound: Bound) -> Iterator[Any]:
    step = step_of(left)
    if bound.exclusive:
        yield bound.value
    if step is not None and abs(bound.value) <= _EXACT:
        yield plain((ceil(_exact(bound.value) / step) - 1) * step)
    distance = 1 if step is not None else 0.5
    yield from (floor(bound.value) - 1, bound.value - distance)
    if left.low is not None:
        yield from (left.low.value, (left.low.value + bound.value) / 2, left.low.value + distance)
    yield from samples(left)


def _above(left: Clause, bound: Bound) -> Iterator[Any]:
    step = step_of(left)
    if bound.exclusive:
        yield bound.value
    if step is not None and abs(bound.value) <= _EXACT:
        yield plain((floor(_exact(bound.value) / step) + 1) * step)
    distance = 1 if step is not None else 0.5
    yield from (floor(bound.value) + 1, bound.value + distance)
    if left.high is not None:
        yield from (left.high.value, (left.high.value + bound.value) / 2, left.high.value - distance)
    yield from samples(left)


def samples(clause: Clause) -> Iterator[Any]:
    """A few numbers of a clause, or what may be some."""
    yield from _while_countable(_samples, clause)


def _while_countable(make: Callable[..., Iterator[Any]], *arguments: Any) -> Iterator[Any]:
    """What is made of numbers, until one is too large for a fraction of it to be told (`10 ** 400`)."""
    with suppress(OverflowError):
        yield from make(*arguments)


def several(clause: Clause) -> Iterator[Any]:
    """Many different numbers of a clause, or what may be some."""
    return _while_countable(_many, clause)


def _many(clause: Clause) -> Iterator[Any]:
    yield from listed(clause) or ()
    yield from _steps(clause)
    low, high = first_of(clause), last_of(clause)
    if low is not None and high is not None:
        yield from (plain(low.value + (high.value - low.value) * part / 1024) for part in range(1, 1024))


def _samples(clause: Clause) -> Iterator[Any]:
    yield from (1, 0)
    low, high = clause.low, clause.high
    if clause.multiples:
        yield from islice(_steps(clause), 4)
    if low is not None:
        yield from (low.value, floor(low.value) + 1, low.value + 0.5)
    if high is not None:
        yield from (high.value, floor(high.value), floor(high.value) - 1, high.value - 0.5)
    if low is not None and high is not None:
        yield (low.value + high.value) / 2
    yield from (7, 0.5, -1, 1.5)


def is_within(value: Any, clause: Clause) -> bool:
    """Whether a number keeps what a clause says."""
    if isinstance(value, float) and value - value != 0:
        return True
    step, low, high = step_of(clause), clause.low, clause.high
    if step is not None and (_exact(value) / step).denominator != 1:
        return False
    return (low is None or value > low.value or (value == low.value and not low.exclusive)) and (
        high is None or value < high.value or (value == high.value and not high.exclusive)
    )
