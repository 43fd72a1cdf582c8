"""The findings: what is wrong, on which line of the description, of which operations, and how to see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apilint_rules.core.finding import Finding
from apilint_rules.core.wire.conduct import Verdict

from .._curl import bearable
from .._script import script_lines
from .._summary import plural
from .._wire import verdict
from ..run import Run
from . import changes
from .exchanges import anchor, copyable, folded
from .text import operation, prose, safe

MOST = 1000
"""Findings that a page has; of more it says how many."""

MOST_EXCHANGES = 8
"""Exchanges that are shown with one finding: the last ones."""

MOST_OPERATIONS = 8


class Findings:
    """The section of the findings; an exchange that shows several of them stands with the first."""

    def __init__(self, findings: Sequence[Finding], run: Run) -> None:
        self.findings = sorted(findings, key=lambda finding: -finding.severity.rank)
        self.run = run
        self.shown: set[int] = set()

    def section(self) -> Iterator[str]:
        """Gravest first, in the order of the description otherwise."""
        if not self.findings:
            return
        name = "Changes" if self.run.diff is not None else "Findings"
        yield f'<section id="findings"><div class="bar"><h2>{name}</h2>'
        yield '<input type="search" id="find" placeholder="Filter" aria-label="Filter the findings" hidden></div>'
        for number, finding in enumerate(self.findings[:MOST]):
            yield from self._card(number, finding)
        if len(self.findings) > MOST:
            yield f"<p>{len(self.findings) - MOST:,} more are in the JSON report.</p>"
        yield "</section>"

    def _card(self, number: int, finding: Finding) -> Iterator[str]:
        severity = finding.severity.value
        yield f'<article class="finding {severity}" id="f{number}" data-rule="{safe(finding.rule)}">'
        yield f'<p class="tags"><span class="pill {severity}">{severity}</span> {_rule(finding)}{_verdict(finding)}</p>'
        yield f"<h3>{prose(finding.message)}</h3>"
        yield _operations(finding)
        if finding.change is not None:
            yield from changes.before(finding)
        yield _line(finding)
        if finding.help:
            yield f'<p class="help">{prose(finding.help)}</p>'
        if self.run.diff is not None:
            yield from changes.aside(finding, self.run.diff)
        yield from self._evidence(finding)
        yield "</article>"

    def _evidence(self, finding: Finding) -> Iterator[str]:
        wire = self.run.wire
        if wire is None or not finding.evidence:
            return
        evidence = finding.evidence[-MOST_EXCHANGES:]
        yield copyable("\n".join(map(bearable, script_lines(evidence[-1:], wire))))
        known = [each for each in evidence if each.number in self.shown]
        fresh = [each for each in evidence if each.number not in self.shown]
        self.shown.update(each.number for each in fresh)
        yield from (folded(each, wire) for each in fresh)
        if known:
            links = ", ".join(f'<a href="#{anchor(each)}">#{each.number}</a>' for each in known)
            yield f'<p class="aside">Shown with another finding: {links}</p>'
        if len(finding.evidence) > len(evidence):
            yield f'<p class="aside">{plural(len(finding.evidence) - len(evidence), "earlier exchange")} left out</p>'


def _rule(finding: Finding) -> str:
    if finding.url.startswith("https://"):
        return f'<a class="rule" href="{safe(finding.url)}" rel="noreferrer">{safe(finding.rule)}</a>'
    return f'<span class="rule">{safe(finding.rule)}</span>'


def _verdict(finding: Finding) -> str:
    agreement = verdict(finding)
    if agreement is None:
        return ""
    return f' <span class="pill {"gap" if agreement is Verdict.GAP else "broken"}">{agreement.value}</span>'


def _operations(finding: Finding) -> str:
    labels = finding.operations or ((finding.operation,) if finding.operation else ())
    items = [f"<li>{operation(label)}</li>" for label in labels]
    if len(items) > MOST_OPERATIONS:
        rest = "".join(items[MOST_OPERATIONS:])
        more = f"<details><summary>and {len(items) - MOST_OPERATIONS} more</summary><ul>{rest}</ul></details>"
        items = [*items[:MOST_OPERATIONS], f"<li>{more}</li>"]
    return f'<ul class="operations">{"".join(items)}</ul>' if items else ""


def _line(finding: Finding) -> str:
    """Where it stands in the description, with the line itself."""
    span, (text, first) = finding.span, finding.excerpt
    where = f'<span class="where">{safe(finding.file)}:{span.line}:{span.column}</span>'
    if not text.strip():
        return f'<p class="source">{where}</p>'
    start = max(0, span.column - first)
    end = max(span.end_column - first if span.end_line == span.line else len(text), start + 1)
    marked = f"{safe(text[:start])}<mark>{safe(text[start:end])}</mark>{safe(text[end:])}"
    return f'<div class="source">{where}<pre tabindex="0"><span class="gutter">{span.line}</span> {marked}</pre></div>'
