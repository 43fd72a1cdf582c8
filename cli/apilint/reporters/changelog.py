"""For the people who call an API: what changed, by version and by operation, as Keep a Changelog writes it.

Source: Keep a Changelog 1.1.0 (its kinds of changes), with what breaks clients first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from apilint_rules.core.api.model import MediaType, RequestBody
from apilint_rules.core.finding import Finding
from apilint_rules.core.severity import Severity

from ._curl import LONGEST_READ, change_line
from ._markdown import escaped, fence_of
from ._terminal import printable
from .run import Run

SECTIONS = ("Breaking", "Changed", "Added", "Deprecated", "Removed")
MARK = "<!-- Written by `apilint diff`; a file that begins with this line is written over. -->"

MOST_OPERATIONS = 5
"""Operations that are named with one change."""


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """A heading with the new version, and a list for each kind of change."""
    findings = [*findings, *(run.diff.approved if run.diff else ())]
    yield MARK
    yield "# Changelog"
    yield ""
    is_new = run.diff is not None and run.diff.new_version not in ("", run.diff.old_version)
    yield f"## {escaped(run.diff.new_version) if run.diff and is_new else 'Unreleased'}"
    if run.diff and run.diff.old_version:
        yield ""
        yield f"Changes since {escaped(run.diff.old_version)}."
    if not findings:
        yield ""
        left_out = run.milder + run.baselined + run.suppressed
        changes = "1 change is" if left_out == 1 else f"{left_out} changes are"
        yield f"{changes} left out." if left_out else "Nothing that a client could notice has changed."
    for section in SECTIONS:
        told = [finding for finding in findings if section_of(finding) == section]
        if told:
            yield ""
            yield f"### {section}"
            yield ""
            yield from _by_operation(told, run)


def section_of(finding: Finding) -> str:
    """The kind of change that a finding is."""
    if finding.severity is Severity.ERROR:
        return "Breaking"
    if finding.rule.endswith("-deprecated"):
        return "Deprecated"
    kinds = {"added": "Added", "removed": "Removed"}
    return kinds.get(finding.change.kind if finding.change is not None else "", "Changed")


def _by_operation(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """A point for each change; several of one operation stand below it."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        is_named = all(name in finding.message for name in finding.operations)
        operations = () if is_named else finding.operations
        groups.setdefault(operations, []).append(finding)
    for operations, changes in sorted(groups.items(), key=lambda group: [*map(_address, group[0])]):
        if len(changes) == 1 and operations:
            yield f"- {_named(operations)}: {_sentence(changes[0])}"
            yield from _example(changes[0], run, "  ")
            continue
        margin = "  " if operations else ""
        if operations:
            yield f"- {_named(operations)}:"
        else:
            changes.sort(key=lambda change: [*map(_address, change.operations)])
        for change in changes:
            yield f"{margin}- {_capital(_sentence(change))}"
            yield from _example(change, run, margin + "  ")


def _example(finding: Finding, run: Run, margin: str) -> Iterator[str]:
    """The request that is refused now, or the answer that may come now, of a change that breaks."""
    witness = finding.change.witness if finding.change is not None else None
    if witness is None or section_of(finding) != SECTIONS[0]:
        return
    line, language = change_line(finding, run.diff), "sh"
    if not line:
        line, language = json.dumps(witness.value, ensure_ascii=False, default=str), "json"
    if len(line) <= LONGEST_READ:
        fence = fence_of([line])
        yield f"{margin}{_capital(witness.words)}:"
        yield from (f"{margin}{each}" for each in (f"{fence}{language}", printable(line), fence))


def _sentence(finding: Finding) -> str:
    may_break = " This may break clients." if finding.severity is Severity.WARNING else ""
    return f"{_side(finding)}{escaped(finding.message)}.{may_break}"


def _side(finding: Finding) -> str:
    """Which body a change is in, where its message leaves it to the rule to say."""
    change = next(iter(finding.about), None)
    if change is None or finding.change is None or finding.change.witness is None:
        return ""
    if not isinstance(change.part, MediaType) or re.search(r"\b(body|answer|request)\b", finding.message):
        return ""
    return f"in the {'request' if change.nearest(RequestBody) is not None else 'answer'}, "


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _named(operations: tuple[str, ...]) -> str:
    named = ", ".join(f"`{escaped(name).replace('`', '')}`" for name in operations[:MOST_OPERATIONS])
    left = len(operations) - MOST_OPERATIONS
    return f"{named} and {left} more" if left > 0 else named


def _address(label: str) -> tuple[str, str]:
    method, _, path = label.partition(" ")
    return path, method
