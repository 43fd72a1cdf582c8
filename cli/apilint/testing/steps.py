"""The phases of a run: the plan, the probes, the fuzzing, and the tidying up."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from apilint_rules.core.api.model import Operation
from apilint_rules.core.dispatch import RuleCrashError, Selected
from apilint_rules.core.finding import Problem
from apilint_rules.core.rule import WireLens
from apilint_rules.core.severity import Severity
from apilint_rules.core.wire.danger import danger
from apilint_rules.core.wire.exchange import Answer, Exchange, Request
from apilint_rules.core.wire.plan import plan, tidy
from apilint_rules.core.wire.probe import Steps, UnsendableError

from ..service.client import SAFE
from ..service.fuzzing import FuzzOptions, run_fuzz
from ..service.stopping import StopSendingError
from .bench import Bench
from .options import FUZZ_PHASES, TestOptions

GRACE = 10.0
"""Seconds that tidying up may take when the budget is used up."""


def run_plan(bench: Bench, options: TestOptions) -> None:
    """Gets as many operations as possible accepted."""
    with bench.phase("plan"):
        _drive(plan(bench.situation, bench.maker, bench.reach, options.read_only), bench.client.send)


def run_tidy(bench: Bench) -> None:
    """Deletes what the run has created."""
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


class _Try(NamedTuple):
    """One probe of one rule on one operation."""

    operation: Operation
    choice: Selected
    lens: WireLens


def run_probes(bench: Bench, options: TestOptions) -> None:
    """Sends the probes of every rule: those that only read first, those of DELETE last."""
    waiting = list(_tries(bench))
    with bench.phase("probes"):
        while waiting:
            each = waiting[0]
            why = _why_not(each, options)
            if why:
                bench.conduct.leave_out(each.choice, each.operation, why)
            else:
                try:
                    _probe(bench, each)
                except StopSendingError as stopped:
                    leave_out(bench, waiting, str(stopped))
                    raise
            waiting.pop(0)


def leave_out_probes(bench: Bench, reason: str) -> None:
    """Says of every probe why it was not run."""
    leave_out(bench, _tries(bench), reason)


def leave_out(bench: Bench, tries: Iterable[_Try], reason: str) -> None:
    """Says of some probes why they were not run."""
    for each in tries:
        bench.conduct.leave_out(each.choice, each.operation, reason)


def _tries(bench: Bench) -> Iterator[_Try]:
    found = []
    for operation in bench.operations:
        try:
            found += [_Try(operation, *probe) for probe in bench.conduct.probes(operation)]
        except RuleCrashError as crash:
            bench.watch.failed(crash)
    return iter(sorted(found, key=lambda each: each.lens.writes + (each.operation.method == "delete")))


def _why_not(each: _Try, options: TestOptions) -> str:
    if options.read_only and (each.lens.writes or each.operation.method.upper() not in SAFE):
        return "only reading is allowed"
    what = danger(each.operation)
    return f"left out: it {what}" if what else ""


def _probe(bench: Bench, each: _Try) -> None:
    if each.choice not in bench.conduct.selected:
        return  # the rule has failed
    send = bench.client.send
    try:
        bench.progress.problems += len(
            bench.conduct.probe(each.choice, each.lens, each.operation, bench.situation, send)
        )
    except RuleCrashError as crash:
        bench.watch.failed(crash)


def run_fuzzing(bench: Bench, options: TestOptions, phases: tuple[str, ...]) -> None:
    """Has schemathesis generate requests, valid and not, until the budget is used up."""
    phases = tuple(phase for phase in phases if phase in FUZZ_PHASES)
    left_out = {each.label for each in bench.api.operations if danger(each)}
    left_out |= {each.label for each in bench.api.operations} - {each.label for each in bench.operations}
    if options.read_only:
        left_out |= {each.label for each in bench.api.operations if each.method.upper() not in SAFE}
        phases = tuple(phase for phase in phases if phase != "coverage")  # it tries undeclared methods
    headers, query = bench.client.wallet.everywhere()
    order = FuzzOptions(
        base_url=bench.client.base_url,
        seconds=bench.client.deadline - time.monotonic(),
        seed=options.seed,
        phases=phases,
        max_examples=options.max_examples,
        workers=options.workers,
        timeout=options.timeout,
        rate=options.rate,
        headers=headers,
        query=query,
        leave_out=tuple(sorted(left_out)),
    )
    if not phases or order.seconds <= 0 or len(left_out) == len(bench.api.operations):
        return
    bench.client.phase = "fuzzing"
    bench.progress.phase("fuzzing")
    with bench.stop.waiting():
        fuzzed = run_fuzz(
            bench.api,
            order,
            partial(_seen_by_fuzzer, bench),
            partial(_kills, bench),
            bench.process,
            bench.client.number,
        )
    bench.notes += fuzzed.notes
    bench.client.deaths += [death.request for death in fuzzed.deaths if not death.is_certain]
    from ..reporters.run import Phase

    bench.phases += [
        Phase(name, count, round(seconds, 3)) for name, (count, seconds) in fuzzed.phases.items()
    ]


def _kills(bench: Bench, request: Request) -> bool:
    """Sends a request again; whether the service died of it, which the client notices."""
    before = len(bench.client.deaths)
    with contextlib.suppress(UnsendableError):
        bench.client.send(request)
    return len(bench.client.deaths) > before


def report_deaths(bench: Bench) -> None:
    """One finding for each request that has ended the service."""
    for request in bench.client.deaths:
        route = bench.situation.router.find(request.method, request.path)
        if route is not None:
            exchange = Exchange(request, Answer(0), bench.client.number(), "death")
            problem = Problem(
                route.operation,
                f"the service died of {request.method} {route.operation.path}",
                help="a request must not end the process: answer it, whatever it holds",
                severity=Severity.ERROR,
                evidence=(exchange,),
            )
            bench.conduct.report("no-server-error", route.operation, problem)


def _seen_by_fuzzer(bench: Bench, exchange: Exchange, operation: Operation) -> None:
    bench.stop.check()
    for listener in bench.client.listeners:
        listener(exchange, operation)
