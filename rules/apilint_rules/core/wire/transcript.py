"""Exchanges written down as `curl -v` prints them, for the examples of rules and for their tests.

    > POST /orders
    > Content-Type: application/json
    >
    > {"total": 5}
    < 201 Created
    < Location: /orders/17
    ---
    > GET /orders/17
    < 200

Several transcripts are parted by a line `===`. What stands above `---` happened before a probe begins; below it, the
requests are those that the probe sends, in their order. Without `---`, everything is there to be looked at by an
exchange lens. Other credentials than the main ones are named behind the request line: `> GET /orders (none)`.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from .exchange import Answer, Credentials, Exchange, Request

_FIRST = re.compile(r"(?P<method>[A-Z]+) (?P<target>\S+)(?: \((?P<credentials>\w+)\))?")


class Transcript(NamedTuple):
    """What happened before, and what happens then; `is_script` says that a probe asks for it."""

    before: list[Exchange]
    then: list[Exchange]
    is_script: bool


def read_all(text: str) -> list[Transcript]:
    """The transcripts in a text. Raises `ValueError` where there is none."""
    return [_read(part) for part in re.split(r"^===$", textwrap.dedent(text).strip(), flags=re.MULTILINE)]


def _read(text: str) -> Transcript:
    above, line, below = text.strip().partition("\n---\n")
    if not line:
        return Transcript([], list(_exchanges(above, 1)), False)
    before = list(_exchanges(above, 1))
    return Transcript(before, list(_exchanges(below, len(before) + 1)), True)


def _exchanges(text: str, number: int) -> Iterator[Exchange]:
    for found in re.finditer(r"((?:^>.*\n?)+)((?:^<.*\n?)+)", text, re.MULTILINE):
        yield Exchange(_request(_lines(found[1])), _answer(_lines(found[2])), number)
        number += 1


def _lines(text: str) -> list[str]:
    return [line[2:] for line in text.splitlines()]


def _request(lines: list[str]) -> Request:
    first = _FIRST.fullmatch(lines[0].strip())
    if first is None:
        raise ValueError(f"`{lines[0]}` is no request line")
    parts = urlsplit(first["target"])
    headers, body = _fields_and_body(lines[1:])
    credentials = Credentials(first["credentials"] or "main")
    query = tuple(parse_qsl(parts.query, keep_blank_values=True))
    return Request(first["method"], parts.path, query, headers, body, credentials)


def _answer(lines: list[str]) -> Answer:
    headers, body = _fields_and_body(lines[1:])
    return Answer(int(lines[0].split()[0]), headers, body or b"")


def _fields_and_body(lines: list[str]) -> tuple[tuple[tuple[str, str], ...], bytes | None]:
    end = lines.index("") if "" in lines else len(lines)
    fields = [line.partition(":") for line in lines[:end]]
    body = "\n".join(lines[end + 1 :]).encode() if end < len(lines) else None
    return tuple((name.strip(), value.strip()) for name, _, value in fields), body
