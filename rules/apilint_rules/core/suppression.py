"""Findings that a document asks not to hear: `x-apilint-ignore` and YAML comments.

    x-apilint-ignore:                     # this object and everything below it
      item-has-404: served by the gateway
      rate-limit-documented: {reason: internal, until: 2027-01-31}

    get:  # apilint: ignore[item-has-404] served by the gateway      this line
    # apilint: ignore[item-has-404] until 2027-01-31 being fixed     the next line and its block

Why and until when are read from the same place; a reason is asked for. Unused, unreasoned and expired ones are
findings of `suppression-used`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any

from .document import Document, Place
from .pointer import Pointer, Span

KEY = "x-apilint-ignore"
_COMMENT = re.compile(r"#\s*apilint:\s*ignore\[([^\]]*)\]\s*(.*?)\s*$")
_UNTIL = re.compile(r"\buntil:? (\d{1,4}[-./]\d{1,2}[-./]\d{1,4})\b[:,]?\s*")
_MEANT = re.compile(r"(?:^|\s)(#\s*apilint:\s*(?:ignore|disable|off|skip|noqa|suppress)\b.*?)\s*$")


class Suppression:
    """One rule that is not to be heard in one stretch of a document."""

    __slots__ = (
        "document",
        "first_line",
        "is_known",
        "last_line",
        "nearest",
        "pointer",
        "ran",
        "reason",
        "rule",
        "span",
        "until",
        "used",
    )

    def __init__(self, document: Document, rule: str, reason: str, until: str) -> None:
        self.document = document
        self.rule = rule
        self.reason = reason
        self.until = until
        self.pointer: Pointer | None = None
        self.first_line = self.last_line = 0
        self.span: Span | None = None
        self.used = False
        self.ran = True
        """Whether its rule ran at all: only then does it mean something that it was not used."""
        self.is_known = True
        """Whether there is such a rule; `nearest` is one that may have been meant."""
        self.nearest: str | None = None

    @property
    def is_understood(self) -> bool:
        """Whether a comment is written as it must be; otherwise `reason` is its text, and it names no rule."""
        return bool(self.rule)

    def look_up(self, known: Collection[str]) -> None:
        """Sets whether there is such a rule."""
        self.is_known = self.rule in known
        if not self.is_known:
            self.nearest = next(iter(get_close_matches(self.rule, known, 1)), None)

    @property
    def place(self) -> Place:
        """Where it is written; comments have no pointer and use `span`."""
        return Place(self.document, self.pointer.child(KEY) if self.pointer is not None else Pointer())

    def is_expired(self, today: str) -> bool:
        """Whether its date (`until`, ISO 8601) has passed; on the day itself it still holds."""
        return self.has_date and self.until < today

    @property
    def has_date(self) -> bool:
        """Whether `until` is a date of the calendar."""
        try:
            return date.fromisoformat(self.until).isoformat() == self.until
        except ValueError:
            return False

    def covers_pointer(self, pointer: Pointer) -> bool:
        """Whether a pointer stands in the object that carries `x-apilint-ignore`, or below it."""
        own = self.pointer
        return own is not None and tuple(map(str, pointer[: len(own)])) == tuple(map(str, own))

    def covers_line(self, line: int) -> bool:
        """Whether a line stands in the stretch of a comment."""
        return self.first_line <= line <= self.last_line


def suppressions_of(documents: Iterable[Document]) -> list[Suppression]:
    """Everything that the documents ask not to hear, in order."""
    found: list[Suppression] = []
    for document in documents:
        if document.mentions(KEY):
            found += _from_keys(document, document.data, Pointer(), set())
        if not document.is_json and document.mentions("apilint:"):
            found += _from_comments(document)
    return found


def _from_keys(document: Document, value: Any, pointer: Pointer, seen: set[int]) -> Iterator[Suppression]:
    if type(value) not in (dict, list) or id(value) in seen:
        return
    seen.add(id(value))
    if type(value) is dict and KEY in value:
        for rule, reason, until in _entries(value[KEY]):
            suppression = Suppression(document, rule, reason, until)
            suppression.pointer = pointer
            yield suppression
    members = value.items() if type(value) is dict else enumerate(value)
    for token, member in members:
        if token != KEY:
            yield from _from_keys(document, member, pointer.child(token), seen)


def _entries(value: Any) -> Iterator[tuple[str, str, str]]:
    """Rule, reason and date of each entry, whichever way it is spelt."""
    if type(value) is str:
        yield value, "", ""
    elif type(value) is list:
        for item in value:
            if type(item) is dict and type(item.get("rule")) is str:
                yield item["rule"], *_reason(item)
            else:
                yield from _entries(item)
    elif type(value) is dict:
        for rule, why in value.items():
            yield str(rule), *_reason(why)


def _reason(why: Any) -> tuple[str, str]:
    if type(why) is dict:
        return str(why.get("reason") or ""), str(why.get("until") or "")
    return _split(why) if type(why) is str else ("", "")


def _split(text: str) -> tuple[str, str]:
    """A reason and the date that `until 2027-01-31` in it gives."""
    found = _UNTIL.search(text)
    return (_UNTIL.sub("", text).strip(), found[1]) if found else (text.strip(), "")


def _from_comments(document: Document) -> Iterator[Suppression]:
    lines = document.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines):
        found = _COMMENT.search(line) if "apilint:" in line else None
        if found is None:
            yield from _not_understood(document, line, number)
            continue
        reason, until = _split(found[2])
        alone = not line[: found.start()].strip()
        first, last = _block(lines, number + 1) if alone else (number, number)
        for rule in filter(None, (name.strip() for name in found[1].split(","))):
            suppression = Suppression(document, rule, reason, until)
            suppression.first_line, suppression.last_line = first + 1, last + 1
            suppression.span = Span(number + 1, found.start() + 1, number + 1, found.end() + 1)
            yield suppression


def _not_understood(document: Document, line: str, number: int) -> Iterator[Suppression]:
    found = _MEANT.search(line) if "apilint:" in line else None
    if found is not None:
        suppression = Suppression(document, "", found[1], "")
        suppression.span = Span(number + 1, found.start(1) + 1, number + 1, found.end(1) + 1)
        yield suppression


def _block(lines: list[str], number: int) -> tuple[int, int]:
    """The next line that is no comment, and the last line that is indented deeper than it."""
    while number < len(lines) and (not lines[number].strip() or lines[number].lstrip().startswith("#")):
        number += 1
    if number >= len(lines):
        return number, number
    indent = _depth(lines[number])
    last = number
    for below in range(number + 1, len(lines)):
        if not lines[below].strip():
            continue
        if _depth(lines[below]) <= indent and not _continues(lines[number], lines[below], indent):
            break
        last = below
    return number, last


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _continues(first: str, line: str, indent: int) -> bool:
    """A sequence may stand as deep as the key that holds it."""
    return (
        line[indent : indent + 2] == "- " and _depth(line) == indent and not first.lstrip().startswith("- ")
    )
