"""What a description says about the end of what is deprecated."""

from __future__ import annotations

import re

from ..core import View
from ..core.words import words

_ENDS = frozenset(("sunset", "removal", "removed", "eol", "retirement", "shutdown", "discontinued"))


def sunset_key(view: View) -> str | None:
    """The extension that names an end (`x-sunset`, `x-removal-date`); `x-sunset` before others."""
    keys = [
        key for key in view.value if type(key) is str and key.startswith("x-") and _ENDS & set(words(key))
    ]
    return min(keys, key=lambda key: (key != "x-sunset", key), default=None)


def date_of(value: object) -> str | None:
    """The date (`2026-11-30`) of an RFC 3339 date or date-time; None for anything else."""
    pattern = r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))([Tt ].*)?"
    found = re.fullmatch(pattern, value.strip()) if isinstance(value, str) else None
    return found[1] if found else None
