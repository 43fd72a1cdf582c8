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
    starts = range(0, len(text), WINDOW)
    pieces = [text[start : start + WINDOW + OVERLAP] for start in starts]
    hits = {int(error.instance_path[0]) for error in _refusing(pattern).iter_errors(pieces)}
    for number in sorted(hits):
        yield starts[number], min(starts[number] + WINDOW + OVERLAP, len(text))


@cache
def _refusing(pattern: str) -> Any:
    import jsonschema_rs

    schema = {"items": {"not": {"pattern": pattern}}}
    return jsonschema_rs.Draft202012Validator(schema, pattern_options=jsonschema_rs.RegexOptions())
