"""Values that fit a schema: from what the description gives as examples, else made up.

Nothing is answered that the validators do not accept. The same `random.Random` gives the same value. What a schema
wants too much of (a billion items, itself again without end) is given up after a bounded number of steps.
"""

from __future__ import annotations

from random import Random
from typing import Any

from ..api.model import Api, Direction
from ..api.schema import Schema
from ..travel import HIDDEN, Travel
from .making import Making
from .wish import MOST_STEPS, TRIES, StuckError, Wish

__all__ = ["Values", "Wish"]

_PLAIN = Wish()


class Values:
    """Makes values that fit the schemas of one description."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._travel: dict[Direction | None, Travel] = {}

    def instance(self, schema: Schema, rng: Random, wish: Wish = _PLAIN, name: str = "") -> Any:
        """A value that fits, for a property or parameter of some name; None when none was found."""
        steps = 0
        for turn in range(wish.turn, wish.turn + TRIES):
            making = Making(self, rng, wish._replace(turn=turn))
            try:
                value = making.value([schema], name)
            except (StuckError, RecursionError):
                value = None
            steps += making.steps
            if steps > MOST_STEPS:
                return None
            if value is not None and self.fits(schema, value, wish.direction):
                return value
        return None

    def adapted(self, schema: Schema, example: Any, rng: Random, wish: Wish) -> Any:
        """An example with its names made unlike others, with ids that are known, without what does not travel."""
        making = Making(self, rng, wish)
        value = making.travelling(example, [schema])
        return making.unique(value, [schema], "") if self.fits(schema, value, wish.direction) else example

    def fits(self, schema: Schema, value: Any, direction: Direction | None) -> bool:
        """Whether the validators accept a value in a direction."""
        return self.api.validators.accepts(schema, value, direction)

    def hidden(self, schema: Schema, direction: Direction | None) -> frozenset[str]:
        """The properties that do not travel in a direction."""
        if direction not in self._travel:
            self._travel[direction] = Travel(self.api, HIDDEN[direction])
        return self._travel[direction].fate(schema).hidden
