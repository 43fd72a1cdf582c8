"""Whether two representations of one thing are the same, but for what changes by itself (times, versions, tags)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ..words import words

_VOLATILE = frozenset(
    (
        "at", "date", "time", "timestamp", "datetime", "etag", "version", "revision", "rev", "modified", "updated",
        "accessed", "seen", "age", "now", "expires", "expiry", "ttl", "uptime", "nonce", "elapsed", "duration",
        "signature", "checksum", "hash", "trace", "generation",
    )
)  # fmt: skip
_COUNTERS = frozenset(("hits", "views", "visits", "reads", "accesses"))
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*")
_DEEPEST = 12


def differences(
    before: Any, after: Any, name: str = "", depth: int = 0, counters: bool = False
) -> Iterator[str]:
    """The names of the fields that differ (`total`, `items[0].price`), without those that change by themselves.

    counters: whether fields that count readers are compared as well.
    """
    if before == after or depth > _DEEPEST:
        return
    if type(before) is dict and type(after) is dict:
        for key in [*before, *(key for key in after if key not in before)]:
            if not is_volatile(key, counters):
                inner = f"{name}.{key}" if name else str(key)
                one, other = before.get(key, _NOTHING), after.get(key, _NOTHING)
                yield from differences(one, other, inner, depth + 1, counters)
    elif type(before) is list and type(after) is list and len(before) == len(after):
        if sorted(map(_text, before)) != sorted(map(_text, after)):
            for number, (one, other) in enumerate(zip(before, after, strict=True)):
                yield from differences(one, other, f"{name}[{number}]", depth + 1, counters)
    elif not (_is_instant(before) and _is_instant(after)):
        yield name or "the whole"


def is_volatile(name: str, counters: bool = False) -> bool:
    """Whether the value of a field may change without anybody changing the thing; `counters` are compared."""
    tokens = words(name)
    if not counters and _COUNTERS & set(tokens):
        return True
    return bool(_VOLATILE & set(tokens[-1:] + tokens[:1])) or (tokens[:1] == ("last",) and len(tokens) > 1)


def _is_instant(value: Any) -> bool:
    return type(value) is str and _INSTANT.fullmatch(value) is not None


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


_NOTHING = object()
