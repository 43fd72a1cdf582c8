"""Texts: which keyword of one clause refuses what another one allows, and texts to show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from ..ecma.language import ANY_LENGTH, Length, UnclearError
from ..ecma.lookahead import taken_apart
from ..json_schema import FORMATS
from . import formats
from .budget import Budget
from .clause import Clause
from .notations import NOTATIONS, WITHIN, Notation
from .refusal import Refusal

_LONGEST = 70_000
"""Characters of a text that is made; longer ones nobody wants to see."""
_MANY, _FEW = 2_000, 40
"""Different texts that are made, and those that a pattern is asked for one by one."""
_MOST_LISTED = 4_000
"""Characters of listed texts that are made one pattern."""


def refusals(budget: Budget, left: Clause, right: Clause) -> Iterator[Refusal]:
    """What of the right clause does not take all texts of the left one."""
    known = _known(left)
    if right.values is not None:
        yield from _of_values(budget, left, known, right.values)
    if right.least > known.least:
        yield from _of_length(budget, "minLength", left, known, Length(right.least))
    if right.most is not None and (known.most is None or known.most > right.most):
        yield from _of_length(budget, "maxLength", left, known, Length(0, right.most))
    for pattern in sorted(right.patterns - left.patterns):
        yield from islice(_of_pattern(budget, pattern, left, known), 1)
    for name in sorted(right.formats - left.formats):
        if not any((other, name) in WITHIN for other in left.formats):
            yield from _of_format(budget, name, left, known)


def _known(clause: Clause) -> Clause:
    """The clause with what its formats mean, and with patterns that do not look ahead; it may say less than it did."""
    known = formats.as_known(clause)
    return replace(
        known, patterns=frozenset(must for each in known.patterns for must in taken_apart(each).must)
    )


def _of_pattern(budget: Budget, pattern: str, left: Clause, known: Clause) -> Iterator[Refusal]:
    apart = taken_apart(pattern)
    for must in apart.must:
        if must not in known.patterns:
            yield from _by_language(budget, "pattern", left, known, must, ANY_LENGTH)
    kept_out = {each for own in left.patterns for each in taken_apart(own).must_not}
    for must_not in apart.must_not:
        if must_not not in kept_out:
            both = replace(known, patterns=known.patterns | {must_not})
            yield from _by_language(budget, "pattern", left, both, None, ANY_LENGTH)


def _of_values(budget: Budget, left: Clause, known: Clause, values: Sequence[Any]) -> Iterator[Refusal]:
    """Where the right side lists its texts."""
    listed = [value for value in values if isinstance(value, str)]
    if (known.patterns or known.most is not None) and sum(map(len, listed)) <= _MOST_LISTED:
        pattern = f"^(?:{'|'.join(map(_escaped, listed))})$"
        yield from _by_language(budget, "enum", left, known, pattern, ANY_LENGTH)
        return
    another = max(listed, key=len, default="") + "a"
    yield Refusal(
        "enum", lambda: (text for text in chain(samples(budget, left), (another,)) if text not in listed)
    )


def _escaped(text: str) -> str:
    return re.sub(r"[\\^$.*+?()\[\]{}|/-]", r"\\\g<0>", text)


def _of_length(budget: Budget, facet: str, left: Clause, known: Clause, length: Length) -> Iterator[Refusal]:
    """Where the right side takes other lengths than the left one: a pattern of that may say which it has."""
    if left.patterns:
        yield from _by_language(budget, facet, left, known, None, length)
        return
    bound = length.least - 1 if length.most is None else length.most + 1
    doubt = next((each.doubt for each in formats.notations(left) if each.safe and bound > each.safe), "")
    if bound > _LONGEST:
        doubt = f"a text of {bound} characters is too long to be shown"
    yield Refusal(facet, lambda: _of_some_length(budget, left, length, known.least), doubt)


def _by_language(
    budget: Budget, facet: str, left: Clause, known: Clause, pattern: str | None, length: Length
) -> Iterator[Refusal]:
    text, reason = None, ""
    try:
        text = _only_left(budget, known, pattern, length)
    except UnclearError:
        what = (
            f"`{pattern or next(iter(known.patterns))}`" if facet == "pattern" else f"`{facet}` and a pattern"
        )
        reason = f"{what} is beyond what can be compared"
    if text is not None or reason:
        made = () if text is None else (text,)
        yield Refusal(facet, lambda: chain(_certain(budget, left, pattern, length), made,
                                           _of_some_length(budget, left, length, left.least)), reason)  # fmt: skip


def _only_left(budget: Budget, known: Clause, pattern: str | None, length: Length) -> str | None:
    patterns = tuple(sorted(known.patterns))
    if length == ANY_LENGTH and budget.only_in(patterns, pattern) is None:
        return None  # whatever its length
    return budget.only_in(patterns, pattern, Length(known.least, known.most), length)


def _of_format(budget: Budget, name: str, left: Clause, known: Clause) -> Iterator[Refusal]:
    """Where the right side has a format: what every validator takes of it, and what none does, may be known."""
    notation = NOTATIONS.get(name, Notation())
    made = [*formats.texts(left)]
    for pattern in (notation.surely if name in FORMATS else None, notation.every):
        try:
            text = _only_left(budget, known, pattern, ANY_LENGTH) if pattern and known.patterns else ""
        except UnclearError:
            continue
        if text is None and pattern == notation.surely:
            return
        made += [text] if text else []
    reason = f"what the format `{name}` takes is not known for certain"
    yield Refusal("format", lambda: chain(made, samples(budget, left)), reason)


def _certain(budget: Budget, left: Clause, pattern: str | None, length: Length) -> Iterator[str]:
    """Texts that surely have the formats of a clause: the plain ones, then one that a pattern or length refuses."""
    yield from formats.texts(left)
    told = [notation for notation in formats.notations(left) if notation.surely]
    if not told:
        return
    patterns = (*left.patterns, *(notation.surely or "" for notation in told))
    most = min((each for each in (left.most, *(notation.safe for notation in told)) if each), default=None)
    try:
        text = budget.only_in(tuple(sorted({*patterns})), pattern, Length(left.least, most), length)
    except UnclearError:
        return
    if text is not None:
        yield text


def _of_some_length(budget: Budget, clause: Clause, length: Length, least: int) -> Iterator[str]:
    """Texts that are as little as possible too short, or too long."""
    bound = length.least - 1 if length.most is None else length.most + 1
    for wanted in (bound, bound + 1, least) if length != ANY_LENGTH else ():
        if 0 <= wanted <= _LONGEST and length.most != wanted:
            yield from formats.of_length(clause, wanted)
            yield "a" * wanted
    yield from samples(budget, clause)


def samples(budget: Budget, clause: Clause) -> Iterator[str]:
    """A few texts of a clause, or what may be some."""
    yield from formats.texts(clause)
    if clause.patterns:
        patterns = {must for each in clause.patterns for must in taken_apart(each).must}
        try:
            text = budget.only_in(tuple(sorted(patterns)), None, Length(clause.least, clause.most))
        except UnclearError:
            text = None
        if text is not None:
            yield text
    most = _LONGEST if clause.most is None else min(clause.most, _LONGEST)
    for count in (clause.least, clause.least + 1) if clause.formats else ():
        yield from formats.of_length(clause, min(count, most))
    yield from ("a" * min(count, most) for count in (max(clause.least, 1), clause.least, clause.least + 1))
    yield "a b-1"[:most].ljust(min(clause.least, _LONGEST), "a")
    if clause.most is not None and clause.most <= _LONGEST:
        yield "a" * clause.most


def several(budget: Budget, clause: Clause) -> Iterator[str]:
    """Many different texts of a clause, or what may be some."""
    yield from formats.numbered(clause)
    if not clause.patterns:
        most = _LONGEST if clause.most is None else clause.most
        numbers = (str(number) for number in range(_MANY))
        yield from (text.rjust(min(clause.least, _LONGEST), "a") for text in numbers if len(text) <= most)
        yield from map(chr, range(ord("a"), ord("z") + 1))
        return
    found: list[str] = []
    with suppress(UnclearError):
        while len(found) < _FEW:
            seen = f"^(?:{'|'.join(map(_escaped, found))})$" if found else None
            text = budget.only_in(tuple(sorted(clause.patterns)), seen, Length(clause.least, clause.most))
            if text is None:
                return
            found.append(text)
            yield text


def is_nothing(budget: Budget, clause: Clause) -> bool:
    """Whether no text keeps to what a clause says."""
    known = _known(clause)
    if known.most is not None and known.least > known.most:
        return True
    if not clause.patterns and len(clause.formats) < 2:
        return False
    try:
        patterns = tuple(sorted(known.patterns))
        return bool(patterns) and budget.only_in(patterns, None, Length(known.least, known.most)) is None
    except UnclearError:
        return False
