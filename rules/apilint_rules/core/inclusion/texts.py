"""Texts: which keyword of one clause refuses what another one allows, and texts to show it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from ..ecma.language import ANY_LENGTH, Length, UnclearError
from .budget import Budget
from .clause import Clause
from .refusal import Refusal, of_formats


def refusals(budget: Budget, left: Clause, right: Clause) -> Iterator[Refusal]:
    patterns = tuple(sorted(left.patterns))
    if not patterns and left.values is None:
        if right.least > left.least:
            yield Refusal("minLength", partial(_of_length, budget, left, right.least - 1, left.least))
        if right.most is not None and (left.most is None or left.most > right.most):
            yield Refusal("maxLength", partial(_of_length, budget, left, right.most + 1, left.most))
    elif right.least > left.least or (
        right.most is not None and (left.most is None or left.most > right.most)
    ):
        facet = "minLength" if right.least > left.least else "maxLength"
        yield from _by_language(budget, facet, left, None, Length(right.least, right.most))
    for pattern in sorted(right.patterns - left.patterns):
        yield from _by_language(budget, "pattern", left, pattern, ANY_LENGTH)
    yield from of_formats(left, right, lambda: samples(budget, left))


def _by_language(
    budget: Budget, facet: str, left: Clause, pattern: str | None, length: Length
) -> Iterator[Refusal]:
    patterns = tuple(sorted(left.patterns))
    try:
        text = _only_left(budget, patterns, pattern, left, length)
    except UnclearError:
        what = f"`{pattern}`" if pattern is not None else f"`{facet}` and a pattern"
        yield Refusal(facet, lambda: samples(budget, left), f"{what} is beyond what can be compared")
        return
    if text is not None:
        yield Refusal(facet, lambda: chain((text,), samples(budget, left)))


def _only_left(
    budget: Budget, patterns: tuple[str, ...], pattern: str | None, left: Clause, length: Length
) -> str | None:
    if length == ANY_LENGTH and budget.only_in(patterns, pattern) is None:
        return None  # whatever its length
    return budget.only_in(patterns, pattern, Length(left.least, left.most), length)


def _of_length(budget: Budget, clause: Clause, *lengths: int | None) -> Iterator[str]:
    for length in lengths:
        if length is not None and 0 <= length <= _LONGEST:
            yield "a" * length
            yield from (text[:length].ljust(length, "a") for text in _of_formats(clause))
    yield from samples(budget, clause)


_LONGEST = 70_000
"""Characters of a text that is made; longer ones nobody wants to see."""
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


def samples(budget: Budget, clause: Clause) -> Iterator[str]:
    yield from _of_formats(clause)
    length = Length(clause.least, clause.most)
    if clause.patterns:
        try:
            text = budget.only_in(tuple(sorted(clause.patterns)), None, length)
        except UnclearError:
            text = None
        if text is not None:
            yield text
    most = _LONGEST if clause.most is None else min(clause.most, _LONGEST)
    yield from ("a" * min(count, most) for count in (max(clause.least, 1), clause.least, clause.least + 1))
    yield "a b-1"[:most].ljust(min(clause.least, _LONGEST), "a")
    if clause.most is not None and clause.most <= _LONGEST:
        yield "a" * clause.most
