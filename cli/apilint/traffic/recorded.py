"""Recorded traffic, one exchange after the other: HAR 1.2 of browsers, proxies and apilint, and apilint's NDJSON."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from apilint_rules.core.wire.exchange import Answer, Credentials, Fields

from ..errors import ApilintError

CHUNK = 1 << 20
MOST_ENTRY = 64 << 20
"""Characters of one entry; a longer one is not read."""

MOST_BODY = 1 << 20
"""Bytes of a body that are kept, as of a live service."""

_BEGIN = re.compile(r'(?<!\\)"entries"\s*:\s*\[')
"""Within a string, the quotes would be escaped."""

_UNREPEATED = ("content-length", "transfer-encoding", "connection", "content-encoding")
"""Fields that speak of the bytes on the wire, which a recording has decoded."""


class Recorded(NamedTuple):
    """One recorded exchange; the request still has its whole URL and all its headers."""

    method: str
    url: str
    query: Fields
    headers: Fields
    body: bytes | None
    answer: Answer
    started: str
    number: int
    credentials: Credentials | None


def recorded(path: Path) -> Iterator[Recorded]:
    """The exchanges of a file; never more than one is held. Raises `ApilintError` for what is no recording."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            first = file.read(CHUNK)
            is_lines = first.lstrip().startswith('{"type"')
            entries = _lines(file, first) if is_lines else _entries(file, first)
            for number, entry in enumerate(entries, 1):
                found = _recorded(entry, number)
                if found is not None:
                    yield found
    except OSError as error:
        raise ApilintError(f"cannot be read: {error.strerror}", where=str(path)) from None
    except (ValueError, RecursionError) as error:
        raise ApilintError(
            f"is no HAR: {error}", where=str(path), help="give HAR 1.2, or what `--format ndjson=FILE` wrote"
        ) from None


def _lines(file: IO[str], first: str) -> Iterator[Any]:
    """The exchanges of NDJSON; a last line that was cut off is left out."""
    rest = first
    while rest:
        *lines, rest = rest.split("\n")
        for line in lines:
            data = json.loads(line) if line.strip() else {}
            if data.get("type") == "exchange":
                yield data["exchange"]
        more = file.read(CHUNK)
        if not more:
            return
        rest += more
        _bounded(rest)


def _entries(file: IO[str], first: str) -> Iterator[Any]:
    """The members of the list `entries`, which is found without reading what stands before or behind it."""
    decoder = json.JSONDecoder()
    text, at = _begin(file, first)
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if text[at : at + 1] == "]":
            return
        try:
            entry, at = decoder.raw_decode(text, at) if at < len(text) else _fail()
        except ValueError:
            more = file.read(max(CHUNK, len(text)))
            if not more:
                raise
            text, at = text[at:] + more, 0
            _bounded(text)
        else:
            yield entry


def _begin(file: IO[str], text: str) -> tuple[str, int]:
    """The text in which the list begins, and where its first member may stand."""
    while True:
        found = _BEGIN.search(text)
        if found is not None:
            return text, found.end()
        more = file.read(CHUNK)
        if not more:
            raise ValueError("it has no `entries`")
        text += more
        _bounded(text)


def _fail() -> Any:
    raise ValueError("it ends in the middle")


def _bounded(text: str) -> None:
    if len(text) > MOST_ENTRY:
        raise ValueError(f"an entry is longer than {MOST_ENTRY >> 20} MB")


def _recorded(entry: Any, number: int) -> Recorded | None:
    """An entry; None where it tells no whole exchange (blocked, from the cache, still open)."""
    try:
        sent, got = entry["request"], entry["response"]
        url, status = str(sent["url"]), int(got["status"])
        if not 100 <= status <= 599 or urlsplit(url).scheme not in ("http", "https"):
            return None
        body, is_cut = _content(got.get("content") or {})
        credentials = entry.get("_credentials")
        return Recorded(
            method=str(sent["method"]).upper(),
            url=url,
            query=tuple(parse_qsl(urlsplit(url).query, keep_blank_values=True)),
            headers=_fields(sent.get("headers")),
            body=_body(sent.get("postData")),
            answer=Answer(
                status,
                _fields(got.get("headers")),
                body,
                max(0.0, float(entry.get("time") or 0)) / 1000,
                is_cut or bool(got.get("_isCut")),
            ),
            started=str(entry.get("startedDateTime", "")),
            number=number,
            credentials=Credentials(credentials) if credentials else None,
        )
    except (KeyError, TypeError, AttributeError, ValueError):
        return None


def _fields(fields: Any) -> Fields:
    """Header fields, without the pseudo-fields of HTTP/2 and what holds only for the bytes on the wire."""
    pairs = ((str(each["name"]), str(each["value"])) for each in fields or ())
    return tuple(
        (name, value) for name, value in pairs if name[:1] != ":" and name.lower() not in _UNREPEATED
    )


def _body(data: Any) -> bytes | None:
    if not data:
        return None
    text = str(data.get("text") or "")
    return (
        base64.b64decode(text) if data.get("_encoding") == "base64" else text.encode(errors="surrogatepass")
    )


def _content(content: Any) -> tuple[bytes, bool]:
    """A body, and whether it is not all there: recorders leave long and binary ones out."""
    text, size = str(content.get("text") or ""), int(content.get("size") or 0)
    raw = (
        base64.b64decode(text) if content.get("encoding") == "base64" else text.encode(errors="surrogatepass")
    )
    return raw[:MOST_BODY], len(raw) > MOST_BODY or (not raw and size > 0)
