"""Markdown, for a comment on a pull request or a job summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from apilint_rules.core.finding import Finding

from ._markdown import fence_of, in_table
from ._summary import ordered, summary
from ._terminal import printable
from ._wire import finding_aside, reach_section, shown_value, tries, used
from .run import Run

_ICONS = {"error": "❌", "warning": "⚠️", "info": "ℹ️"}


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """A heading, the summary, and a table for each file."""
    findings = list(findings)
    yield "## apilint"
    yield ""
    yield summary(findings, run)
    is_list = True
    for line in reach_section(run):
        if not (is_list and line.startswith("  ")):
            yield ""
        is_list = line.startswith(("  ", "reached"))
        yield f"- {in_table(line.strip())}" if line.startswith("  ") else in_table(line)
    for file, group in groupby(findings, key=lambda finding: finding.file):
        yield ""
        yield f"### `{printable(file)}`"
        yield ""
        yield "| | Line | Finding | Rule |"
        yield "|---|---|---|---|"
        for finding in ordered(group, run):
            severity = f"{_ICONS[finding.severity.value]} {finding.severity.value}"
            yield f"| {severity} | {finding.span.line} | {_cell(finding, run)} | {_rule(finding)} |"
    yield from _requests(findings, run)


def _requests(findings: list[Finding], run: Run) -> Iterator[str]:
    """The requests that show the findings, to be unfolded."""
    for finding in findings:
        lines = tries(finding, run)
        if lines:
            yield ""
            yield f"<details><summary>{finding.rule}: {_html(finding.message)}</summary>"
            yield ""
            fence = fence_of(lines)
            yield f"{fence}sh"
            yield from map(printable, lines)
            yield fence
            yield ""
            yield "</details>"


def _rule(finding: Finding) -> str:
    return f"[{finding.rule}]({finding.url})" if finding.url else finding.rule


def _cell(finding: Finding, run: Run) -> str:
    text = in_table(finding.message)
    agreement = finding_aside(finding).strip(" ()")
    text += f"<br>{in_table(agreement)}" if agreement else ""
    text += f"<br>{in_table(shown_value(finding))}" if shown_value(finding) else ""
    text += f"<br>{in_table(used(finding, run))}" if used(finding, run) else ""
    return text + (f"<br>*{in_table(finding.help)}*" if finding.help else "")


def _html(text: str) -> str:
    return escape(printable(text), quote=False).replace("@", "&#64;")
