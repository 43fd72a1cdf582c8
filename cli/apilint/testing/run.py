"""The whole way of `apilint test`: options to a service, its exchanges to findings, findings to a report."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import BinaryIO, NamedTuple

from apilint_rules.core.finding import Finding
from apilint_rules.core.rule import Rule

from .. import exits
from ..configurations import Configurations, exit_code, tell, tell_bug, threshold, weigh
from ..errors import ApilintError
from ..installed import installed_rules
from ..output import Output
from ..reporters.ndjson import stream
from ..reporters.run import Run, WireRun
from ..service.redaction import Redactor
from ..service.stopping import Stop, StopSendingError
from .bench import Bench
from .changed import changed_since
from .fuzz import report_deaths, run_fuzzing
from .opening import Opened, named, opened
from .options import FUZZ_PHASES, TestOptions, interval_of, phases_of, seconds_of
from .probing import leave_out_probes, run_probes
from .setting import bench_of
from .steps import run_plan, run_tidy
from .telling import wire_run


class _Ordered(NamedTuple):
    """The options whose texts were understood."""

    phases: tuple[str, ...]
    budget: float
    interval: float


class Tested(NamedTuple):
    """What came of a run, secrets taken out: the findings, what reports are told of the run, why it ended early."""

    bench: Bench
    found: Opened
    findings: list[Finding]
    suppressed: int
    wire: WireRun
    stopped: str


def run_tests(options: TestOptions) -> int:
    """Tests a service and answers the exit code. Raises `ApilintError` for what the user must put right first."""
    rules = installed_rules()
    output = Output(options.formats, options.color, options.quiet)
    configurations = Configurations(options, rules)
    least = threshold(options.fail_on or configurations.settings_of(None).fail_on or "error")
    if options.changed_since:
        target = named(options, configurations)
        only = changed_since(options.changed_since, target, configurations)
        if not only:
            return _nothing_changed(options, output, rules)
        options = replace(options, only=only)
    with Stop() as stop:
        done = tested(options, configurations, stop, output.streams)
        weighed = weigh(done.findings, options, configurations.settings_of(done.found.job.target))
        run = Run(
            rules=rules,
            files=1,
            operations=len(done.bench.operations),
            suppressed=done.suppressed,
            baselined=weighed.known,
            milder=weighed.milder,
            quiet=options.quiet,
            statistics=options.statistics,
            wire=done.wire,
        )
        output.write(weighed.shown, run)
        for bug in done.bench.watch.bugs:
            tell_bug(Redactor(done.found.wallet.secrets).text(bug))
        return _exit_code(done.bench, weighed.counted, least, done.stopped, options)


def _nothing_changed(options: TestOptions, output: Output, rules: Mapping[str, Rule]) -> int:
    """Writes the reports of a run that had nothing to test; no service is started for it."""
    note = f"no operation has changed since {options.changed_since}"
    started = datetime.now(UTC).isoformat(timespec="seconds")
    output.streams()
    wire = WireRun("no service", started, 0.0, options.seed, 0, notes=(note,), description=options.spec)
    output.write([], Run(rules=rules, files=1, quiet=options.quiet, wire=wire))
    return exits.CLEAN


def tested(
    options: TestOptions,
    configurations: Configurations,
    stop: Stop,
    streams: Callable[[], list[BinaryIO]],
) -> Tested:
    """Tests a service; exchanges are written to `streams` as they come. Raises `ApilintError`."""
    ordered = _Ordered(phases_of(options.phases), seconds_of(options.budget), interval_of(options.rate))
    started = datetime.now(UTC).isoformat(timespec="seconds")
    began = time.monotonic()
    try:
        with ExitStack() as stack:
            found = opened(options, configurations, stop, stack)
            redactor = Redactor(found.wallet.secrets)
            bench = bench_of(options, configurations, found, stop)
            for file in streams():
                bench.client.listeners.append(
                    stream(file, found.base_url, started, found.wallet.shown, redactor.exchange)
                )
            stack.callback(bench.client.close)
            stopped = _through(bench, options, ordered)
    except StopSendingError as ended:
        raise ApilintError(f"{ended} before anything was tested") from None
    outcome = bench.conduct.outcome(found.job.selection.adjust(found.api))
    findings = [redactor.finding(finding) for finding in outcome.findings]
    wire = wire_run(bench, found, outcome, findings, redactor, options, started, began)
    return Tested(bench, found, findings, outcome.suppressed, wire, stopped)


def _through(bench: Bench, options: TestOptions, ordered: _Ordered) -> str:
    """Runs the phases; why they ended early, empty when they did not."""
    done = False
    try:
        with bench.progress:
            if "plan" in ordered.phases:
                run_plan(bench, options)
            if "probes" in ordered.phases:
                done = True
                run_probes(bench, options)
            if set(FUZZ_PHASES) & set(ordered.phases):
                _fuzz(bench, options, ordered)
    except StopSendingError as ended:
        bench.notes.append(str(ended))
        return str(ended)
    finally:
        if not done:
            leave_out_probes(bench, "no probes were sent")
        run_tidy(bench)
        report_deaths(bench)
    return ""


def _fuzz(bench: Bench, options: TestOptions, ordered: _Ordered) -> None:
    if options.app:
        bench.notes.append("an app within this process is not fuzzed; start it with `--exec` for that")
    else:
        run_fuzzing(bench, options, ordered.phases)


def _exit_code(bench: Bench, findings: list[Finding], least: int, stopped: str, options: TestOptions) -> int:
    if bench.stop.signal:
        tell(f"{stopped}: the reports hold what was done until then", options)
        return 128 + bench.stop.signal
    if bench.watch.bugs:
        return exits.BUG
    if bench.stop.reason:
        print(f"error: {stopped}", file=sys.stderr)
        return exits.CANNOT_RUN
    return exit_code(findings, least)
