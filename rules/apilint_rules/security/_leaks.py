"""Secrets in what a service really answers: by the names of fields, and by the shapes of values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..core import Exchange

MOST_VALUES = 20_000
_MASKED = re.compile(
    r"(?i)[*x•.\-_#]*|.*\*{3,}.*|<.*>|\[.*\]|.*(redacted|masked|hidden|filtered|removed).*|null|none"
)


def texts_in(body: Any) -> Iterator[tuple[str, str]]:
    """Every text in a JSON body with the name of the field that holds it (for items, that of their list)."""
    waiting: list[tuple[str, Any]] = [("", body)]
    for _ in range(MOST_VALUES):
        if not waiting:
            return
        name, value = waiting.pop()
        if type(value) is dict:
            waiting += [(str(key), inner) for key, inner in value.items()]
        elif type(value) is list:
            waiting += [(name, inner) for inner in value]
        elif type(value) is str:
            yield name, value


def is_masked(value: str) -> bool:
    """Whether a value only shows that there is one: `****`, `<hidden>`, nothing at all."""
    return _MASKED.fullmatch(value[:200]) is not None


def is_echo(value: str, exchange: Exchange) -> bool:
    """Whether the caller had sent it with the very request."""
    request = exchange.request
    sent = [request.path, *(text for _, text in (*request.query, *request.headers))]
    return value.encode() in (request.body or b"") or any(value in text for text in sent)
