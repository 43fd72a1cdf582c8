"""What arrays contain: whether enough of their items, and not too many, fit what the right clause asks for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from .clause import Clause, Contains, Meet
from .empty import MOST_PREFIX, shortest
from .instances import MOST_ITEMS
from .members import item, prefix_length

if TYPE_CHECKING:
    from .causes import Cause
    from .decide import Decision

MOST_TRIES = 6


def contained_causes(
    decision: Decision, left: Clause, right: Clause, most: int | None, closed: bool
) -> Iterator[Cause]:
    """Why what arrays of a clause contain is not what another one asks for. most: items that they can have."""
    for wanted in right.contains:
        if not _has_enough(decision, left, wanted, closed):
            facet = "minContains" if _same(decision, left, wanted) else "contains"
            yield decision.cause(
                facet,
                left,
                right.source(facet, "contains"),
                partial(_with_few, decision, left, wanted, closed),
                "that enough items fit what must be contained is not certain",
            )
        if not _has_few(decision, left, wanted, most):
            yield decision.cause(
                "maxContains",
                left,
                right.source("maxContains"),
                partial(_with_many, decision, left, wanted),
                "that few enough items fit what may be contained is not certain",
            )


def _same(decision: Decision, left: Clause, wanted: Contains) -> list[Contains]:
    """What the left side wants to be contained in the same words."""
    shape = decision.shape(wanted.node)
    return [own for own in left.contains if decision.shape(own.node) == shape]


def _has_enough(decision: Decision, left: Clause, wanted: Contains, closed: bool) -> bool:
    if any(own.least >= wanted.least for own in _same(decision, left, wanted)) or not wanted.least:
        return True
    prefix = prefix_length(left)
    if min(left.least, prefix) > MOST_PREFIX:
        return False
    for own in left.contains:
        nodes = (*(() if prefix else item(left, 0)), own.node)
        if own.least >= wanted.least and not decision.causes(nodes, (wanted.node,), closed and not prefix):
            return True
    if shortest(left) < wanted.least:
        return False
    fitting = (
        each for each in range(min(left.least, prefix)) if _is_fitting(decision, left, each, wanted, closed)
    )
    found = sum(1 for _ in fitting)
    rest = max(0, left.least - prefix)
    return found >= wanted.least or (
        found + rest >= wanted.least and _is_fitting(decision, left, prefix, wanted, closed)
    )


def _is_fitting(decision: Decision, left: Clause, number: int, wanted: Contains, closed: bool) -> bool:
    return not decision.causes(item(left, number) or (True,), (wanted.node,), closed)


def _has_few(decision: Decision, left: Clause, wanted: Contains, most: int | None) -> bool:
    if wanted.most is None or (most is not None and most <= wanted.most):
        return True
    bounded = [own for own in left.contains if own.most is not None and own.most <= wanted.most]
    if any(not decision.causes((wanted.node,), (own.node,), False) for own in bounded):
        return True
    return decision.emptiness.places(left, wanted.node, most) <= wanted.most


def _with_few(decision: Decision, left: Clause, wanted: Contains, closed: bool) -> Iterator[Any]:
    """Arrays of items that do not fit."""
    yield from islice(decision.instances.arrays(left), 2)
    for own in left.contains:
        for value in _not_fitting(decision, (own.node,), wanted, False):
            yield [value] * max(own.least, left.least)
    for value in _not_fitting(decision, item(left, prefix_length(left)) or (True,), wanted, closed):
        yield from islice(decision.instances.arrays(left, given=value, at=max(shortest(left) - 1, 0)), 1)
        yield [value] * min(shortest(left), MOST_ITEMS)


def _not_fitting(decision: Decision, nodes: Meet, wanted: Contains, closed: bool) -> Iterator[Any]:
    for cause in decision.causes(nodes, (wanted.node,), closed)[:2]:
        yield from islice(cause.tries(), MOST_TRIES)


def _with_many(decision: Decision, left: Clause, wanted: Contains) -> Iterator[Any]:
    """Arrays of items that fit, one more than there may be."""
    number = (wanted.most or 0) + 1
    if number > MOST_ITEMS:
        return
    nodes = (*item(left, prefix_length(left)), wanted.node)
    values = [*islice(decision.instances.of(nodes), number if left.is_unique else MOST_TRIES)]
    yield values[:number]
    for value in values[:MOST_TRIES]:
        yield [value] * max(number, left.least)
    yield from islice(decision.instances.arrays(left), 2)
