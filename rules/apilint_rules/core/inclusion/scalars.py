"""Numbers and texts: which keyword of one clause refuses what another one allows, and values to show it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

from ..ecma.language import ANY_LENGTH, Length, UnclearError, taken_only_by
from .clause import Bound, Clause

FORMATS_WITHIN = {
    ("date-time", "string"), ("ipv4", "ip"), ("ipv6", "ip"), ("float", "double"), ("email", "idn-email"),
    ("hostname", "idn-hostname"), ("uri", "iri"), ("uri", "uri-reference"), ("uri", "iri-reference"),
    ("iri", "iri-reference"), ("uri-reference", "iri-reference"), ("uuid4", "uuid"),
}  # fmt: skip
"""Pairs of formats of which whatever fits the first fits the second."""


class Refusal(NamedTuple):
    """A keyword that does not take all, values to try for showing it, and why it is not certain without one."""

    facet: str
    candidates: tuple[Any, ...] = ()
    reason: str = ""


def refusals(left: Clause, right: Clause) -> Iterator[Refusal]:
    """What of the right clause does not take all of the left one; nothing where it takes all. Both are scalars."""
    if right.values is not None:
        yield Refusal("enum", tuple(samples(left)))
    if left.kind == "number":
        yield from _number(left, right)
    elif left.kind == "string":
        yield from _string(left, right)


def samples(clause: Clause) -> Iterator[Any]:
    """A few values of a scalar clause, or what may be some."""
    if clause.values is not None:
        yield from clause.values[:20]
    elif clause.kind == "null":
        yield None
    elif clause.kind == "boolean":
        yield from (True, False)
    elif clause.kind == "number":
        yield from _numbers(clause)
    else:
        yield from _texts(clause)


# Numbers ------------------------------------------------------------------------------------------------------


def _number(left: Clause, right: Clause) -> Iterator[Refusal]:
    if right.low is not None and not _keeps_low(left, right.low):
        yield Refusal(
            "exclusiveMinimum" if right.low.exclusive else "minimum", tuple(_below(left, right.low))
        )
    if right.high is not None and not _keeps_high(left, right.high):
        yield Refusal(
            "exclusiveMaximum" if right.high.exclusive else "maximum", tuple(_above(left, right.high))
        )
    if right.is_integer and not _is_whole(left):
        yield Refusal("type", (0.5, 1.5, *_numbers(left)))
    for multiple in right.multiples:
        if not _is_multiple(left, multiple):
            yield Refusal("multipleOf", tuple(_numbers(left)))
    yield from _formats(left, right)


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
    least = _next_whole(left.low)
    return bool(least > bound.value or (least == bound.value and not bound.exclusive))


def _keeps_high(left: Clause, bound: Bound) -> bool:
    if left.high is None:
        return False
    if (left.high.value, not left.high.exclusive) <= (bound.value, not bound.exclusive):
        return True
    if not _is_whole(left):
        return False
    most = -_next_whole(Bound(-left.high.value, left.high.exclusive))
    return bool(most < bound.value or (most == bound.value and not bound.exclusive))


def _next_whole(low: Bound) -> int:
    """The least integer above a lower bound."""
    whole: int = floor(low.value)
    return whole if whole == low.value and not low.exclusive else whole + 1


def _below(left: Clause, bound: Bound) -> Iterator[Any]:
    step = 1 if _is_whole(left) else 0.5
    if bound.exclusive:
        yield bound.value
    yield from (floor(bound.value) - 1, bound.value - step)
    if left.low is not None:
        yield from (left.low.value, left.low.value + step, left.low.value + step / 64)
    yield from _numbers(left)


def _above(left: Clause, bound: Bound) -> Iterator[Any]:
    step = 1 if _is_whole(left) else 0.5
    if bound.exclusive:
        yield bound.value
    yield from (floor(bound.value) + 1, bound.value + step)
    if left.high is not None:
        yield from (left.high.value, left.high.value - step, left.high.value - step / 64)
    yield from _numbers(left)


def _numbers(clause: Clause) -> Iterator[Any]:
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


# Texts --------------------------------------------------------------------------------------------------------


def _string(left: Clause, right: Clause) -> Iterator[Refusal]:
    patterns = tuple(sorted(left.patterns))
    if not patterns and left.values is None:
        if right.least > left.least:
            yield Refusal("minLength", tuple(_of_length(left, right.least - 1, left.least)))
        if right.most is not None and (left.most is None or left.most > right.most):
            yield Refusal("maxLength", tuple(_of_length(left, right.most + 1, left.most)))
    elif right.least > left.least or (
        right.most is not None and (left.most is None or left.most > right.most)
    ):
        facet = "minLength" if right.least > left.least else "maxLength"
        yield from _by_language(facet, left, None, Length(right.least, right.most))
    for pattern in sorted(right.patterns - left.patterns):
        yield from _by_language("pattern", left, pattern, ANY_LENGTH)
    yield from _formats(left, right)


def _by_language(facet: str, left: Clause, pattern: str | None, length: Length) -> Iterator[Refusal]:
    patterns = tuple(sorted(left.patterns))
    try:
        text = _only_left(patterns, pattern, left, length)
    except UnclearError:
        what = f"`{pattern}`" if pattern is not None else f"`{facet}` and a pattern"
        yield Refusal(facet, tuple(_texts(left)), f"{what} is beyond what can be compared")
        return
    if text is not None:
        yield Refusal(facet, (text, *_texts(left)))


def _only_left(patterns: tuple[str, ...], pattern: str | None, left: Clause, length: Length) -> str | None:
    if length == ANY_LENGTH and taken_only_by(patterns, pattern) is None:
        return None  # whatever its length
    return taken_only_by(patterns, pattern, Length(left.least, left.most), length)


def _formats(left: Clause, right: Clause) -> Iterator[Refusal]:
    for name in sorted(right.formats - left.formats):
        if not any((other, name) in FORMATS_WITHIN for other in left.formats):
            reason = f"what the format `{name}` takes is not known for certain"
            yield Refusal("format", tuple(samples(left)), reason)


def _of_length(clause: Clause, *lengths: int | None) -> Iterator[str]:
    for length in lengths:
        if length is not None and 0 <= length <= _LONGEST:
            yield "a" * length
            yield from (text[:length].ljust(length, "a") for text in _of_formats(clause))
    yield from _texts(clause)


_LONGEST = 1_000_000
_TEXTS = {
    "date-time": "2026-01-31T09:30:00Z", "date": "2026-01-31", "time": "09:30:00Z", "duration": "PT1H",
    "uuid": "123e4567-e89b-12d3-a456-426614174000", "ipv4": "192.0.2.1", "ipv6": "2001:db8::1",
    "email": "a@example.com", "idn-email": "a@example.com", "hostname": "example.com",
    "idn-hostname": "example.com",
    "uri": "https://example.com/a", "iri": "https://example.com/a", "url": "https://example.com/a",
    "uri-reference": "/a",
    "iri-reference": "/a", "uri-template": "/{id}", "json-pointer": "/a", "relative-json-pointer": "1/a",
    "regex": "^a$", "byte": "aGVsbG8=", "binary": "a",
}  # fmt: skip


def _of_formats(clause: Clause) -> Iterator[str]:
    yield from (_TEXTS[name] for name in sorted(clause.formats) if name in _TEXTS)


def _texts(clause: Clause) -> Iterator[str]:
    yield from _of_formats(clause)
    length = Length(clause.least, clause.most)
    if clause.patterns:
        try:
            text = taken_only_by(tuple(sorted(clause.patterns)), None, length)
        except UnclearError:
            text = None
        if text is not None:
            yield text
    most = _LONGEST if clause.most is None else min(clause.most, _LONGEST)
    yield from ("a" * min(count, most) for count in (max(clause.least, 1), clause.least, clause.least + 1))
    yield "a b-1"[:most].ljust(min(clause.least, _LONGEST), "a")
    if clause.most is not None and clause.most <= _LONGEST:
        yield "a" * clause.most
