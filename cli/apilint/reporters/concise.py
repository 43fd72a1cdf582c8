"""One finding a line: `FILE:LINE:COLUMN: severity[rule] message`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apilint_rules.core.finding import Finding


def report(findings: Iterable[Finding]) -> Iterator[str]:
    """A line for each finding."""
    for finding in findings:
        where = f"{finding.file}:{finding.span.line}:{finding.span.column}"
        yield f"{where}: {finding.severity.value}[{finding.rule}] {finding.message}"
