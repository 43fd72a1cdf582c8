"""How a request is to be made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Choice(NamedTuple):
    """How a request is to be made; the planner changes it where the service refuses.

    `turn`: other examples and values. `media`: which representation of the body. `wanted`, `without`, `other`: names of
    parameters and properties that are to be there, to be left out, to have another value. `body`: this very value.
    """

    rich: bool = False
    turn: int = 0
    media: int = 0
    rename: bool = False
    wanted: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    given: Mapping[str, Any] = {}
    body: Any = None
    accept: str = ""
