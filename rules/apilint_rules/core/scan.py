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
    accepts = _refusing(pattern).is_valid
    for start in range(0, len(text), WINDOW):
        end = min(start + WINDOW + OVERLAP, len(text))
        if not accepts(text[start:end]):
            yield start, end


@cache
def _refusing(pattern: str) -> Any:
    import jsonschema_rs

    schema = {"not": {"pattern": pattern}}
    return jsonschema_rs.Draft202012Validator(schema, pattern_options=jsonschema_rs.RegexOptions())
