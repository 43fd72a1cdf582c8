"""What was found about pairs of schemas, and what rests on assumptions that are still open.

A pair that is met again while it is being decided is taken for included (coinduction). Whatever was proved with such an
assumption is provisional: it stands when the assumption is proved, and is forgotten when it proves to be wrong.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)
F = TypeVar("F")


class _Rest(NamedTuple):
    """What a provisional proof rests on: the outermost open pair, and when it was made."""

    lowest: int
    moment: int


class Memo(Generic[K, F]):
    """Findings by pair; an empty finding is a proof. `nothing` is that empty finding."""

    def __init__(self, nothing: F) -> None:
        self._nothing = nothing
        self._known: dict[K, F] = {}
        self._provisional: dict[K, _Rest] = {}
        self._open: dict[K, tuple[int, int]] = {}
        self._lowest = 0
        self._moment = 0

    @property
    def depth(self) -> int:
        """How many pairs are open."""
        return len(self._open)

    def begin(self) -> None:
        """Forgets what was left open by a question that was given up."""
        self._open.clear()
        self._provisional.clear()

    def find(self, key: K) -> F | None:
        """What is known, or taken for granted for now, about a pair; None where it must be decided."""
        if key in self._known:
            return self._known[key]
        if key in self._open:
            self._lowest = min(self._lowest, self._open[key][0])
            return self._nothing
        if key in self._provisional:
            self._lowest = min(self._lowest, self._provisional[key].lowest)
            return self._nothing
        return None

    def enter(self, key: K) -> int:
        """Opens a pair. What it answers must be given to `leave`."""
        outside, self._lowest = self._lowest, self.depth
        self._open[key] = (self.depth, self._moment)
        return outside

    def leave(self, key: K, found: F, outside: int) -> None:
        """Closes the pair that was opened last."""
        depth, begun = self._open.pop(key)
        lowest, self._lowest = self._lowest, min(outside, self._lowest)
        if found != self._nothing:
            # What was proved meanwhile may have rested on this pair, whatever else it rests on.
            self._provisional = {each: on for each, on in self._provisional.items() if on.moment < begun}
            self._known[key] = found
        elif lowest < depth:
            self._provisional[key] = _Rest(lowest, self._moment)
        else:
            self._known[key] = found
            self._known.update((each, found) for each, on in self._provisional.items() if on.lowest >= depth)
            self._provisional = {each: on for each, on in self._provisional.items() if on.lowest < depth}
        self._moment += 1
