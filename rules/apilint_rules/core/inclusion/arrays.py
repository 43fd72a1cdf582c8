"""Arrays: which item, or which number of items, of the left clause the right one refuses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from .clause import Clause, Contains, Meet
from .instances import MOST_ITEMS
from .members import item, prefix_length

if TYPE_CHECKING:
    from .causes import Cause
    from .decide import Decision

MOST_PREFIX = 200


def array_causes(decision: Decision, left: Clause, right: Clause, closed: bool) -> list[Cause]:
    """Why not every array of a clause fits another one; nothing when every one does."""
    most = _most(decision, left)
    found: list[Cause] = []
    last = min(max(prefix_length(left), prefix_length(right)), MOST_PREFIX)
    for number in range(last + 1):
        if most is None or number < most:
            found += _at(decision, left, right, number, closed)
    if last == MOST_PREFIX and right.array and (most is None or most > last):
        reason = f"more than {MOST_PREFIX} items have schemas of their own"
        found.append(decision.cause("unknown", left, right.source("prefixItems"), lambda: iter(()), reason))
    return [*found, *_counts(decision, left, right, most), *_contained(decision, left, right, closed)]


def _most(decision: Decision, left: Clause) -> int | None:
    """The most items that an array of the clause can have."""
    for number in range(min(prefix_length(left), MOST_PREFIX) + 1):
        if (left.most is None or number < left.most) and decision.emptiness.nothing_fits(item(left, number)):
            return number
    return left.most


def _at(decision: Decision, left: Clause, right: Clause, number: int, closed: bool) -> Iterator[Cause]:
    own: Meet = item(left, number) or (True,)
    for cause in decision.causes(own, item(right, number), closed) if item(right, number) else ():
        yield _inside(decision, left, number, cause)


def _inside(decision: Decision, left: Clause, number: int, cause: Cause) -> Cause:
    def tries() -> Iterator[Any]:
        for value in islice(cause.tries(), 12):
            yield from islice(decision.instances.arrays(left, given=value, at=number), 1)

    return cause._replace(tries=tries, step=number, below=cause)


def _counts(decision: Decision, left: Clause, right: Clause, most: int | None) -> Iterator[Cause]:
    def of_length(length: int) -> Iterator[Any]:
        if length <= MOST_ITEMS:
            same = next(decision.instances.of(item(left, 0) or (True,)), "a")
            for made in islice(
                decision.instances.arrays(left, given=same, at=length - 1) if length else iter([[]]), 2
            ):
                yield made[:length] if len(made) > length else made
        yield from islice(decision.instances.arrays(left), 4)

    if right.least > left.least:
        yield decision.cause(
            "minItems", left, right.source("minItems"), lambda: of_length(max(left.least, right.least - 1))
        )
    if right.most is not None and (most is None or most > right.most):
        bound = right.most + 1
        yield decision.cause("maxItems", left, right.source("maxItems"), lambda: of_length(bound))
    if right.is_unique and not left.is_unique and (most is None or most > 1):
        yield decision.cause(
            "uniqueItems", left, right.source("uniqueItems"), lambda: of_length(max(left.least, 2))
        )


def _contained(decision: Decision, left: Clause, right: Clause, closed: bool) -> Iterator[Cause]:
    for wanted in right.contains:
        if not _is_contained(decision, left, wanted, closed):
            yield decision.cause(
                "contains",
                left,
                right.source("contains"),
                lambda: islice(decision.instances.arrays(left), 4),
                "what an array contains cannot be compared",
            )


def _is_contained(decision: Decision, left: Clause, wanted: Contains, closed: bool) -> bool:
    for own in left.contains:
        shapes = {
            decision.definitions.shape(decision.definitions.resolve(each.node)) for each in (own, wanted)
        }
        within = wanted.most is None or (own.most is not None and own.most <= wanted.most)
        if len(shapes) == 1 and own.least >= wanted.least and within:
            return True
    if wanted.most is not None:
        return False
    if wanted.least == 0:
        return True
    own_items = item(left, prefix_length(left)) or (True,)
    return (
        left.least >= wanted.least
        and prefix_length(left) == 0
        and not decision.causes(own_items, (wanted.node,), closed)
    )
