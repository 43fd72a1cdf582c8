"""What a change lens is handed: a part in both descriptions, or one that is only in the old or only in the new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from ..api.model import Api, Direction, Operation
from ..api.view import View
from ..document import Place
from ..finding import Related

if TYPE_CHECKING:
    from .diff import Diff

V = TypeVar("V", bound="View | Api")


class Policy(NamedTuple):
    """What a run holds changes to. `today` is an ISO 8601 date.

    strict_readers: clients refuse members that they do not know. sunset_days: the notice that a removal needs.
    """

    today: str = ""
    strict_readers: bool = False
    sunset_days: int = 0


class Change(Generic[V]):
    """A part of the API and its place in what is above it.

    `direction` says which way its values travel: REQUEST from the client to the service, RESPONSE back. (The body of a
    webhook's request travels to the client, so its direction is RESPONSE.) `name` tells it from the others above it:
    `GET /orders`, `query limit`, `404`. `path` leads to a schema from the top of its payload: `lines`, `[]`, `price`.
    """

    __slots__ = ("_seen", "above", "diff", "direction", "name", "path", "ways")
    kind = ""

    def __init__(
        self,
        diff: Diff,
        direction: Direction,
        above: Change[Any] | None,
        name: str = "",
        path: tuple[str, ...] = (),
    ) -> None:
        self.diff = diff
        self.direction = direction
        self.above: list[Change[Any]] = []
        self._seen: set[int] = set()
        self.ways: dict[tuple[int, str], Change[Any]] = {}
        """What is above a part by each name that it has there; nothing of what is inside of a payload."""
        self.name = name
        self.path = path
        if above is not None:
            self.add_above(above, name)

    def add_above(self, above: Change[Any], name: str) -> None:
        """Notes something that it is part of."""
        if id(above) not in self._seen:
            self._seen.add(id(above))
            self.above.append(above)
        if not self.path:
            self.ways[id(above), name] = above

    @property
    def part(self) -> Any:
        """The part itself: the new one, else the old one."""
        raise NotImplementedError

    @property
    def place(self) -> Place:
        """Where its reader should look in the new description."""
        raise NotImplementedError

    @property
    def related(self) -> tuple[Related, ...]:
        """Where it stands in the old description."""
        return ()

    @property
    def policy(self) -> Policy:
        return self.diff.policy

    @property
    def is_sent(self) -> bool:
        """Whether its values travel to the service: what they may be must not become less."""
        return self.direction is Direction.REQUEST

    @property
    def operation(self) -> Pair[Operation] | None:
        """The pair of operations that it belongs to, the first where there are several."""
        return next(iter(self.operations), None)

    @property
    def operations(self) -> list[Pair[Operation]]:
        """All pairs of operations that reach it."""
        return self.all_nearest(Operation)

    def all_nearest(self, kind: type[View]) -> list[Any]:
        """The nearest pairs of this kind of part on all ways up from it, itself among them."""
        found: dict[int, Change[Any]] = {}
        waiting, seen = [self], {id(self)}
        while waiting:
            change = waiting.pop(0)
            if isinstance(change.part, kind):
                found[id(change)] = change
                continue
            waiting += [above for above in change.above if id(above) not in seen]
            seen.update(id(above) for above in change.above)
        return list(found.values())

    def nearest(self, kind: type[View]) -> Any:
        """The nearest pair of this kind of part at or above it, None when there is none."""
        change: Change[Any] | None = self
        while change is not None and not isinstance(change.part, kind):
            change = change.above[0] if change.above else None
        return change

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.part!r})"


class Pair(Change[V]):
    """A part that is in both descriptions."""

    __slots__ = ("new", "old")
    kind = "changed"

    def __init__(self, old: V, new: V, *where: Any) -> None:
        super().__init__(*where)
        self.old = old
        self.new = new

    @property
    def part(self) -> V:
        return self.new

    @property
    def place(self) -> Place:
        return place_of(self.new)

    @property
    def related(self) -> tuple[Related, ...]:
        return (Related(place_of(self.old), "what it was"),)


class Added(Change[V]):
    """A part that only the new description has, below something that both have."""

    __slots__ = ("new",)
    kind = "added"

    def __init__(self, new: V, *where: Any) -> None:
        super().__init__(*where)
        self.new = new

    @property
    def part(self) -> V:
        return self.new

    @property
    def place(self) -> Place:
        return place_of(self.new)


class Removed(Change[V]):
    """A part that only the old description has, below something that both have."""

    __slots__ = ("old",)
    kind = "removed"

    def __init__(self, old: V, *where: Any) -> None:
        super().__init__(*where)
        self.old = old

    @property
    def part(self) -> V:
        return self.old

    @property
    def place(self) -> Place:
        """The nearest that is left of what was above it; of an operation its path, if that is still there."""
        if isinstance(self.old, Operation) and self.old.path in self.diff.new.root.mapping("paths"):
            return self.diff.new.root.at("paths", self.old.path)
        return self.above[0].place if self.above else place_of(self.diff.new)

    @property
    def related(self) -> tuple[Related, ...]:
        return (Related(place_of(self.old), "it was here"),)


def place_of(part: View | Api) -> Place:
    """The place of a part; of a whole description its `info`."""
    if isinstance(part, Api):
        return part.key("paths" if part.root.has("paths") else "info")
    return part.place
