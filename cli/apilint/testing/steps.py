"""The first and the last phase of a run: the plan, and the tidying up."""

from __future__ import annotations

import time
from collections.abc import Callable

from apilint_rules.core.wire.exchange import Exchange, Request
from apilint_rules.core.wire.plan import Only, plan, tidy
from apilint_rules.core.wire.probe import Steps, UnsendableError

from ..service.stopping import StopSendingError
from .bench import Bench
from .options import TestOptions

GRACE = 10.0
"""Seconds that tidying up may take when the budget is used up."""


def run_plan(bench: Bench, options: TestOptions) -> None:
    """Gets as many operations as possible accepted."""
    only = Only(frozenset(each.label for each in bench.operations), bench.set_up.producers)
    steps = plan(
        bench.situation,
        bench.maker,
        bench.reach,
        options.read_only,
        only if options.changed_since else None,
    )
    with bench.phase("plan"):
        _drive(steps, bench.client.send)


def run_tidy(bench: Bench) -> None:
    """Deletes what the run has created and is still there."""
    things = [*bench.situation.things, *bench.watch.strays()]
    bench.situation.things[:] = [thing for thing in things if not bench.watch.is_gone(thing)]
    if not bench.situation.things or bench.stop.reason:
        return
    bench.client.deadline = max(bench.client.deadline, time.monotonic() + GRACE)
    try:
        with bench.phase("tidy"):
            _drive(tidy(bench.situation), bench.client.send)
    except StopSendingError as stopped:
        bench.notes.append(f"not everything that the run created was deleted: {stopped}")


def _drive(steps: Steps[None], send: Callable[[Request], Exchange]) -> None:
    """Runs a generator of requests to its end; what cannot be sent is thrown into it."""
    try:
        request = next(steps)
        while True:
            try:
                exchange = send(request)
            except UnsendableError as error:
                request = steps.throw(error)
            else:
                request = steps.send(exchange)
    except StopIteration:
        return
