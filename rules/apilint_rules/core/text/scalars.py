"""Plain YAML scalars by the core schema of YAML 1.2 (section 10.3.2), which agrees with JSON."""

from __future__ import annotations

import re

from ..scan import windows

_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_SPECIAL = {
    ".inf",
    ".Inf",
    ".INF",
    "+.inf",
    "+.Inf",
    "+.INF",
    "-.inf",
    "-.Inf",
    "-.INF",
    ".nan",
    ".NaN",
    ".NAN",
}
_NUMBER_STARTS = frozenset("+-.0123456789")
_WORD_STARTS = frozenset("~nNtTfF")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_LARGE_EXPONENT = re.compile(r"[0-9][eE]\+?[0-9]{3}")
_GLANCE = r"(?:[\s:,\[][-+]?[0-9.]{0,30}|[0-9.]{30})[0-9][eE]\+?[0-9]{3}"
_MANTISSA = re.compile(r"(?:^|[\s\[,:])[-+]?[0-9.]*$")
_AFTER_EXPONENT = re.compile(r"[0-9]*(?:[\s,\]}]|$)")
_MAX_DIGITS = 4000  # int() refuses more (CVE-2020-10735)


def resolve_plain(text: str) -> object:
    """The value of a plain (unquoted) scalar: null, a boolean, a number, or the text itself.

    A number that JSON cannot hold (`.inf`, `1e999`) stays its text; `is_not_json` tells them apart.
    """
    first = text[:1]
    if first in _NUMBER_STARTS:
        return _number(text)
    if (not first or first in _WORD_STARTS) and text in _WORDS:
        return _WORDS[text]
    return text


def is_not_json(text: str) -> bool:
    """Whether a plain scalar is a YAML number without an equal in JSON."""
    return text in _SPECIAL or (
        _FLOAT.fullmatch(text) is not None and float(text) in (float("inf"), -float("inf"))
    )


def may_be_too_large(text: str) -> bool:
    """Whether a document may hold a number that is too large for JSON (`1e999`); False is certain."""
    return any(
        _AFTER_EXPONENT.match(text, at.end()) and _MANTISSA.search(text[max(0, at.start() - 40) : at.start()])
        for start, end in windows(text, _GLANCE)
        for at in _LARGE_EXPONENT.finditer(text, start, end)
    )


def _number(text: str) -> object:
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) < _MAX_DIGITS else text
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if abs(number) != float("inf") else text
    if _BASED.fullmatch(text):
        return int(text, 0) if len(text) < _MAX_DIGITS else text
    return text
