"""Finds the few stretches of a very long text that may hold something, so that Python looks at those only.

The regular expressions of jsonschema-rs look for dozens of literals at once about ten times as fast as `re` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

WINDOW = 1 << 16
OVERLAP = 1 << 13
"""Characters; nothing that is searched for may be longer."""
WORTH_IT = 200_000


def windows(text: str, pattern: str) -> Iterator[tuple[int, int]]:
    """The stretches (start, end) of a text in which a pattern matches; they overlap. Short texts are one stretch.

    pattern: a regular expression that Rust and Python read alike, without look-around.
    """
    if len(text) < WORTH_IT:
        yield 0, len(text)
        return
    hits = {int(error.instance_path[0]) for error in _refusing(pattern).iter_errors(_pieces(text))}
    for number in sorted(hits):
        yield number * WINDOW, min((number + 1) * WINDOW + OVERLAP, len(text))


_LAST: list[tuple[str, list[str]]] = []


def _pieces(text: str) -> list[str]:
    """A text cut into windows; those of the last one are kept, because several look through it one after another."""
    if not _LAST or _LAST[0][0] is not text:
        starts = range(0, len(text), WINDOW)
        _LAST[:] = [(text, [text[start : start + WINDOW + OVERLAP] for start in starts])]
    return _LAST[0][1]


@cache
def _refusing(pattern: str) -> Any:
    import jsonschema_rs

    schema = {"items": {"not": {"pattern": pattern}}}
    return jsonschema_rs.Draft202012Validator(schema, pattern_options=jsonschema_rs.RegexOptions())
