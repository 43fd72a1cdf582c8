"""GitHub Actions annotations: workflow commands, shown on the changed lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apilint_rules.core.finding import Finding

from ._summary import summary
from ._terminal import printable
from ._wire import reach_section, told
from .run import Run

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
MOST = 10
"""GitHub shows this many annotations of each level a step and drops the rest without a word."""


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """A workflow command for each finding, gravest first so that the cap keeps what matters, then the summary."""
    findings = list(findings)
    shown: dict[str, int] = {}
    for finding in sorted(findings, key=lambda finding: -finding.severity.rank):
        level = _LEVELS[finding.severity.value]
        shown[level] = shown.get(level, 0) + 1
        yield _command(level, finding, run)
    dropped = sum(number - MOST for number in shown.values() if number > MOST)
    if dropped > 0:
        yield f"{dropped} more findings than GitHub shows as annotations; the log above has them all"
    if not run.quiet:
        yield from map(_plain, reach_section(run))
        yield summary(findings, run)


def _command(level: str, finding: Finding, run: Run) -> str:
    span = finding.span
    properties = {
        "file": finding.file,
        "line": str(span.line),
        "endLine": str(span.end_line),
        "col": str(span.column),
        "endColumn": str(max(span.end_column - 1, span.column)),
        "title": f"apilint: {finding.rule}",
    }
    message = "\n".join([finding.message, *told(finding, run)])
    joined = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {joined}::{_data(message)}"


def _plain(line: str) -> str:
    """A line of the log that cannot be read as a command."""
    return printable(line).replace("::", ": :")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
