"""Identifiers taken apart into words, and the case they are written in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+|[^\W\d_a-zA-Z]+")

CASES = (
    "kebab-case",
    "snake_case",
    "camelCase",
    "PascalCase",
    "SCREAMING_SNAKE_CASE",
    "Train-Case",
    "COBOL-CASE",
    "flatcase",
)
_PATTERNS = {
    "kebab-case": re.compile(r"[a-z0-9]+(-[a-z0-9]+)+"),
    "snake_case": re.compile(r"[a-z0-9]+(_[a-z0-9]+)+"),
    "camelCase": re.compile(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)+"),
    "PascalCase": re.compile(r"[A-Z][a-z0-9]+([A-Z][a-z0-9]*)+|[A-Z]+[a-z0-9]+([A-Z][a-z0-9]*)*"),
    "SCREAMING_SNAKE_CASE": re.compile(r"[A-Z0-9]+(_[A-Z0-9]+)+"),
    "Train-Case": re.compile(r"[A-Z][a-z0-9]*(-[A-Z][a-z0-9]*)+"),
    "COBOL-CASE": re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)+"),
}


@cache
def words(identifier: str) -> tuple[str, ...]:
    """The words of an identifier in lower case: `pageSize`, `page_size` and `page-size` are (`page`, `size`)."""
    return tuple(word.lower() for word in _WORD.findall(identifier))


@cache
def case_of(identifier: str) -> str:
    """The case of an identifier of several words (one of `CASES`); `flatcase` for one lower-case word, else `mixed`.

    One capitalised word reads as PascalCase, one word of capitals as SCREAMING_SNAKE_CASE.
    """
    for case, pattern in _PATTERNS.items():
        if pattern.fullmatch(identifier):
            return case
    if re.fullmatch(r"[a-z0-9]+", identifier):
        return "flatcase"
    if re.fullmatch(r"[A-Z0-9]+", identifier):
        return "SCREAMING_SNAKE_CASE"
    return "mixed"


def is_neutral(identifier: str) -> bool:
    """Whether one lower-case word: it fits kebab-case, snake_case and camelCase alike."""
    return case_of(identifier) == "flatcase"


def fits(identifier: str, case: str) -> bool:
    """Whether an identifier may stand in a document written in `case`."""
    own = case_of(identifier)
    if own == case:
        return True
    if own == "flatcase":
        return case in ("kebab-case", "snake_case", "camelCase", "flatcase")
    single = len(words(identifier)) == 1
    return single and own in ("PascalCase", "SCREAMING_SNAKE_CASE") and case in (
        "PascalCase", "Train-Case", "SCREAMING_SNAKE_CASE", "COBOL-CASE",
    )  # fmt: skip


def to_case(identifier: str, case: str) -> str:
    """An identifier rewritten in a case of `CASES`."""
    parts = words(identifier)
    if not parts:
        return identifier
    if case == "camelCase":
        return parts[0] + "".join(part.capitalize() for part in parts[1:])
    if case == "PascalCase":
        return "".join(part.capitalize() for part in parts)
    separator = "_" if "snake" in case.lower() else "" if case == "flatcase" else "-"
    if case.isupper():
        return separator.join(parts).upper()
    if case == "Train-Case":
        return separator.join(part.capitalize() for part in parts)
    return separator.join(parts)


class Majority(NamedTuple):
    """What most of a document does: the value, how many do it, of how many that were looked at."""

    value: str
    number: int
    total: int

    @property
    def share(self) -> float:
        return self.number / self.total


def majority(values: Iterable[str], minimum: int = 5, share: float = 0.8) -> Majority | None:
    """The value that most of at least `minimum` samples have; None when no value has the `share` of them."""
    counts = Counter(values)
    total = sum(counts.values())
    if total < minimum:
        return None
    value, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    return Majority(value, count, total) if count / total >= share else None
