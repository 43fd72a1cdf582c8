"""Reaches as many operations as possible: a generator that yields requests and is sent exchanges. No I/O in sight.

Things are created first, parents before children; what answers tell (ids, links, representations) feeds what
follows. Only what this run has created is changed to something else or deleted; other things are at most written back
as they were read. One thing of each kind stays, for the probes that follow; `tidy` deletes them in the end.
"""

from __future__ import annotations

from typing import NamedTuple

from ..api.model import Operation
from .danger import danger
from .deleting import delete, tidy
from .make import Maker
from .order import deletions, in_order
from .ours import item_of, makes
from .probe import Steps
from .reach import Reach, is_accepted
from .situation import Situation
from .targets import SAFE
from .trial import Trial

__all__ = ["MOST_REQUESTS", "Only", "plan", "tidy"]

MOST_TRIES = 6
"""Requests for one operation in one round."""
MOST_REQUESTS = 12
"""Requests for one operation in all rounds."""
ROUNDS = 3

_OTHER_TARGET = frozenset((400, 403, 404, 409, 410, 422))
"""Refusals that may be due to what a request was about."""
_FINAL = frozenset((401, 405, 501))
"""Refusals that nothing which is learnt later can change."""


class Only(NamedTuple):
    """A plan for some operations alone (labels): `tested`, and `producers` that give what those need."""

    tested: frozenset[str]
    producers: frozenset[str]


def plan(
    situation: Situation, maker: Maker, reach: Reach, read_only: bool = False, only: Only | None = None
) -> Steps[None]:
    """Tries to get an accepted answer of every operation, or of some.

    Records what is accepted in `situation` (with the things made) and in `maker` (with what is known of the service),
    and every answer in `reach`. Throw `UnsendableError` into it where a request got no answer.
    """
    trial = Trial(situation, maker, reach)
    operations = [each for each in in_order(situation.api) if _wanted(each, only)]
    operations = [each for each in operations if _may(each, reach, read_only)]
    sizes: dict[str, int] = {}
    closed: set[str] = set()
    for number in range(ROUNDS):
        is_last = number == ROUNDS - 1
        for operation in operations:
            size = sizes.get(operation.label, -1)
            if operation.label in closed or reach.is_reached(operation) or trial.is_broken(operation):
                continue
            if only is not None and _is_idle(operation, number, only, operations, reach):
                continue
            if size < maker.pool.size or is_last:
                sizes[operation.label] = maker.pool.size
                if (yield from _reach(trial, operation, is_last, only)) in _FINAL:
                    closed.add(operation.label)
    for operation in deletions(situation.api):
        if (only is None or operation.label in only.tested) and _may(operation, reach, read_only):
            yield from delete(trial, operation)
    _note_unauthorized(reach)


def _wanted(operation: Operation, only: Only | None) -> bool:
    return only is None or operation.label in only.tested or operation.label in only.producers


def _is_idle(
    operation: Operation, number: int, only: Only, operations: list[Operation], reach: Reach
) -> bool:
    """Whether a producer need not be sent (yet): lists are only asked where what was made was not enough."""
    if operation.label in only.tested or operation.method not in SAFE:
        return False
    return number == 0 or all(reach.is_reached(each) for each in operations if each.label in only.tested)


def _is_worth_more(operation: Operation, only: Only | None) -> bool:
    """Whether a second thing is of use: there is a list to be tested that has something to page through then."""
    if only is None or operation.label in only.tested:
        return True
    get = operation.resource.operation("get")
    return get is not None and get.label in only.tested


def _may(operation: Operation, reach: Reach, read_only: bool) -> bool:
    """Whether an operation is to be tried at all; says why not."""
    if read_only and operation.method not in SAFE:
        reach.explain(operation, "left out: only reading is allowed")
        return False
    what = danger(operation)
    if what and (operation.method in SAFE or item_of(operation.resource) is None):
        reach.explain(operation, f"left out: it {what}")
        reach.note(f"{operation.label} was left out: it {what}")
        return False
    return True


def _reach(trial: Trial, operation: Operation, is_last: bool, only: Only | None) -> Steps[int]:
    """Tries an operation about one target after the other; the last status, 0 without any."""
    label, tries, status = operation.label, 0, 0
    targets = list(trial.targets.of(operation, may_invent=is_last))
    most = MOST_TRIES if len(targets) == 1 else MOST_TRIES // 2
    for target in targets:
        if tries >= MOST_TRIES or trial.spent[label] >= MOST_REQUESTS or trial.is_broken(operation):
            break
        before = trial.spent[label]
        exchange = yield from trial.attempt(operation, target, min(most, MOST_TRIES - tries))
        sent = trial.spent[label] - before
        tries += sent
        status = exchange.status if exchange is not None else 0
        if exchange is not None and is_accepted(exchange, operation):
            is_maker = operation.method == "post" and makes(operation, trial.maker)
            if is_maker and _is_worth_more(operation, only):
                yield from trial.another(operation, target)  # so that lists have something to page through
            break
        if sent and status not in _OTHER_TARGET:
            break
    if not targets:
        trial.reach.explain(operation, trial.targets.needs(operation))
    return status


def _note_unauthorized(reach: Reach) -> None:
    refused = [each for each in reach.report() if each.statuses.get(401) and each.state != "accepted"]
    if refused:
        reach.note(f"{len(refused)} operations answered 401; give credentials with `--auth`")
