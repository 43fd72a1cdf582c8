"""Which schemas of two payloads are the same one: aligned through properties, items and branches."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from ..api.schema import Schema
from ..travel import Travel
from .branches import matched_branches
from .change import Change, Pair

MOST_PARTNERS = 15
"""Schemas that one schema is laid beside, on average: schemas that name each other could meet in all ways."""
MANY = 10_000
"""Pairs that are no matter."""
MOST_STEPS = 60
"""Steps down into a payload."""

Aligned = Iterator[tuple[Schema | None, Schema | None, tuple[str, ...]]]


def walk_schemas(
    above: Change[Any], old: Schema | None, new: Schema | None, path: tuple[str, ...] = ()
) -> None:
    """Pairs the schemas of one payload, each pair of texts once for each direction in which it travels.

    Where that would never end, it ends, and `diff.unfinished` has `above`.
    """
    diff = above.diff
    waiting: deque[tuple[Change[Any], Schema | None, Schema | None, tuple[str, ...]]] = deque(
        [(above, old, new, path)]
    )
    while waiting:  # the shortest way to a schema is the one that is shown
        change, before, after, path = waiting.popleft()
        if before is None and after is None:
            continue
        pair, is_new = diff.pair(before, after, change, change.direction, ".".join(path), path)
        if is_new and isinstance(pair, Pair):
            diff.pairs += 1
            diff.met |= {id(before), id(after)}
            if len(path) > MOST_STEPS or diff.pairs > MANY + MOST_PARTNERS * len(diff.met):
                diff.unfinished.add(id(above))
                continue
            waiting += [(pair, one, other, path + tokens) for one, other, tokens in aligned(pair)]


def aligned(pair: Pair[Schema]) -> Aligned:
    """The schemas directly below two that belong together, as far as they travel, and the step to them."""
    yield from _properties(pair)
    before, after = pair.diff.travels[pair.direction]
    for one, other, tokens in _below(pair.old, pair.new):
        if not before.stays(one) and not after.stays(other):
            yield one, other, tokens


def _below(old: Schema, new: Schema) -> Iterator[tuple[Schema, Schema, tuple[str, ...]]]:
    if old.flat.items is not None and new.flat.items is not None:
        yield old.flat.items, new.flat.items, ("[]",)
    extra_old, extra_new = _additional(old), _additional(new)
    if extra_old is not None and extra_new is not None:
        yield extra_old, extra_new, ("*",)
    for keyword in ("oneOf", "anyOf"):
        for before, after in matched_branches(_parts(old, keyword), _parts(new, keyword)):
            yield before, after, ()


def _properties(pair: Pair[Schema]) -> Aligned:
    """Properties by name. One that went from an object into its branches, or came out of them, did not go or come; one
    that travels no more went, though it is declared still."""
    old, new, travels = pair.old, pair.new, pair.diff.travels[pair.direction]
    before, after = old.flat.properties, new.flat.properties
    stayed, stays = (
        {name for name in names if _is_hidden(travel, schema, name)}
        for travel, schema, names in ((travels[0], old, before), (travels[1], new, after))
    )
    for name, schema in after.items():
        if name in before and not (name in stayed and name in stays):
            yield None if name in stayed else before[name], None if name in stays else schema, (name,)
        elif name not in before and name not in stays and not _is_mentioned(old, name):
            yield None, schema, (name,)
    for name, schema in before.items():
        if name not in after and name not in stayed and not _is_mentioned(new, name):
            yield schema, None, (name,)


def _is_hidden(travel: Travel, schema: Schema, name: str) -> bool:
    return any(
        name in part.mapping("properties") and travel.is_hidden(part, name) for part in schema.flat.parts
    )


def _is_mentioned(schema: Schema, name: str) -> bool:
    """Whether a property may be known under a name: in a branch, or where nothing is known of the object at all."""
    flat = schema.flat
    if not flat.is_complete or (not flat.property_names and not _is_known(schema)):
        return True
    return name in flat.property_names or any(
        name in branch.flat.property_names or bool(_parts(branch, "oneOf") + _parts(branch, "anyOf"))
        for keyword in ("oneOf", "anyOf")
        for branch in _parts(schema, keyword)
    )


def _is_known(schema: Schema) -> bool:
    return "object" in schema.flat.types and not any(
        _parts(schema, keyword) for keyword in ("oneOf", "anyOf")
    )


def _additional(schema: Schema) -> Schema | None:
    return next(
        (each for part in schema.flat.parts if (each := part.subschema("additionalProperties"))), None
    )


def _parts(schema: Schema, keyword: str) -> list[Schema]:
    members = (part.one_of if keyword == "oneOf" else part.any_of for part in schema.flat.parts)
    return [branch for branches in members for branch in branches]
