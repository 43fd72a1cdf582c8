"""An old and a new description, laid beside each other: every part paired once, in the order of the new one."""

from __future__ import annotations

from typing import Any

from ..api.model import Api, Direction
from ..api.schema import Schema
from ..travel import HIDDEN, Travel
from .broken import Broken, is_hidden
from .change import Added, Change, Pair, Policy, Removed
from .forms import Forms


class Diff:
    """Two descriptions; `changes` are all of their parts, paired, added or removed."""

    def __init__(self, old: Api, new: Api, policy: Policy) -> None:
        """Pairs everything; `walk.py` says what belongs together."""
        from .payloads import Payloads
        from .walk import walk

        self.old = old
        self.new = new
        self.policy = policy
        self.verdict = "none"
        """The version that the changes ask for; set when lenses have looked at all but `info`."""
        self.changes: list[Change[Any]] = []
        self.broken = (Broken(old), Broken(new))
        self.forms = Forms()
        self.pairs = 0
        """How many schemas were laid beside each other."""
        self.met: set[int] = set()
        """The schemas of both descriptions that were, by their ids."""
        self.unfinished: set[int] = set()
        """Payloads that were not looked through to their ends, by their ids."""
        self.travels = {each: (Travel(old, HIDDEN[each]), Travel(new, HIDDEN[each])) for each in Direction}
        """Which properties travel, by the direction, before and now."""
        self._known: dict[tuple[object, ...], Change[Any]] = {}
        walk(self)
        self.payloads = Payloads(self)

    def pair(
        self,
        old: Any,
        new: Any,
        above: Change[Any] | None,
        direction: Direction,
        name: str = "",
        path: tuple[str, ...] = (),
    ) -> tuple[Change[Any], bool]:
        """What becomes of a part (None: not there), and whether it is met for the first time.

        A part that many operations share is paired once: what is found about it is found once.
        """
        part = old if new is None else new
        told_by = (path[-1] if path else name) if None in (old, new) else ""
        key = (type(part), id(old), id(new), direction, told_by)
        known = self._known.get(key)
        if known is not None:
            if above is not None:
                known.add_above(above, name)
            if (len(path), path) < (len(known.path), known.path):  # the shortest way to it is the one to show
                known.name, known.path = name, path
            return known, False
        where = (self, direction, above, name, path)
        made: Change[Any]
        if old is None:
            made = Added(new, *where)
        elif new is None:
            made = Removed(old, *where)
        else:
            made = Pair(old, new, *where)
        self._known[key] = made
        if not is_hidden(made, *self.broken):
            self.changes.append(made)
        return made, True

    def known(self, old: Schema, new: Schema, direction: Direction) -> Pair[Schema] | None:
        """The pair of two schemas that values of a direction have; None where they do not belong together."""
        found = self._known.get((Schema, id(old), id(new), direction, ""))
        return found if isinstance(found, Pair) else None
