"""A short text that a pattern matches, for the everyday kind of pattern.

Python reads the pattern (what ECMA-262 spells otherwise is respelt), and the text is put together from what it read:
small, of plain characters, the same for the same `random.Random`. Libraries for this (rstr, exrex) know no bound on
the length, and choose from all that is printable. Whoever uses the text asks a validator whether it fits:
what a pattern forbids by looking around is not seen here.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable
from importlib import import_module
from random import Random
from typing import Any

_PARSER: Any = import_module("re._parser")
"""How Python itself reads a pattern; type checkers do not know of it."""
MOST = 4_000
"""Characters of a text; patterns that want more are given up."""

_PLAIN = string.ascii_lowercase + string.digits + string.ascii_uppercase
_PRINTABLE = _PLAIN + "-_. /:@+,;=!#$%&'()*<>?[\\]^`{|}~\""
_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdigit,
    "WORD": lambda char: char.isalnum() or char == "_",
    "SPACE": str.isspace,
}


def matching(pattern: str, rng: Random, least: int = 0, most: int = MOST) -> str | None:
    """A text of a length between `least` and `most` in which the pattern is found; None where none was made."""
    try:
        tree = _PARSER.parse(_respelt(pattern))
    except (re.error, RecursionError, OverflowError):
        return None
    for stretch in (0, 1, 3, 7, max(0, least)):
        try:
            text = _Text(rng, stretch).of(tree)
        except (_GivenUpError, RecursionError):
            continue
        if least <= len(text) <= most:
            return text
    return None


class _GivenUpError(Exception):
    """The pattern wants too much, or something that is not known here."""


class _Text:
    """One text being put together. What may be repeated is repeated `stretch` times more than it must be."""

    def __init__(self, rng: Random, stretch: int) -> None:
        self.rng = rng
        self.stretch = stretch
        self.groups: dict[int, str] = {}
        self.steps = 0

    def of(self, nodes: Any) -> str:
        return "".join(self._node(str(kind), value) for kind, value in nodes)

    def _node(self, kind: str, value: Any) -> str:
        self.steps += 1
        if self.steps > MOST:
            raise _GivenUpError
        if kind == "LITERAL":
            return chr(value)
        if kind == "NOT_LITERAL":
            return self._pick(lambda char: ord(char) != value)
        if kind == "ANY":
            return self._pick(lambda char: True)
        if kind == "IN":
            return self._of_set(value)
        if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, inner = value
            times = min(int(most), int(least) + self.stretch)
            return "".join(self.of(inner) for _ in range(min(times, MOST + 1)))
        if kind == "SUBPATTERN":
            text = self.of(value[-1])
            if value[0] is not None:
                self.groups[value[0]] = text
            return text
        if kind == "BRANCH":
            return self.of(self.rng.choice(value[1]))
        if kind == "ATOMIC_GROUP":
            return self.of(value)
        if kind == "GROUPREF":
            return self.groups.get(value, "")
        if kind in ("AT", "ASSERT", "ASSERT_NOT"):
            return ""
        raise _GivenUpError

    def _of_set(self, items: list[tuple[Any, Any]]) -> str:
        negated = str(items[0][0]) == "NEGATE"
        ranges = items[1:] if negated else items
        try:
            return self._pick(lambda char: _is_in(ranges, char) is not negated)
        except _GivenUpError:
            if negated:
                raise
        kind, value = ranges[0]
        if str(kind) in ("LITERAL", "RANGE"):
            return chr(value if str(kind) == "LITERAL" else value[0])
        return self._pick(lambda char: _is_in(ranges, char), " \t\n")

    def _pick(self, fits: Callable[[str], bool], beyond: str = "") -> str:
        for alphabet in (_PLAIN, _PRINTABLE, beyond):
            found = [char for char in alphabet if fits(char)]
            if found:
                return self.rng.choice(found)
        raise _GivenUpError


def _is_in(items: Iterable[tuple[Any, Any]], char: str) -> bool:
    for kind, value in items:
        name = str(kind)
        if name == "LITERAL" and ord(char) == value:
            return True
        if name == "RANGE" and value[0] <= ord(char) <= value[1]:
            return True
        if name == "CATEGORY":
            category = str(value).removeprefix("CATEGORY_")
            wanted = not category.startswith("NOT_")
            if _CATEGORIES[category.removeprefix("NOT_")](char) is wanted:
                return True
    return False


def _respelt(pattern: str) -> str:
    """A pattern of ECMA-262 as Python spells it: named groups, code points, properties of Unicode."""
    pattern = re.sub(r"\(\?<(?![=!])", "(?P<", pattern)
    pattern = re.sub(r"\\k<(\w+)>", r"(?P=\1)", pattern)
    pattern = re.sub(r"\\u\{([0-9A-Fa-f]{1,6})\}", lambda found: f"\\U{int(found[1], 16):08x}", pattern)
    return re.sub(r"(\[(?:[^\]\\]|\\.)*\])|\\[pP]\{([^}]*)\}", _without_properties, pattern)


def _without_properties(found: re.Match[str]) -> str:
    if found[1] is None:
        return f"[{_letters(found[2])}]"
    return re.sub(r"\\[pP]\{([^}]*)\}", lambda inner: _letters(inner[1]), found[1])


def _letters(name: str) -> str:
    """Some characters of a property: digits of `N`, capitals of `Lu`, small letters of any other."""
    short = name.rpartition("=")[2]
    return "0-9" if short.startswith("N") else "A-Z" if short.startswith("Lu") else "a-z"
