"""Request bodies, and the media types of bodies."""

from __future__ import annotations

from typing import Any

from ..core import Change, RequestBody
from ..core.change.parts import is_required

__all__ = ["is_request", "is_required"]


def is_request(change: Change[Any]) -> bool:
    """Whether it belongs to a request body rather than to an answer, whoever sends it."""
    return change.nearest(RequestBody) is not None
