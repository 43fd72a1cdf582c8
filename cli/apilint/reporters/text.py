"""For people: each finding with the line it stands on and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apilint_rules.core.finding import Finding

from ._summary import ordered, statistics, summary
from ._terminal import COLORS, columns, paint, printable
from ._wire import reach_section, told
from .run import Run

MARGIN = 60
"""Columns of a long line that stay in front of a finding."""


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """A block for each finding, then the summary. Of two descriptions what breaks comes first."""
    findings = ordered(findings, run)
    for finding in findings:
        yield from _block(finding, run)
        yield ""
    if run.statistics:
        yield from statistics(findings)
        yield ""
    if not run.quiet:
        yield from map(printable, reach_section(run))
        yield summary(findings, run)


def _block(finding: Finding, run: Run) -> Iterator[str]:
    color = run.color
    where = f"{printable(finding.file)}:{finding.span.line}:{finding.span.column}"
    severity = paint(finding.severity.value, COLORS[finding.severity], color)
    yield f"{paint(where, 'bold', color)}: {severity}[{finding.rule}] {printable(finding.message)}"
    yield from _frame(finding, run)
    gutter = " " * len(str(finding.span.line))
    if finding.operation and not finding.operations:
        yield f"{gutter} {paint('=', 'cyan', color)} in: {printable(finding.operation)}"
    for line in told(finding, run):
        yield f"{gutter} {paint('=', 'cyan', color)} {printable(line)}"
    for related in finding.related:
        place = f"{printable(related.file)}:{related.line}:{related.column}"
        yield f"{gutter} {paint('=', 'cyan', color)} {place}: {printable(related.message)}"


def _frame(finding: Finding, run: Run) -> Iterator[str]:
    """The line with the finding underlined; of a long one only what fits."""
    text, first = finding.excerpt
    if not text.strip():
        return
    number = str(finding.span.line)
    bar = paint("|", "cyan", run.color)
    start = max(0, finding.span.column - first)
    end = finding.span.end_column - first if finding.span.end_line == finding.span.line else len(text)
    room = (run.width or 200) - len(number) - 4
    shift = start - MARGIN if start > room - 20 and start > MARGIN else 0
    shown = text[shift : shift + room]
    before, marked = (
        printable(shown[: start - shift]),
        printable(shown[start - shift : max(end, start + 1) - shift]),
    )
    yield f"{number} {bar} {printable(shown)}"
    underline = paint("^" * max(1, columns(marked)), COLORS[finding.severity], run.color)
    yield f"{' ' * len(number)} {bar} {' ' * columns(before)}{underline}"
