"""For the people who call an API: what changed, by version and by operation, as Keep a Changelog writes it.

Source: Keep a Changelog 1.1.0 (its kinds of changes), with what breaks clients first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apilint_rules.core.finding import Finding
from apilint_rules.core.severity import Severity

from ._markdown import escaped
from .run import Run

SECTIONS = ("Breaking", "Changed", "Added", "Deprecated", "Removed")
MARK = "<!-- Written by `apilint diff`; a file that begins with this line is written over. -->"

MOST_OPERATIONS = 5
"""Operations that are named with one change."""


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """A heading with the new version, and a list for each kind of change."""
    findings = list(findings)
    yield MARK
    yield "# Changelog"
    yield ""
    yield f"## {escaped(run.diff.new_version) if run.diff and run.diff.new_version else 'Unreleased'}"
    if run.diff and run.diff.old_version:
        yield ""
        yield f"Changes since {escaped(run.diff.old_version)}."
    if not findings:
        yield ""
        yield "Nothing that a client could notice has changed."
    for section in SECTIONS:
        told = [finding for finding in findings if section_of(finding) == section]
        if told:
            yield ""
            yield f"### {section}"
            yield ""
            yield from _by_operation(told)


def section_of(finding: Finding) -> str:
    """The kind of change that a finding is."""
    if finding.severity is Severity.ERROR:
        return "Breaking"
    if finding.rule.endswith("-deprecated"):
        return "Deprecated"
    kinds = {"added": "Added", "removed": "Removed"}
    return kinds.get(finding.change.kind if finding.change is not None else "", "Changed")


def _by_operation(findings: Iterable[Finding]) -> Iterator[str]:
    """A point for each change; several of one operation stand below it."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for finding in findings:
        is_named = all(name in finding.message for name in finding.operations)
        operations = () if is_named else finding.operations
        groups.setdefault(operations, []).append(_sentence(finding))
    for operations, sentences in sorted(groups.items(), key=lambda group: [*map(_address, group[0])]):
        if not operations:
            yield from (f"- {_capital(sentence)}" for sentence in sentences)
        elif len(sentences) == 1:
            yield f"- {_named(operations)}: {sentences[0]}"
        else:
            yield f"- {_named(operations)}:"
            yield from (f"  - {_capital(sentence)}" for sentence in sentences)


def _sentence(finding: Finding) -> str:
    may_break = " This may break clients." if finding.severity is Severity.WARNING else ""
    return f"{escaped(finding.message)}.{may_break}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _named(operations: tuple[str, ...]) -> str:
    named = ", ".join(f"`{escaped(name).replace('`', '')}`" for name in operations[:MOST_OPERATIONS])
    left = len(operations) - MOST_OPERATIONS
    return f"{named} and {left} more" if left > 0 else named


def _address(label: str) -> tuple[str, str]:
    method, _, path = label.partition(" ")
    return path, method
