"""Values that are neither objects nor arrays: what refuses them, and a few of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from . import numbers, texts
from .budget import Budget
from .clause import Bound, Clause, meet
from .formats import is_surely
from .notations import CHECKED
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


def several(budget: Budget, clause: Clause) -> Iterator[Any]:
    """Many different values of a scalar clause, or what may be some; nothing where it lists them."""
    if clause.values is None and clause.kind == "number":
        yield from numbers.several(clause)
    elif clause.values is None and clause.kind == "string":
        yield from texts.several(budget, clause)


def parts(clause: Clause, others: Sequence[Clause]) -> list[Clause]:
    """A scalar clause taken apart at an end of one of some alternatives; nothing where it lies between them all."""
    for other in others if clause.kind in ("number", "string") else ():
        for low, high in _cuts(clause, other):
            if not _is_nothing(low) and not _is_nothing(high):
                return [low, high]
    return []


def _cuts(clause: Clause, other: Clause) -> Iterator[tuple[Clause, Clause]]:
    """The clause up to an end of another one, and from there on."""
    if other.high is not None:
        value, exclusive = other.high
        yield _between(clause, None, other.high), _between(clause, Bound(value, not exclusive), None)
    if other.low is not None:
        value, exclusive = other.low
        yield _between(clause, None, Bound(value, not exclusive)), _between(clause, other.low, None)
    for most in (each for each in (other.most, other.least - 1) if each is not None and each >= 0):
        up_to = Clause(clause.kind, most=most)
        yield _met(clause, up_to), _met(clause, Clause(clause.kind, least=most + 1))


def _between(clause: Clause, low: Bound | None, high: Bound | None) -> Clause:
    return _met(clause, Clause(clause.kind, low=low, high=high))


def _met(clause: Clause, other: Clause) -> Clause:
    return meet(clause, other) or clause


def _is_nothing(clause: Clause) -> bool:
    is_crossed = clause.most is not None and clause.least > clause.most
    return is_crossed or (clause.kind == "number" and numbers.is_nothing(clause))


def unchecked(clause: Clause, others: Sequence[Clause], texts: Sequence[str]) -> str | None:
    """A format of some alternatives that no validator checks, and that is not known to take some texts of a clause."""
    names = {name for other in others for name in other.formats} - clause.formats - CHECKED
    return next((name for name in sorted(names) if not all(is_surely(name, text) for text in texts)), None)
