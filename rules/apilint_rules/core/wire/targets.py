"""What the requests for an operation may be about: values for its path, from the service, from examples, made up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from ..api.model import Operation
from ..resources import Kind
from .danger import danger
from .make import Maker
from .ours import is_ours, makes, needs_ours
from .routing import names_of
from .situation import Situation

MOST_TARGETS = 6
SAFE = frozenset(("get", "head", "options", "query"))
NOTHING_OURS = "left out: this run could create nothing that it may change or delete"


class Target(NamedTuple):
    """Values for the path, and for other parameters and the body where a link gave them."""

    values: Mapping[str, str]
    is_invented: bool = False
    given: Mapping[str, Any] = {}
    body: Any = None


class Targets:
    """Finds what operations may be about. `leads` are the targets that links have given, by label."""

    def __init__(self, situation: Situation, maker: Maker) -> None:
        self.situation = situation
        self.maker = maker
        self.leads: dict[str, list[Target]] = {}

    def of(self, operation: Operation, may_invent: bool) -> Iterator[Target]:
        """The targets of an operation, the best first. Things may be invented to be made, else only where told."""
        yield from self.leads.get(operation.label, [])
        if makes(operation, self.maker) and operation.method == "put":
            new = self.new(operation)
            if new is not None:
                yield new
        found = False
        for target in self.known(operation):
            found = True
            yield target
        if not found and may_invent and self._may_invent(operation):
            for turn in range(2):
                values = self.maker.invented(operation, turn=turn)
                if values is not None:
                    yield Target(values, is_invented=True)

    def known(self, operation: Operation) -> Iterator[Target]:
        """The targets that are known: only things of the run where others must be let alone."""
        found = map(Target, self.maker.path_values(operation))
        if needs_ours(operation, self.maker) or (danger(operation) and operation.method not in SAFE):
            resource = operation.resource
            found = (each for each in found if is_ours(self.situation, resource, each.values))  # type: ignore[assignment]
        return islice(found, MOST_TARGETS)

    def new(self, operation: Operation, turn: int = 0) -> Target | None:
        """A target that is not there yet, for a PUT that makes it."""
        parent = next(self._of_parent(operation), None)
        values = None if parent is None else self.maker.invented(operation, parent, turn, new=True)
        return None if values is None else Target(values, is_invented=True)

    def lead(self, operation: Operation, values: Mapping[str, Any], body: Any) -> None:
        """Notes where a link leads."""
        names = names_of(operation.path)
        if all(name in values for name in names):
            path = {name: str(values[name]) for name in names}
            given = {name: value for name, value in values.items() if name not in names}
            known = self.leads.setdefault(operation.label, [])
            known.insert(0, Target(path, given=given, body=body))
            del known[4:]

    def needs(self, operation: Operation) -> str:
        """What is missing, in words."""
        if next(iter(self.maker.path_values(operation)), None) is not None:
            return NOTHING_OURS
        known = next(self._of_parent(operation), {})
        names = [name for name in names_of(operation.path) if name not in known] or names_of(operation.path)
        return f"needs {', '.join('{' + name + '}' for name in names)}, and no list or create gave one"

    def _may_invent(self, operation: Operation) -> bool:
        """Whether an operation may be asked about what was made up: to read, or where nothing holds such things."""
        if operation.method in SAFE:
            return True
        if danger(operation) or needs_ours(operation, self.maker) or operation.method == "delete":
            return False
        above = operation.resource.collection
        is_deed = operation.resource.kind in (Kind.ACTION, Kind.FUNCTION)
        return is_deed or (operation.method == "post" and (above is None or not above.path_items))

    def _of_parent(self, operation: Operation) -> Iterator[dict[str, str]]:
        """The values of the parameters of a path but those of its last segment."""
        own = operation.resource.segment.parameters
        names = [name for name in names_of(operation.path) if name not in own[-1:]]
        if not names:
            yield {}
        node = operation.resource.parent
        while node is not None:
            other = next((each for item in node.path_items for each in item.operations.values()), None)
            if other is not None and len(names_of(other.path)) == len(names):
                for values in self.maker.path_values(other):
                    yield dict(zip(names, values.values(), strict=False))
                return
            node = node.parent
