"""What a page has of two descriptions: the versions, the operations that changed, the old line beside the new."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from shlex import quote

from apilint_rules.core.finding import Finding
from apilint_rules.core.severity import Severity

from .._curl import bearable, change_line
from .._summary import plural
from ..run import DiffRun
from .exchanges import copyable
from .text import body, operation, prose, safe

MOST_OPERATIONS = 500

_VERDICTS = {
    "major": "asks for a new major version",
    "minor": "asks for a new minor version",
    "patch": "asks for a patch",
    "none": "the same API",
}


def headline(findings: Sequence[Finding]) -> str:
    """What to know first."""
    breaks = sum(1 for finding in findings if finding.severity is Severity.ERROR)
    if breaks:
        return f"{plural(breaks, 'change')} break{'s' if breaks == 1 else ''} clients"
    return "Nothing breaks clients" if findings else "No change that a client could notice"


def meta(diff: DiffRun) -> Iterator[str]:
    """The two sides, and what they come to."""
    yield f"<b>{_side(diff.old, diff.old_version)}</b> → <b>{_side(diff.new, diff.new_version)}</b>"
    yield _VERDICTS[diff.verdict]
    if diff.approved:
        yield f"{len(diff.approved)} approved"
    if diff.usage is not None and diff.usage:
        yield f"{plural(next(iter(diff.usage.values())).calls, 'recorded call')}"


def _side(name: str, version: str) -> str:
    return f"{safe(name)} {safe(version)}" if version else safe(name)


def section(findings: Sequence[Finding]) -> Iterator[str]:
    """The operations that changed, each with how many changes reach it and a link to the gravest."""
    told: dict[str, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(findings):
        for label in finding.operations:
            told.setdefault(label, []).append((number, finding))
    if len(told) < 2:
        return
    yield f'<section id="operations"><h2>Operations</h2><p class="lead">{plural(len(told), "operation")} changed.</p>'
    yield '<ul class="changed">'
    for label in sorted(told, key=lambda label: label.partition(" ")[::-1])[:MOST_OPERATIONS]:
        yield f'<li>{operation(label)} <span class="counts">{_counts(told[label])}</span></li>'
    yield "</ul>"
    if len(told) > MOST_OPERATIONS:
        yield f"<p>{len(told) - MOST_OPERATIONS:,} more are in the JSON report.</p>"
    yield "</section>"


def _counts(reached: Sequence[tuple[int, Finding]]) -> str:
    links = []
    for severity in Severity:
        numbers = [number for number, finding in reached if finding.severity is severity]
        if numbers:
            words = plural(len(numbers), severity.value)
            links.append(f'<a class="pill {severity.value}" href="#f{numbers[0]}">{words}</a>')
    return " ".join(links)


def before(finding: Finding) -> Iterator[str]:
    """The lines of the old description."""
    for related in finding.related:
        where = f"{safe(related.file)}:{related.line}:{related.column}"
        yield f'<div class="source old"><span class="where">{where}</span> '
        yield f'<span class="aside">{prose(related.message)}</span>'
        if related.excerpt.text.strip():
            line = f'<span class="gutter">{related.line}</span> {safe(related.excerpt.text)}'
            yield f'<pre tabindex="0">{line}</pre>'
        yield "</div>"


def aside(finding: Finding, diff: DiffRun) -> Iterator[str]:
    """The value that shows a change, how often recorded traffic has to do with it, and how to agree to it."""
    witness = finding.change.witness if finding.change is not None else None
    line = change_line(finding, diff)
    if line or witness is not None:
        words = witness.words if witness is not None else "used to work"
        yield f'<p class="aside">{safe(words)}:</p>'
    if witness is not None and not (line and type(witness.value) not in (dict, list)):
        text = json.dumps(witness.value, ensure_ascii=False, default=str).encode(errors="surrogatepass")
        yield f'<pre class="body" tabindex="0">{body(text, "json")}</pre>'
    if line:
        yield copyable(bearable(line))
    usage = diff.usage_of(finding)
    if usage is not None:
        yield f'<p class="usage{"" if usage.seen else " none"}">{safe(usage.words)}</p>'
    if finding.severity is not Severity.INFO:
        line = f"apilint diff {quote(diff.old)} {quote(diff.new)} --approve {finding.fingerprint} --reason ''"
        yield f'<details class="approve"><summary>Agree to it</summary>{copyable(line)}</details>'
