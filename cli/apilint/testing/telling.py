"""What reports are told of a run of `apilint test`, secrets taken out."""

from __future__ import annotations

import time
from collections.abc import Iterator

from apilint_rules.core.finding import Finding
from apilint_rules.core.wire.conduct import WireOutcome
from apilint_rules.core.wire.routing import names_of

from ..reporters.run import Made, Reached, WireRun
from ..service.redaction import Redactor
from .bench import Bench
from .opening import Opened
from .options import TestOptions


def wire_run(
    bench: Bench,
    found: Opened,
    outcome: WireOutcome,
    findings: list[Finding],
    redactor: Redactor,
    options: TestOptions,
    started: str,
    began: float,
) -> WireRun:
    """The run that began at the moment `began` (monotonic), with the findings that came of it."""
    labels = {operation.label: tuple(operation.tags) for operation in bench.operations}
    notes = dict.fromkeys(
        [
            *found.notes,
            *_changed(bench, options),
            *bench.client.notes,
            *found.wallet.notes,
            *bench.reach.notes,
            *bench.notes,
        ]
    )
    reached = [Reached(*progress) for progress in bench.reach.report() if progress.operation in labels]
    return WireRun(
        base_url=found.base_url,
        description=found.job.target.name,
        started=started,
        seconds=round(time.monotonic() - began, 3),
        seed=options.seed,
        requests=bench.client.count,
        phases=tuple(bench.phases),
        reached=tuple(
            each._replace(reason=redactor.text(each.reason), tags=labels[each.operation]) for each in reached
        ),
        judgements=tuple(
            each._replace(reason=redactor.text(each.reason))
            for each in outcome.judgements
            if each.operation in labels
        ),
        exchanges=tuple(map(redactor.exchange, bench.watch.kept(findings))),
        shown=found.wallet.shown,
        interrupted=bool(bench.stop.signal),
        notes=tuple(map(redactor.text, notes)),
        made=_made(bench, redactor) if findings else {},
    )


def _changed(bench: Bench, options: TestOptions) -> Iterator[str]:
    """What `--changed-since` has left out, what was sent beside the rest, and what of that was refused."""
    if not options.changed_since:
        return
    number = f"{len(options.only or ())} of {len(bench.api.operations)} operations"
    yield f"{number} are new or changed since {options.changed_since}, and only they were tested"
    labels = [each.label for each in bench.api.operations if each.label in bench.watch.helpers]
    if labels:
        yield f"sent to set up and to clean up, not judged: {', '.join(labels)}"
    for progress in bench.reach.report():
        if progress.operation in bench.set_up.producers and progress.state == "refused":
            yield f"{progress.operation} was to set up and was refused, {progress.reason}"


def _made(bench: Bench, redactor: Redactor) -> dict[str, Made]:
    """What the run has created, by its path below the base URL."""
    return {
        path: Made(
            path,
            names_of(thing.resource.path)[-1],
            path.rpartition("/")[2],
            redactor.exchange(thing.made_by),
        )
        for path, thing in bench.watch.made.items()
    }
