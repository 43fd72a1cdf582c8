"""Plain scalars that YAML 1.1, which most parsers still read, takes for something other than text."""

from __future__ import annotations

import re
from functools import cache

from ..core import Place

WORDS = frozenset(("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"))
"""Booleans of YAML 1.1. Its `y` and `n` are left out: hardly any parser reads them so."""

_DATE = (
    r"\d{4}-\d\d-\d\d"
    r"|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?"
)
_SIXTY = r"[-+]?[1-9][\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?"
_UNDERSCORED = r"[-+]?(?:0|[1-9][\d_]*_[\d_]*)(?:\.[\d_]*)?"
_BINARY = r"[-+]?0b[01_]+"


@cache
def misread_as(text: str) -> str | None:
    """What YAML 1.1 takes a text for that YAML 1.2 reads as a string; None when both agree."""
    if text in WORDS:
        return "a boolean"
    if not text or len(text) > 40 or text[0] not in "+-.0123456789":
        return None
    if re.fullmatch(_DATE, text):
        return "a date"
    if re.fullmatch(_SIXTY, text):
        return "a number to the base of 60"
    if re.fullmatch(f"{_UNDERSCORED}|{_BINARY}", text):
        return "a number"
    return None


def written_at(place: Place) -> str:
    """The text of a scalar as it stands in the document, with its quotes."""
    span = place.document.locate([(place.pointer, place.on_key)])[0]
    return place.document.line(span.line)[span.column - 1 : span.end_column - 1]
