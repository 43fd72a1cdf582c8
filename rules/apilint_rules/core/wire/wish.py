"""What kind of value is wanted, and how much is done for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from ..api.model import Direction
from ..api.schema import Schema

TRIES = 8
"""Values that are made for one schema before it is given up."""
MOST_STEPS = 3_000
"""Values that are made in all of the tries, those inside of others too."""
MOST_ITEMS = 200
DEEPEST = 14
RICH_DEPTH = 3
"""Levels to which a rich value has optional properties."""

Known = Callable[[str, Schema], Iterable[Any]]
"""Values that a property of some name may refer to (ids of what the service holds), the best first."""


class Wish(NamedTuple):
    """What kind of instance is wanted.

    `rich` asks for optional properties too. `unique` becomes a part of the texts that name something, and with `rename`
    also of such texts in examples. `turn` counts the tries: another one, other choices. `known` offers ids; `given` are
    the values of properties that the user has set.
    """

    direction: Direction | None = Direction.REQUEST
    rich: bool = False
    unique: str = ""
    rename: bool = True
    turn: int = 0
    known: Known = lambda name, schema: ()
    given: Mapping[str, Any] = {}
    wanted: frozenset[str] = frozenset()
    """Optional properties that are to be there all the same."""
    without: frozenset[str] = frozenset()
    """Optional properties that are to be left out."""
    other: frozenset[str] = frozenset()
    """Properties whose value is to be another one than before."""


class StuckError(Exception):
    """No value was found; another turn may find one."""
