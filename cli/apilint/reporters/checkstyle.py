"""Checkstyle XML, which most review tools read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from apilint_rules.core.finding import Finding

from ._wire import told
from ._xml import attributes
from .run import Run


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """A `file` element for each file, an `error` element for each finding."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<checkstyle version="4.3">'
    for file, group in groupby(findings, key=lambda finding: finding.file):
        yield f"  <file{attributes(name=file)}>"
        for finding in group:
            yield f"    <error{_error(finding, run)}/>"
        yield "  </file>"
    yield "</checkstyle>"


def _error(finding: Finding, run: Run) -> str:
    help_text = f" ({finding.help})" if finding.help else ""
    rest = [line for line in told(finding, run) if not line.startswith("help: ")]
    return attributes(
        line=finding.span.line,
        column=finding.span.column,
        severity=finding.severity.value,
        message="; ".join([f"{finding.message}{help_text}", *rest]),
        source=f"apilint.{finding.rule}",
    )
