"""Named bytes."""

from __future__ import annotations

from typing import NamedTuple


class Source(NamedTuple):
    """One description to look at: how messages call it, how references find it, and its bytes."""

    name: str
    uri: str
    raw: bytes
