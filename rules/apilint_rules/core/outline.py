"""A text that tells a value of JSON from others, whatever order its keys and its lists are written in."""

from __future__ import annotations

from json import dumps
from typing import Any

MOST_PARTS = 200
"""Parts of a value that are looked at, from the outside in."""


def outline(value: Any) -> str:
    """What a value holds, from the outside in, in an order of its own."""
    found: list[str] = []
    level: list[tuple[str, Any]] = [("", value)]
    left = MOST_PARTS
    while level and left > 0:
        following: list[tuple[str, Any]] = []
        texts = []
        for path, part in level[:left]:
            if type(part) is dict:
                following += [(f"{path}/{key}", member) for key, member in part.items()]
            elif type(part) is list:
                following += [(f"{path}[]", item) for item in part]
            else:
                texts.append(f"{path}={dumps(part, default=str)}")
        left -= len(level)
        found += sorted(texts)
        level = sorted(following, key=lambda pair: pair[0])
    return "\n".join(found)
