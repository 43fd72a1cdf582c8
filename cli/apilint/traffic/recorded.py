"""Recorded traffic, one exchange after the other: HAR 1.2 of browsers, proxies and apilint, and apilint's NDJSON."""

from __future__ import annotations

import base64
import json
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit

from apilint_rules.core.wire.exchange import Answer, Credentials, Fields

from ..errors import ApilintError
from ..reporters._json_wire import request_of

CHUNK = 1 << 20
MOST_ENTRY = 64 << 20
"""Characters of one entry; a longer one is not read."""

MOST_BODY = 1 << 20
"""Bytes of a body that are kept, as of a live service."""

LONGEST_BEGIN = 1_000
_BEGIN = re.compile(r'(?<!\\)"entries"\s*:\s*\[')
"""Within a string, the quotes would be escaped."""

MOST_REPORT = 200_000_000
"""Bytes of a JSON report, which is read whole."""

_LINES = re.compile(r'\s*\{\s*"type"\s*:')
_REPORT = re.compile(r'\s*\{\s*"(version|findings|summary|wire)"\s*:')

_UNREPEATED = ("content-length", "transfer-encoding", "connection", "content-encoding")
"""Fields that speak of the bytes on the wire, which a recording has decoded."""


class Recorded(NamedTuple):
    """One recorded exchange; the request still has its whole URL and all its headers.

    `is_unsent`: the request had a body that the recorder left out.
    """

    method: str
    url: str
    query: Fields
    headers: Fields
    body: bytes | None
    answer: Answer
    started: str
    number: int
    credentials: Credentials | None
    is_unsent: bool = False


def recorded(path: Path) -> Iterator[Recorded]:
    """The exchanges of a file; never more than one is held. Raises `ApilintError` for what is no recording."""
    with _told(path), path.open(encoding=_encoding(path), errors="replace") as file:
        first = file.read(CHUNK)
        if _REPORT.match(first) and not _BEGIN.search(first):
            raise ApilintError(
                "is a report without answers", where=str(path), help="give what `--format har=FILE` wrote"
            )
        entries = _lines(file, first) if _LINES.match(first) else _entries(file, first)
        for number, entry in enumerate(entries, 1):
            found = _recorded(entry, number)
            if found is not None:
                yield found


def calls_of(path: Path) -> Iterator[Recorded]:
    """The same, and of a JSON report the requests that it keeps, their answers left out. Raises `ApilintError`."""
    with _told(path):
        with path.open(encoding=_encoding(path), errors="replace") as file:
            is_report = _REPORT.match(file.read(1000)) is not None
        yield from _reported(path) if is_report else recorded(path)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Says of a file why it cannot be read."""
    try:
        yield
    except OSError as error:
        reason = (
            "no such file" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        )
        raise ApilintError(reason, where=str(path)) from None
    except (ValueError, RecursionError) as error:
        raise ApilintError(
            f"is no HAR: {error}", where=str(path), help="give HAR 1.2, or what `--format ndjson=FILE` wrote"
        ) from None


def _encoding(path: Path) -> str:
    """UTF-8, as HAR wants it; UTF-16 where a mark says so, as a shell may write it."""
    with path.open("rb") as file:
        return "utf-16" if file.read(2) in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8-sig"


def _reported(path: Path) -> Iterator[Recorded]:
    if path.stat().st_size > MOST_REPORT:
        raise ValueError(f"a JSON report is larger than {MOST_REPORT // 1_000_000} MB")
    wire = json.loads(path.read_text(encoding=_encoding(path), errors="replace")).get("wire")
    try:
        base_url, started = str(wire["base_url"]), str(wire["started"])
        for data in wire["exchanges"]:
            request = request_of(data)
            yield Recorded(
                method=request.method.upper(),
                url=base_url + quote(request.path),
                query=request.query,
                headers=request.headers,
                body=request.body,
                answer=Answer(int(data["status"]), is_cut=True),
                started=started,
                number=int(data["number"]),
                credentials=request.credentials,
            )
    except (LookupError, TypeError, AttributeError, ArithmeticError):
        raise ValueError("a JSON report without exchanges") from None


def _lines(file: IO[str], first: str) -> Iterator[Any]:
    """The exchanges of NDJSON; a last line that was cut off is left out."""
    rest, number = first, 0
    while rest:
        *lines, rest = rest.split("\n")
        for line in lines:
            number += 1
            yield from _exchange(line, number)
        more = file.read(CHUNK)
        if not more:
            return
        rest += more
        _bounded(rest)


def _exchange(line: str, number: int) -> Iterator[Any]:
    try:
        data = json.loads(line) if line.strip() else {}
    except ValueError as error:
        raise ValueError(f"line {number}: {error}") from None
    if type(data) is dict and data.get("type") == "exchange":
        yield data.get("exchange")


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
    for _ in range(MOST_ENTRY // CHUNK):
        found = _BEGIN.search(text)
        if found is not None:
            return text, found.end()
        more = file.read(CHUNK)
        if not more:
            raise ValueError("it has no `entries`")
        text = text[-LONGEST_BEGIN:] + more
    raise ValueError(f"its first {MOST_ENTRY >> 20} MB have no `entries`")


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
            is_unsent=not sent.get("postData") and int(sent.get("bodySize") or 0) > 0,
        )
    except (KeyError, TypeError, AttributeError, ValueError, ArithmeticError):
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
