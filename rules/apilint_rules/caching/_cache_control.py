"""`Cache-Control` taken apart (RFC 9111 section 5.2)."""

from __future__ import annotations

import re

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_DIRECTIVE = re.compile(rf'\s*({_TOKEN})(?:=(?:({_TOKEN})|"((?:[^"\\]|\\.)*)"))?\s*')
_PART = re.compile(r'(?:[^,"]|"[^"]*"?)+')
SECONDS = ("max-age", "s-maxage", "stale-while-revalidate", "stale-if-error")
LONGEST = 4000
"""Characters of a field that are looked at."""


def directives_of(value: str) -> tuple[dict[str, str | None], list[str]]:
    """The directives in lower case with their arguments (None without), and what cannot be read as one."""
    found: dict[str, str | None] = {}
    wrong = []
    for part in _PART.findall(value[:LONGEST]):
        match = _DIRECTIVE.fullmatch(part)
        if match is None:
            wrong += [part.strip()] if part.strip() else []
            continue
        name, argument = match[1].lower(), match[2] or match[3]
        if found.get(name, argument) != argument:
            wrong.append(f"{name}={argument}")
        found.setdefault(name, argument)
    return found, wrong


def names_in(value: str) -> list[str] | None:
    """The names in a list of header fields (`Vary`); None where it is none."""
    parts = [part.strip() for part in value[:LONGEST].split(",")]
    names = [part for part in parts if part]
    return names if all(re.fullmatch(_TOKEN, name) for name in names) else None


def seconds(directives: dict[str, str | None], name: str) -> int:
    """The argument of a directive that counts seconds; 0 without it, or where it is no number."""
    value = directives.get(name) or ""
    return int(value[:12]) if value.isascii() and value.isdigit() else 0
