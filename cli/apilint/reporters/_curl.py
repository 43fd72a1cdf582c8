"""A request as a line for a POSIX shell that sends what was sent; secrets come from the environment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from apilint_rules.core.finding import Finding
from apilint_rules.core.wire.exchange import Exchange, Fields, Request

from ._terminal import printable
from .run import DiffRun, WireRun

LONGEST = 60_000
"""Bytes of a body that are handed over as an argument (Linux takes 128 KB); longer ones go through a pipe."""

LONGEST_READ = 2000
"""Characters of a line that a person reads."""

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 section 5.6.2
_VARIABLE = re.compile(r"\$([A-Za-z_]\w*)", re.ASCII)
_DOTS = re.compile(r"/(\.|%2e){1,2}(?=/|\?|$)", re.IGNORECASE)
_ORIGIN = re.compile(r"^[^:/]+://[^/]*")
_FRAMING = ("content-length", "transfer-encoding", "connection")


def readable(exchange: Exchange, wire: WireRun) -> str:
    """The line of an exchange for a person; a comment in its place where it is too long to be read."""
    line = ""
    if len(exchange.request.body or b"") <= LONGEST_READ:
        line = curl_line(exchange.request, wire.shown(exchange.request), wire.base_url)
    return bearable(line)


def change_line(finding: Finding, diff: DiffRun | None) -> str:
    """The request that was accepted and shows what breaks; empty where there is none."""
    made = diff.requests.get(finding.fingerprint) if diff is not None else None
    return curl_line(made.request, made.shown, made.base_url) if made is not None else ""


def bearable(line: str) -> str:
    """A line, or a comment in its place where it is too long to be read (or empty)."""
    return line if 0 < len(line) <= LONGEST_READ else "# too long to be shown here: see --format json"


def curl_line(request: Request, shown: Request, base_url: str) -> str:
    """One request as a line. `shown` is the same with its credentials: `$NAME` in what it adds is expanded.

    Everything else is quoted: a shell sees neither variables nor commands in it, and the line has no line end.
    """
    words = [
        "curl",
        "-sS",
        *_options(request, base_url),
        _url(request, shown, base_url),
        *_fields(request, shown, base_url),
    ]
    if not shown.body:
        words += ["--data-raw ''"] if shown.body == b"" else []
        return " ".join(words)
    text = shown.body.decode(errors="surrogateescape")
    if printable(text) == text and len(shown.body) <= LONGEST:
        return " ".join([*words, "--data-raw", _literal(text)])
    return f"printf '{_format(text)}' | " + " ".join([*words, "--data-binary @-"])


def _options(request: Request, base_url: str) -> Iterator[str]:
    is_head = request.method == "HEAD" and not request.body
    path = _ORIGIN.sub("", base_url) + request.target  # an IPv6 address needs no `-g`
    yield "-I" if is_head else "-i"
    if re.search(r"[\[\]{}]", path):
        yield "-g"
    if _DOTS.search(path):
        yield "--path-as-is"
    if not is_head and (request.method != "GET" or request.body is not None):
        yield f"-X {request.method if request.method.isalnum() else _literal(request.method)}"


def _url(request: Request, shown: Request, base_url: str) -> str:
    added = [field for field in shown.query if field not in request.query]
    plain = _literal(base_url + request.but(query=_without(shown.query, added)).target)
    if not added:
        return plain
    pairs = "&".join(f"{quote(name, safe='')}={value}" for name, value in added)
    return plain + _expanding(("&" if len(shown.query) > len(added) else "?") + pairs)


def _fields(request: Request, shown: Request, base_url: str) -> Iterator[str]:
    for name, value in shown.headers:
        is_implied = name.lower() in _FRAMING or (name.lower(), value) == ("host", urlsplit(base_url).netloc)
        is_added = (name, value) not in request.headers
        basic = re.fullmatch(r"Basic (\$[A-Za-z_]\w*)", value, re.ASCII)
        if is_added and basic and name.lower() == "authorization":
            yield f'-u "{basic[1]}"'
        elif _TOKEN.fullmatch(name) and not is_implied:
            yield f"-H {_header(name, value, is_added)}"
    if shown.body is not None and shown.header("content-type") is None:
        yield "-H 'Content-Type:'"


def _header(name: str, value: str, is_added: bool) -> str:
    line = f"{name}: {value}" if value else f"{name};"
    return _expanding(line) if is_added else _literal(line)


def _without(fields: Fields, left_out: list[tuple[str, str]]) -> Fields:
    return tuple(field for field in fields if field not in left_out)


def _expanding(text: str) -> str:
    """A word in which `$NAME` is expanded and nothing else."""
    parts = _VARIABLE.split(text)
    if len(parts) > 1 and printable(text) == text and not re.search(r'[\\"`!]|\$(?![A-Za-z_])', text):
        return f'"{text}"'
    return "".join(f'"${part}"' if at % 2 else _literal(part) for at, part in enumerate(parts) if part)


def _literal(text: str) -> str:
    """A word in which nothing is expanded."""
    if printable(text) != text:
        return f"\"$(printf '{_format(text)}')\""
    return "'" + text.replace("'", "'\\''") + "'"


def _format(text: str) -> str:
    """What `printf` makes these bytes of; stands between single quotes. A `-` at the beginning would be an option."""
    return _SPECIAL.sub(lambda found: _FORMATS.get(found[0]) or _character(found[0]), text)


_SPECIAL = re.compile(r"\A-|[^ -$&(-\[\]-~]")
_FORMATS = {"-": "\\055", "\\": "\\\\", "%": "%%", "'": "\\047", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _character(character: str) -> str:
    if printable(character) == character:
        return character
    is_byte = 0xDC80 <= ord(character) <= 0xDCFF  # as `surrogateescape` decodes what is no UTF-8
    raw = character.encode(errors="surrogateescape" if is_byte else "replace")
    return "".join(f"\\{byte:03o}" for byte in raw)
