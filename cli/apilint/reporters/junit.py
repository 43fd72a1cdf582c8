"""JUnit XML, as CI servers read it: a case for each finding of a file, or for each operation of a live service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from apilint_rules.core.finding import Finding

from ._wire import told
from ._xml import attributes, text
from .run import Run, WireRun


class Case(NamedTuple):
    """A test case: what it is called, the findings in it, and why it is skipped (empty when it is not)."""

    name: str
    findings: list[Finding]
    skipped: str = ""

    @property
    def fails(self) -> bool:
        return any(finding.severity.rank for finding in self.findings)


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """Findings of severity info pass with their text in `system-out`; the others fail."""
    suites = list(_suites(list(findings), run))
    seconds = round(run.wire.seconds, 3) if run.wire else 0
    cases = [case for _, members in suites for case in members]
    total = attributes(name="apilint", tests=len(cases), failures=_failures(cases), errors=0, time=seconds)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites{total}>"
    for name, members in suites:
        skipped = sum(1 for case in members if case.skipped)
        counted = {"tests": len(members), "failures": _failures(members), "errors": 0, "skipped": skipped}
        yield f"  <testsuite{attributes(name=name, **counted, time=seconds)}>"
        for case in members:
            yield from _case(name, case, run)
        yield "  </testsuite>"
    yield "</testsuites>"


def _suites(findings: list[Finding], run: Run) -> Iterator[tuple[str, list[Case]]]:
    if run.wire is not None:
        yield "apilint test", list(_operations(findings, run.wire))
    elif not findings:
        yield "apilint", [Case("no findings", [])]
    else:
        for file, group in groupby(findings, key=lambda finding: finding.file):
            yield file, [Case(f"{each.rule} at {_where(each)}", [each]) for each in group]


def _operations(findings: list[Finding], wire: WireRun) -> Iterator[Case]:
    """A case for each operation; one that was never reached is skipped, what belongs to none comes last."""
    reached = {each.operation: each for each in wire.reached}
    named = dict.fromkeys([*reached, *(label for finding in findings for label in _labels(finding))])
    for label in named:
        own = [finding for finding in findings if label in _labels(finding)]
        never = label in reached and reached[label].state == "never" and not own
        yield Case(label, own, (reached[label].reason or "never reached") if never else "")
    rest = [finding for finding in findings if not _labels(finding)]
    if rest or not named:
        yield Case("the description", rest)


def _labels(finding: Finding) -> tuple[str, ...]:
    return finding.operations or ((finding.operation,) if finding.operation else ())


def _case(suite: str, case: Case, run: Run) -> Iterator[str]:
    named = attributes(name=case.name, classname=suite, time=0)
    if not case.findings and not case.skipped:
        yield f"    <testcase{named}/>"
        return
    yield f"    <testcase{named}>"
    body = "\n\n".join("\n".join([_headline(finding), *told(finding, run)]) for finding in case.findings)
    if case.skipped:
        yield f"      <skipped{attributes(message=case.skipped)}/>"
    elif case.fails:
        gravest = max(case.findings, key=lambda finding: finding.severity.rank)
        kind = attributes(message=gravest.message, type=gravest.severity.value)
        yield f"      <failure{kind}>{text(body)}</failure>"
    else:
        yield f"      <system-out>{text(body)}</system-out>"
    yield "    </testcase>"


def _headline(finding: Finding) -> str:
    return f"{finding.file}:{_where(finding)}: {finding.severity.value}[{finding.rule}] {finding.message}"


def _where(finding: Finding) -> str:
    return f"{finding.span.line}:{finding.span.column}"


def _failures(cases: Iterable[Case]) -> int:
    return sum(case.fails for case in cases)
