"""A keyword of one clause that does not take all that another one allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple


class Refusal(NamedTuple):
    """A keyword that does not take all, values to try for showing it, and why it is not certain without one."""

    facet: str
    candidates: Callable[[], Iterator[Any]]
    reason: str = ""
