"""Arrays: which item, or which number of items, of the left clause the right one refuses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice
from typing import TYPE_CHECKING, Any

from ..json_values import kind_of
from .clause import Clause, Meet
from .contained import contained_causes
from .empty import shortest
from .instances import MOST_ITEMS, MOST_TRIES
from .members import item, prefix_length

if TYPE_CHECKING:
    from .causes import Cause
    from .decide import Decision

MOST_PREFIX = 200
MOST_PAIRED = 6
"""Items of which each is compared with each."""


def array_causes(decision: Decision, left: Clause, right: Clause, closed: bool) -> list[Cause]:
    """Why not every array of a clause fits another one; nothing when every one does."""
    most = _most(decision, left, closed)
    found: list[Cause] = []
    last = min(max(prefix_length(left), prefix_length(right)), MOST_PREFIX)
    for number in range(last + 1):
        if most is None or number < most:
            found += _at(decision, left, right, number, closed)
    if last == MOST_PREFIX and right.array and (most is None or most > last):
        reason = f"more than {MOST_PREFIX} items have schemas of their own"
        found.append(decision.cause("unknown", left, right.source("prefixItems"), lambda: iter(()), reason))
    return [
        *found,
        *_counts(decision, left, right, most),
        *contained_causes(decision, left, right, most, closed),
    ]


def _most(decision: Decision, left: Clause, closed: bool) -> int | None:
    """The most items that an array of the clause can have."""
    most = decision.emptiness.longest(left)
    for own in left.contains if not prefix_length(left) else ():
        is_bound = own.most is not None and (most is None or most > own.most)
        if is_bound and not decision.causes(item(left, 0) or (True,), (own.node,), closed):
            most = own.most
    return most


def _at(decision: Decision, left: Clause, right: Clause, number: int, closed: bool) -> Iterator[Cause]:
    own: Meet = item(left, number) or (True,)
    for cause in decision.causes(own, item(right, number), closed) if item(right, number) else ():
        yield _inside(decision, left, number, cause)


def _inside(decision: Decision, left: Clause, number: int, cause: Cause) -> Cause:
    def tries() -> Iterator[Any]:
        made: list[Any] = []
        for value in islice(cause.tries(), 12):
            made += islice(decision.instances.arrays(left, given=value, at=number), 1)
            yield from made[-1:]
        for array in made[:2]:  # alternatives may take all items of one type, and none take two
            yield from ([*array, other] for other in _one_of_each(decision, left, len(array)))

    return cause._replace(tries=tries, step=number, below=cause)


def _one_of_each(decision: Decision, left: Clause, number: int) -> Iterator[Any]:
    """An item of each type."""
    seen = set()
    for value in islice(decision.instances.of(item(left, number) or (True,)), MOST_TRIES):
        if (kind := kind_of(value)) not in seen:
            seen.add(kind)
            yield value


def _counts(decision: Decision, left: Clause, right: Clause, most: int | None) -> Iterator[Cause]:
    def of_length(length: int) -> Iterator[Any]:
        if length <= MOST_ITEMS:
            same = next(decision.instances.of(item(left, 0) or (True,)), "a")
            for made in islice(
                decision.instances.arrays(left, given=same, at=length - 1) if length else iter([[]]), 2
            ):
                yield made[:length] if len(made) > length else made
        yield from islice(decision.instances.arrays(left), 4)

    least = shortest(left)
    if right.least > least:
        yield decision.cause(
            "minItems", left, right.source("minItems"), lambda: of_length(max(least, right.least - 1))
        )
    if right.most is not None and (most is None or most > right.most):
        bound = right.most + 1
        reason = f"an array of {bound} items is too long to be shown" if bound > MOST_ITEMS else ""
        yield decision.cause("maxItems", left, right.source("maxItems"), lambda: of_length(bound), reason)
    if right.is_unique and not left.is_unique and not _are_apart(decision, left, most):
        yield decision.cause(
            "uniqueItems", left, right.source("uniqueItems"), lambda: of_length(max(least, 2))
        )


def _are_apart(decision: Decision, left: Clause, most: int | None) -> bool:
    """Whether no two items of an array can be the same."""
    if most is None or most > MOST_PAIRED:
        return False
    pairs = combinations(range(most), 2)
    return all(
        decision.emptiness.nothing_fits((*item(left, one), *item(left, other))) for one, other in pairs
    )
