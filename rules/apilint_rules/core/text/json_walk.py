"""Walks a JSON text without making its values: the offsets of the members of one container after another.

A character of the text stands for each byte of UTF-8 (`Lines.of_utf8`).

A value that nobody asks for is passed by looking for its closing bracket where texts that are indented have it, which
is far faster than reading what is between; else by the standard library's C scanner.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import TypeVar

T = TypeVar("T")

Key = tuple[int, int] | None
"""The offsets of a key with its quotes; None for the items of an array."""
Skip = Callable[[str, int, str], int]
"""Given a text, the offset of a value and the margin of its line, the offset behind the value."""
Visit = Callable[[str | int, Key, int, str], int]
"""Given token, key, offset and margin of a member, the offset behind it."""

MOST_INDENTED = 1000
"""Characters before a value in which its line is looked for."""

_space = re.compile(r"[ \t\n\r]*").match
_next = re.compile(r"[ \t\n\r]*,?[ \t\n\r]*").match
_key = re.compile(r'[ \t\n\r]*,?[ \t\n\r]*("[^"\\]*(?:\\.[^"\\]*)*")[ \t\n\r]*:[ \t\n\r]*').match
_read = json.JSONDecoder().scan_once  # type: ignore[attr-defined]


def walk(scan: Callable[[Skip], T]) -> T:
    """What a scan of a text finds that is handed a quick way to skip values, and a sure one if that led astray.

    It says so by a `ValueError`, or by walking into what it does not understand. Where what stands in a value is
    indented deeper than the line in which it begins, all that can happen is that values which follow are skipped too.
    """
    try:
        return scan(leap)
    except (IndexError, StopIteration, ValueError):
        return scan(skip)


def skip(text: str, start: int, margin: str = "") -> int:
    """The offset behind a value."""
    return _read(text, start)[1]  # type: ignore[no-any-return]


def leap(text: str, start: int, margin: str) -> int:
    """The offset behind a value, if the bracket that closes it stands below the beginning of its first line.

    No text of JSON holds a line end. Raises `ValueError` where there is no such bracket.
    """
    if (
        len(margin) < 2 or text[start] not in "{[" or text[start + 1] not in "\r\n"
    ):  # of 1: nothing is indented
        return skip(text, start)
    return text.index(margin + ("}" if text[start] == "{" else "]"), start) + len(margin) + 1


def each_member(text: str, start: int, visit: Visit) -> tuple[int, int]:
    """Visits the members of the value at an offset; the offset behind the value, and how many members it has."""
    opening, position, margin, number = text[start], start + 1, "", 0
    if opening == "{":
        while found := _key(text, position):
            begin, end = key = found.span(1)
            name = text[begin + 1 : end - 1]
            if not name.isascii():
                name = name.encode("latin-1").decode(errors="replace")
            if "\\" in name:
                name = scanstring(name + '"', 0, True)[0]
            margin = margin or _margin(text, begin)
            position = visit(name, key, found.end(), margin)
            number += 1
        return beginning(text, position) + 1, number
    if opening != "[":
        return skip(text, start), 0
    while text[position := _next(text, position).end()] != "]":  # type: ignore[union-attr]
        margin = margin or _margin(text, position)
        position = visit(number, None, position, margin)
        number += 1
    return position + 1, number


def beginning(text: str, position: int) -> int:
    """The offset of the first character from a position on that is no white space."""
    return _space(text, position).end()  # type: ignore[union-attr]


def _margin(text: str, offset: int) -> str:
    """The line end before an offset and what the line is indented by; empty where more stands between."""
    between = text[max(text.rfind("\n", max(offset - MOST_INDENTED, 0), offset), 0) : offset]
    return between if between[:1] == "\n" and between.isspace() else ""
