"""JUnit XML, as CI servers read it: a suite for each file, a case for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from apilint_rules.core.finding import Finding

from ._xml import attributes, text
from .run import Run


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """Findings of severity info pass with their text in `system-out`; the others fail."""
    findings = list(findings)
    failures = sum(1 for finding in findings if finding.severity.rank)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    if not findings:
        yield '<testsuites name="apilint" tests="1" failures="0" errors="0" time="0">'
        yield '  <testsuite name="apilint" tests="1" failures="0" errors="0" skipped="0" time="0">'
        yield '    <testcase name="no findings" classname="apilint" time="0"/>'
        yield "  </testsuite>"
        yield "</testsuites>"
        return
    yield f'<testsuites name="apilint" tests="{len(findings)}" failures="{failures}" errors="0" time="0">'
    for file, group in groupby(findings, key=lambda finding: finding.file):
        yield from _suite(file, list(group))
    yield "</testsuites>"


def _suite(file: str, findings: list[Finding]) -> Iterator[str]:
    failures = sum(1 for finding in findings if finding.severity.rank)
    named = attributes(name=file, tests=len(findings), failures=failures, errors=0, skipped=0, time=0)
    yield f"  <testsuite{named}>"
    for finding in findings:
        where = f"{finding.span.line}:{finding.span.column}"
        yield f"    <testcase{attributes(name=f'{finding.rule} at {where}', classname=file, time=0)}>"
        body = f"{finding.file}:{where}: {finding.severity.value}[{finding.rule}] {finding.message}"
        body += f"\nhelp: {finding.help}" if finding.help else ""
        if finding.severity.rank:
            kind = attributes(message=finding.message, type=finding.severity.value)
            yield f"      <failure{kind}>{text(body)}</failure>"
        else:
            yield f"      <system-out>{text(body)}</system-out>"
        yield "    </testcase>"
    yield "  </testsuite>"
