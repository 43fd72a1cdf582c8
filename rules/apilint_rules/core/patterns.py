"""Which patterns jsonschema-rs reads as ECMA-262 does, and how long it may think about one."""

from __future__ import annotations

import re
from functools import cache
from typing import Any


@cache
def engine_options() -> Any:
    """Patterns may look ahead, but not for ever."""
    import jsonschema_rs

    return jsonschema_rs.FancyRegexOptions(backtrack_limit=100_000)


@cache
def is_usable(pattern: str) -> bool:
    """Whether jsonschema-rs reads a pattern, and reads it as ECMA-262 does."""
    import jsonschema_rs

    # Rust gives these a meaning of its own: set operations and nested sets in brackets, flags, other anchors.
    if re.search(r"\[[^\]]*(?:&&|--|~~|\[)|\(\?[a-zA-Z-]", re.sub(r"\\.", "_", pattern)):
        return False
    if re.search(r"\\[AzZhHGQK]|^/.*[\^$(\[\\+*].*/[a-z]*$", pattern):
        return False
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=engine_options())
    except ValueError:
        return False
    return True
