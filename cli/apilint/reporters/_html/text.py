"""Text that strangers wrote, as HTML that shows it and does nothing else."""

from __future__ import annotations

import json
import re
from html import escape

from .._terminal import printable

LONGEST = 4096
"""Characters of a body that are shown."""

_JSON_TOKEN = re.compile(r'("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d[\d.eE+-]*)')


def safe(text: object) -> str:
    """One line of text, for content and for attributes in double quotes; control characters become visible."""
    return escape(printable(str(text)))


def lines(text: str) -> str:
    """Several lines of text, for `pre`."""
    return "\n".join(safe(line) for line in text.expandtabs(4).replace("\r\n", "\n").split("\n"))


def prose(text: str) -> str:
    """A message: what stands in backticks becomes code."""
    parts = re.split(r"`([^`]*)`", text)
    return "".join(f"<code>{safe(part)}</code>" if at % 2 else safe(part) for at, part in enumerate(parts))


def operation(label: str) -> str:
    """`GET /orders`, the method as a badge."""
    method, space, path = label.partition(" ")
    if not space:
        return safe(label)
    return f'<span class="method {_class(method)}">{safe(method)}</span> <span class="path">{_breakable(path)}</span>'


def body(data: bytes, media_type: str) -> str:
    """A body, JSON on several lines and coloured, a long one cut."""
    text = data[: LONGEST * 4].decode(errors="replace")
    if "json" in media_type or data[:1] in (b"{", b"["):
        text = _pretty(data, text)
    cut = f"\n… cut, {len(data):,} bytes in all" if len(text) > LONGEST or len(data) > LONGEST * 4 else ""
    shown = text[:LONGEST]
    return (_coloured(shown) if text is not shown or "json" in media_type else lines(shown)) + cut


def _pretty(data: bytes, text: str) -> str:
    if len(data) > 1_000_000:
        return text
    try:
        return json.dumps(json.loads(data), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return text


def _coloured(text: str) -> str:
    parts, end = [], 0
    for token in _JSON_TOKEN.finditer(text):
        kind = "key" if token[2] else "string" if token[1] else "word" if token[3] else "number"
        parts += [lines(text[end : token.start()]), f'<span class="{kind}">{lines(token[0])}</span>']
        end = token.end()
    return "".join(parts) + lines(text[end:])


def _class(method: str) -> str:
    return method.lower() if method.isascii() and method.isalpha() else "other"


def _breakable(path: str) -> str:
    return safe(path).replace("/", "/<wbr>")
