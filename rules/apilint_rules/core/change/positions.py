"""Where in an API a change is felt: which operation, which part of its messages, and the way down from there.

That stays the same when text moves into a component or out of it, to the path, to another file, below another server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..api.model import Operation, Parameter, Role
from ..api.schema import Schema
from .change import Added, Change, Pair, Removed
from .matching import base_path, template
from .payloads import payloads_of, schema_at
from .schemas import aligned

Position = tuple[str, ...]
"""`GET /v1/orders`, `200`, `application/json`, `lines`, `[]`, `price`."""

MOST = 100
"""Positions of one change; one that is felt in more places goes by where its text stands."""
_MOST_STEPS = 5_000
_NAMES = re.compile(r"\{([^{}/]*)\}")


class Positions:
    """Finds the positions of the changes between two descriptions."""

    def __init__(self) -> None:
        self._aligned: dict[int, list[Any]] = {}
        self._steps = 0
        self.is_complete = True
        """Whether none was left out, because it took too long."""

    def of(self, change: Change[Any], path: tuple[str, ...] = ()) -> Iterator[Position]:
        """All positions, some of them perhaps twice. path: where in the payload that the change is of."""
        self._steps = 0
        holder, rest = _holder(change, path)
        for way in self._up(holder, frozenset()):
            yield (*way, *rest)

    def _up(self, change: Change[Any], seen: frozenset[int]) -> Iterator[Position]:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            self.is_complete = False
            return
        if isinstance(change.part, Operation) and change.part.role is not Role.CALLBACK:
            yield (_label(change),)
            return
        for above, tokens in self._edges(change):
            if id(above) not in seen:
                for way in self._up(above, seen | {id(above)}):
                    yield (*way, *tokens)

    def _edges(self, change: Change[Any]) -> Iterator[tuple[Change[Any], Position]]:
        """What is directly above a part, and how it is called there."""
        if isinstance(change.part, Schema):
            for above in change.above:
                yield from ((above, tokens) for tokens in self._tokens(above, change))
        else:
            yield from ((above, _name(change, above, name)) for (_, name), above in change.ways.items())

    def _tokens(self, above: Change[Any], change: Change[Any]) -> set[Position]:
        """The last step of the ways to a schema: it may be met several times in the one above it."""
        old = change.old if isinstance(change, Pair | Removed) else None
        new = change.new if isinstance(change, Pair | Added) else None
        if id(above) not in self._aligned:
            self._aligned[id(above)] = list(_below(above))
        found = {tokens for one, other, tokens in self._aligned[id(above)] if one is old and other is new}
        return found or {change.path[-1:]}


def _below(above: Change[Any]) -> Iterator[tuple[Schema | None, Schema | None, Position]]:
    if not isinstance(above, Pair):
        return
    if isinstance(above.part, Schema):
        yield from aligned(above)
    else:
        for old, new, is_item in payloads_of(above):
            yield old, new, ("[]",) if is_item else ()


def _holder(change: Change[Any], path: tuple[str, ...]) -> tuple[Change[Any], Position]:
    """The innermost schemas on a way down in a payload that are paired, and the rest of the way."""
    for old, new, is_item in payloads_of(change) if path and isinstance(change, Pair) else ():
        tokens = path[1:] if is_item else path
        for length in range(len(tokens), -1, -1):
            one, other = (schema_at(schema, tokens[:length]) for schema in (old, new))
            pair = change.diff.known(one, other, change.direction) if one and other else None
            if pair is not None:
                return pair, tokens[length:]
    return change, path


def _label(change: Change[Any]) -> str:
    """`POST /v1/orders/{}`: what stands below which server is the same as what stands in the path."""
    operation = change.old if isinstance(change, Pair | Removed) else change.part
    path = template(operation.path)
    where = f"{operation.role.value} " if operation.role is not Role.PATH else base_path(operation)
    return f"{operation.method.upper()} {where}{path}"


def _name(change: Change[Any], above: Change[Any], name: str) -> Position:
    """What a part is called; names of path parameters mean nothing, and those of headers are written in any case."""
    if isinstance(change.part, Operation):
        return (_label(change),)
    if isinstance(change.part, Parameter):
        place, _, known = name.partition(" ")
        if place == "path":
            operation = above.old if isinstance(change, Removed) and isinstance(above, Pair) else above.part
            names = _NAMES.findall(operation.path)
            return (f"path {names.index(known) if known in names else known}",)
        return (name.lower() if place == "header" else name,)
    return (name,)
