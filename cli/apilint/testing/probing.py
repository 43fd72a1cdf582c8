"""The phase of the probes: every rule asks the service what it wants to know of each operation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from apilint_rules.core.api.model import Operation
from apilint_rules.core.dispatch import RuleCrashError, Selected
from apilint_rules.core.rule import WireLens
from apilint_rules.core.wire.danger import danger

from ..service.client import SAFE
from ..service.stopping import StopSendingError
from .bench import Bench
from .options import TestOptions


class _Try(NamedTuple):
    """One probe of one rule on one operation."""

    operation: Operation
    choice: Selected
    lens: WireLens


def run_probes(bench: Bench, options: TestOptions, wanted: Collection[tuple[str, str]] | None = None) -> None:
    """Sends the probes of every rule: those that only read first, those of DELETE last.

    wanted: only those of these rules (ids) and operations (labels).
    """
    waiting = [
        each
        for each in _tries(bench)
        if wanted is None or (each.choice.rule.id, each.operation.label) in wanted
    ]
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
