"""What a clause says of one member of an object, or of one item of an array."""

from __future__ import annotations

from functools import cache

from ..ecma.language import UnclearError, takes
from ..json_schema import UNCLEAR
from .clause import ArrayPart, Clause, Meet, Node, ObjectPart


def member(clause: Clause, name: str) -> Meet:
    """All schemas that apply to the member of that name."""
    return tuple(node for part in clause.members for node in _of_part(part, name))


def further(clause: Clause) -> Meet:
    """All schemas that apply to members whose names nothing in the clause mentions."""
    return tuple(part.rest for part in clause.members if part.rest is not None)


def item(clause: Clause, number: int) -> Meet:
    """All schemas that apply to the item of that number, from 0."""
    return tuple(node for part in clause.array for node in _of_array(part, number))


def prefix_length(clause: Clause) -> int:
    """How many items have schemas of their own."""
    return max((len(part.prefix) for part in clause.array), default=0)


def may_match(pattern: str, name: str) -> bool:
    """Whether a pattern of `patternProperties` may be found in a name."""
    return _is_found(pattern, name) is not False


def is_readable(pattern: str) -> bool:
    """Whether it can be judged which names a pattern is found in."""
    try:
        takes(pattern, "")
    except UnclearError:
        return False
    return True


def _of_part(part: ObjectPart, name: str) -> tuple[Node, ...]:
    own = (part.properties[name],) if name in part.properties else ()
    found = [*own]
    for pattern, node in part.patterns.items():
        is_found = _is_found(pattern, name)
        if is_found is None and is_readable(pattern):  # of one that is not, the whole object is unclear
            found.append(_unjudged(pattern, name, id(node)))
        elif is_found:
            found.append(node)
    return tuple(found) or (() if part.rest is None else (part.rest,))


def _is_found(pattern: str, name: str) -> bool | None:
    try:
        return takes(pattern, name)
    except UnclearError:
        return None


@cache
def _unjudged(pattern: str, name: str, identity: int) -> Node:
    """What may be said of a member whose name takes too long to be held against a pattern: one schema each time."""
    return {UNCLEAR: {f"whether `{pattern}` is found in `{name}`: {identity}": ""}}


def _of_array(part: ArrayPart, number: int) -> tuple[Node, ...]:
    if number < len(part.prefix):
        return (part.prefix[number],)
    return () if part.rest is None else (part.rest,)
