"""Markdown, for a comment on a pull request or a job summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from apilint_rules.core.finding import Finding

from ._summary import summary
from ._terminal import printable
from .run import Run

_ICONS = {"error": "❌", "warning": "⚠️", "info": "ℹ️"}


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """A heading, the summary, and a table for each file."""
    findings = list(findings)
    yield "## apilint"
    yield ""
    yield summary(findings, run)
    for file, group in groupby(findings, key=lambda finding: finding.file):
        yield ""
        yield f"### `{printable(file)}`"
        yield ""
        yield "| | Line | Finding | Rule |"
        yield "|---|---|---|---|"
        for finding in group:
            severity = f"{_ICONS[finding.severity.value]} {finding.severity.value}"
            yield f"| {severity} | {finding.span.line} | {_cell(finding)} | {_rule(finding)} |"


def _rule(finding: Finding) -> str:
    return f"[{finding.rule}]({finding.url})" if finding.url else finding.rule


def _cell(finding: Finding) -> str:
    text = _escaped(finding.message)
    return text + (f"<br>*{_escaped(finding.help)}*" if finding.help else "")


def _escaped(text: str) -> str:
    """Text in a table's cell: no column ends, no HTML outside of code, no mention of people."""
    parts = re.split(r"(`[^`]*`)", printable(text).replace("|", "\\|"))
    return "".join(part if part.startswith("`") else _plain(part) for part in parts)


def _plain(text: str) -> str:
    return re.sub(r"([<>&*_\[\]@#])", r"\\\1", text)
