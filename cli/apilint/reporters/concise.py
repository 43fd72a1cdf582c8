"""For editors and grep: one finding a line, `FILE:LINE:COLUMN: severity[rule] message`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apilint_rules.core.finding import Finding

from ._summary import statistics, summary
from ._terminal import COLORS, paint, printable
from ._wire import finding_aside, reach_section
from .run import Run


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """A line for each finding, then the summary."""
    findings = list(findings)
    for finding in findings:
        where = paint(
            f"{printable(finding.file)}:{finding.span.line}:{finding.span.column}", "bold", run.color
        )
        severity = paint(finding.severity.value, COLORS[finding.severity], run.color)
        aside = printable(finding_aside(finding))
        yield f"{where}: {severity}[{finding.rule}] {printable(finding.message)}{aside}"
    if run.statistics:
        yield from statistics(findings)
    if not run.quiet:
        yield from map(printable, reach_section(run))
        yield summary(findings, run)
