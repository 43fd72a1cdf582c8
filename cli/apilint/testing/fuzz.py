"""The phase of fuzzing: schemathesis makes requests, and every answer is looked at like any other."""

from __future__ import annotations

import contextlib
import time
from functools import partial

from apilint_rules.core.api.model import Operation
from apilint_rules.core.finding import Problem
from apilint_rules.core.severity import Severity
from apilint_rules.core.wire.danger import danger
from apilint_rules.core.wire.exchange import Answer, Exchange, Request
from apilint_rules.core.wire.probe import UnsendableError

from ..reporters.run import Phase
from ..service.client import SAFE
from ..service.fuzzing import Fuzzed, FuzzOptions, run_fuzz
from ..service.stopping import StopSendingError
from .bench import Bench
from .options import FUZZ_PHASES, TestOptions, interval_of, seconds_of

RESERVE = 0.1
"""Share of the budget that is kept for what the engine does not stop at once, for tidying up and for reports."""


def run_fuzzing(bench: Bench, options: TestOptions, phases: tuple[str, ...]) -> None:
    """Has schemathesis generate requests, valid and not, until the budget is used up."""
    phases = tuple(phase for phase in phases if phase in FUZZ_PHASES)
    left_out = {each.label for each in bench.api.operations if danger(each)}
    left_out |= {each.label for each in bench.api.operations} - {each.label for each in bench.operations}
    if options.read_only:
        left_out |= {each.label for each in bench.api.operations if each.method.upper() not in SAFE}
        if "coverage" in phases:
            bench.notes.append(
                "the coverage phase was left out under --read-only: it tries undeclared methods"
            )
        phases = tuple(phase for phase in phases if phase != "coverage")
    headers, query = bench.client.wallet.everywhere()
    order = FuzzOptions(
        base_url=bench.client.base_url,
        seconds=bench.client.deadline - time.monotonic() - RESERVE * seconds_of(options.budget),
        seed=options.seed,
        phases=phases,
        max_examples=options.max_examples,
        workers=options.workers,
        timeout=options.timeout,
        rate=_rate(options.rate),
        headers=headers,
        query=query,
        leave_out=tuple(sorted(left_out)),
    )
    if not phases or order.seconds <= 0 or len(left_out) == len(bench.api.operations):
        return
    fuzzed = _fuzzed(bench, order)
    bench.notes += fuzzed.notes
    missing = [phase for phase in phases if phase not in fuzzed.phases]
    if missing:
        bench.notes.append(f"not begun before the budget was used up: {', '.join(missing)}")
    bench.client.deaths += [death.request for death in fuzzed.deaths if not death.is_certain]
    bench.phases += [
        Phase(name, count, round(seconds, 3)) for name, (count, seconds) in fuzzed.phases.items()
    ]


def _rate(text: str) -> str:
    """A rate as schemathesis spells it, in whole numbers: `5/s`, `30/m`; empty for none."""
    interval = interval_of(text)
    if not interval:
        return ""
    return f"{round(1 / interval)}/s" if interval <= 1 else f"{max(1, round(60 / interval))}/m"


def _fuzzed(bench: Bench, order: FuzzOptions) -> Fuzzed:
    """What came of the fuzzing; of one that a signal ends, requests and seconds are booked as well."""
    bench.client.phase = "fuzzing"
    bench.progress.phase("fuzzing")
    began, before = time.monotonic(), bench.client.count
    see, kills = partial(_seen_by_fuzzer, bench), partial(_kills, bench)
    try:
        with bench.stop.waiting():
            return run_fuzz(bench.api, order, see, kills, bench.process, bench.client.number)
    except StopSendingError:
        seconds = round(time.monotonic() - began, 3)
        bench.phases.append(Phase("fuzzing", bench.client.count - before, seconds))
        raise


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
