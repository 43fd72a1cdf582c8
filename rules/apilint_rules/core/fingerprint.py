"""A name for a finding that survives moved lines, re-ordered keys and reworded messages.

It is made of the rule, the file and a pointer in which array indexes give way to what identifies the item (a
parameter's place and name, a tag's name, a server's url), so that inserting an item before another changes nothing.
"""

from __future__ import annotations

import hashlib
from typing import Any

from .document import Document
from .pointer import Pointer, step


def fingerprint(rule: str, file: str, document: Document, pointer: Pointer, subject: str, number: int) -> str:
    """16 hexadecimal digits. `number` tells apart the problems that share everything else."""
    parts = (rule, file, identity(document, pointer), subject, str(number))
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:16]


def identity(document: Document, pointer: Pointer) -> str:
    """The pointer with what identifies an array's item instead of its index."""
    value: Any = document.data
    tokens = []
    for token in pointer:
        try:
            below = step(value, token)
        except KeyError:
            below = None
        tokens.append(_identity(below) or str(token) if type(value) is list else str(token))
        value = below
    return "/".join(token.replace("/", "~1") for token in tokens)


def _identity(item: Any) -> str:
    if type(item) is str:
        return f"={item}"
    if type(item) is not dict:
        return ""
    if isinstance(item.get("$ref"), str):
        return f"${item['$ref']}"
    if "name" in item:
        return f"@{item.get('in', '')}:{item['name']}"
    if "url" in item:
        return f"@{item['url']}"
    return f".{next(iter(item))}" if len(item) == 1 else ""
