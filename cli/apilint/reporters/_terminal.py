"""Text that strangers wrote, made safe and pretty for a terminal."""

from __future__ import annotations

import unicodedata

from apilint_rules.core.severity import Severity

_CODES = {"bold": "1", "red": "1;31", "yellow": "1;33", "blue": "1;34", "cyan": "36", "dim": "2"}
COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def printable(text: str) -> str:
    """The text with control characters, line ends and marks that reorder text written as escapes.

    A description must not be able to move the cursor or to show its reader something else than it says.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if _is_safe(character) else _escaped(character) for character in text)


def paint(text: str, style: str, color: bool) -> str:
    """The text in a style (`bold`, `red`, `yellow`, `blue`, `cyan`, `dim`) where colour is wanted."""
    return f"\033[{_CODES[style]}m{text}\033[0m" if color else text


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def _is_safe(character: str) -> bool:
    # Cc control, Cf format (bidirectional overrides, zero widths), Cs lone surrogates, Zl and Zp line ends.
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or character == "\u200d"


def _escaped(character: str) -> str:
    return (
        "\\t"
        if character == "\t"
        else f"\\u{ord(character):04x}"
        if ord(character) > 255
        else f"\\x{ord(character):02x}"
    )
