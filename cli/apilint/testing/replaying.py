"""`apilint replay`: sends the requests of a report again, and says which of its findings are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from apilint_rules.core.finding import Finding
from apilint_rules.core.rule import Rule
from apilint_rules.core.wire.conduct import Judgement, Verdict
from apilint_rules.core.wire.probe import UnsendableError

from .. import exits
from ..configurations import Configurations
from ..errors import ApilintError
from ..installed import installed_rules
from ..reporters._terminal import printable
from ..reporters._wire import beneath
from ..service.redaction import Redactor
from ..service.stopping import Stop, StopSendingError
from .bench import Bench
from .known import Known, read_report
from .opening import opened
from .options import TestOptions
from .probing import run_probes
from .setting import bench_of
from .steps import run_plan, run_tidy

GONE = (401, 403, 404, 410)
"""What a request is answered with when what it was about is not there any more: that shows nothing."""


@dataclass(frozen=True, slots=True)
class ReplayOptions(TestOptions):
    """What the command line of `replay` says: a report of `apilint test`, and the findings that count; all without."""

    report: Path = Path()
    fingerprints: tuple[str, ...] = ()


class Replayed(NamedTuple):
    """What became of a finding: `gone`, `remains`, or `unclear` and why."""

    known: Known
    state: str
    reason: str = ""


def replay(options: ReplayOptions) -> int:
    """Replays findings, prints what became of them, and answers 1 while any remains. Raises `ApilintError`."""
    spec, known = read_report(options.report, options.fingerprints)
    if not known:
        print("the report has no finding of a live service")
        return exits.CLEAN
    results, notes = replayed(options, options.spec or spec, known)
    for note in () if options.quiet else notes:
        print(f"note: {printable(note)}")
    for line in lines(results):
        print(printable(line))
    return exits.CLEAN if all(each.state == "gone" for each in results) else exits.FINDINGS


def lines(results: list[Replayed]) -> Iterator[str]:
    """A line for each finding, then the sum."""
    for known, state, reason in results:
        why = f" ({reason})" if reason else ""
        yield f"{state:7}  {known.fingerprint}  {known.rule}  {beneath(known.operations)}: {known.message}{why}"
    numbers = [
        (sum(each.state == state for each in results), state) for state in ("gone", "remains", "unclear")
    ]
    yield f"{len(results)} replayed: " + ", ".join(f"{number} {state}" for number, state in numbers if number)


def replayed(options: TestOptions, spec: str, known: list[Known]) -> tuple[list[Replayed], list[str]]:
    """What became of each finding, and notes for the reader. Raises `ApilintError`."""
    options = replace(options, spec=spec)
    configurations = Configurations(options, installed_rules())
    stopped, lost = "", dict[str, str]()
    with Stop() as stop:
        try:
            with ExitStack() as stack:
                found = opened(options, configurations, stop, stack)
                bench = bench_of(options, configurations, found, stop)
                stack.callback(bench.client.close)
                rules = {each.rule for each in known}
                bench.conduct.selected = [each for each in bench.conduct.selected if each.rule.id in rules]
                try:
                    _again(bench, options, known, lost)
                except StopSendingError as ended:
                    stopped = str(ended)
                run_tidy(bench)
        except StopSendingError as ended:
            raise ApilintError(f"{ended} before anything was sent again") from None
    outcome = bench.conduct.outcome(found.job.selection.adjust(found.api))
    redactor = Redactor(found.wallet.secrets)
    ran = {choice.rule.id: choice.rule for choice in bench.conduct.selected}
    results = [
        _judged(each, ran, outcome.findings, outcome.judgements, stopped or lost.get(each.fingerprint, ""))
        for each in known
    ]
    notes = [*found.notes, *bench.client.notes, *found.wallet.notes, *bench.notes, *bench.watch.bugs]
    return results, [redactor.text(note) for note in dict.fromkeys(notes)]


def _again(bench: Bench, options: TestOptions, known: list[Known], lost: dict[str, str]) -> None:
    """Sends the recorded requests, and runs the probes that a finding may have come from.

    lost: by fingerprint, why the telling request shows nothing any more.
    """
    with bench.phase("replay"):
        for each in known:
            for request, phase in each.requests:
                # What was made invalid on purpose is judged as such again.
                bench.client.phase = phase if "negative" in phase else "replay"
                try:
                    exchange = bench.client.send(request)
                except UnsendableError as error:
                    lost[each.fingerprint] = f"{request.method} {request.path} got no answer: {error}"
                    continue
                bench.situation.record(exchange)
                lost.pop(each.fingerprint, None)
                if exchange.status in GONE and exchange.status != each.status:
                    lost[each.fingerprint] = (
                        f"{request.method} {request.path} is answered with {exchange.status} now"
                    )
    wanted = {(each.rule, label) for each in known for label in each.operations}
    if any(choice.rule.probe_lenses for choice in bench.conduct.selected):
        run_plan(bench, options)
        run_probes(bench, options, wanted)


def _judged(
    known: Known, ran: Mapping[str, Rule], findings: list[Finding], judgements: list[Judgement], lost: str
) -> Replayed:
    if known.rule not in ran:
        return Replayed(known, "unclear", "the rule is not selected here, or it failed")
    for finding in findings:
        is_same = finding.rule == known.rule and set(finding.operations) & set(known.operations)
        if finding.fingerprint == known.fingerprint or is_same:
            return Replayed(known, "remains")
    own = [each for each in judgements if each.rule == known.rule and each.operation in known.operations]
    unjudged = [each.reason for each in own if each.verdict is Verdict.UNJUDGED]
    if lost and not ran[known.rule].probe_lenses:
        return Replayed(known, "unclear", lost)
    if len(unjudged) == len(own):
        return Replayed(
            known, "unclear", next(filter(None, [*unjudged, lost]), "it could not be judged again")
        )
    return Replayed(known, "gone")
