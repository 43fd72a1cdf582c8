"""Values that are neither objects nor arrays: what refuses them, and a few of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import numbers, texts
from .budget import Budget
from .clause import Clause
from .refusal import Refusal


def refusals(budget: Budget, left: Clause, right: Clause) -> Iterator[Refusal]:
    """What of the right clause does not take all of the left one; nothing where it takes all. Both are scalars."""
    if left.kind == "number":
        yield from numbers.refusals(left, right)
    elif left.kind == "string":
        yield from texts.refusals(budget, left, right)
    elif right.values is not None:
        yield Refusal("enum", lambda: samples(budget, left))


def samples(budget: Budget, clause: Clause) -> Iterator[Any]:
    """A few values of a scalar clause, or what may be some."""
    if clause.values is not None:
        yield from clause.values[:20]
    elif clause.kind == "null":
        yield None
    elif clause.kind == "boolean":
        yield from (True, False)
    elif clause.kind == "number":
        yield from numbers.samples(clause)
    else:
        yield from texts.samples(budget, clause)
