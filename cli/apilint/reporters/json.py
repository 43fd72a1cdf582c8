"""For programs: everything that is known of each finding. The schema is `apilint schema report`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from apilint_rules.core.finding import Finding

from ._curl import change_line
from ._json_wire import finding_members, wire_object
from .run import DiffRun, Run, WireRun, counts

VERSION = 1
LONGEST = 50_000
"""Characters of a value that shows a change; a longer one is left out."""


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """One JSON object: version, findings, summary, of a live service `wire`, of two descriptions `diff`."""
    findings = list(findings)
    document = {
        "version": VERSION,
        "findings": [as_object(finding, run.wire, run.diff) for finding in findings],
        "summary": summary(findings, run),
    }
    if run.wire is not None:
        document["wire"] = wire_object(findings, run.wire)
    if run.diff is not None:
        document["diff"] = diff_object(run.diff)
    yield json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)


def as_object(finding: Finding, wire: WireRun | None = None, diff: DiffRun | None = None) -> dict[str, Any]:
    """A finding as JSON. Lines and columns start at 1, the end is exclusive; columns count code points."""
    aside = finding_members(finding, wire) if wire is not None else change_members(finding, diff)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "file": finding.file,
        "line": finding.span.line,
        "column": finding.span.column,
        "end_line": finding.span.end_line,
        "end_column": finding.span.end_column,
        "pointer": finding.pointer,
        "operation": finding.operation,
        "related": [
            {"file": r.file, "line": r.line, "column": r.column, "pointer": r.pointer, "message": r.message}
            for r in finding.related
        ],
        "fingerprint": finding.fingerprint,
        "url": finding.url,
        **aside,
    }


def change_members(finding: Finding, diff: DiffRun | None = None) -> dict[str, Any]:
    """What a finding about a change has beside the members of every finding; nothing for others."""
    change = finding.change
    if change is None:
        return {}
    described: dict[str, Any] = {
        "kind": change.kind,
        "direction": change.direction,
        "facet": change.facet or None,
        "oasdiff": list(change.oasdiff),
    }
    witness = change.witness
    if witness is not None and len(json.dumps(witness.value, default=str)) <= LONGEST:
        described |= {"witness": witness.value, "shows": witness.words}
    members: dict[str, Any] = {"operations": list(finding.operations), "change": described}
    line = change_line(finding, diff)
    members |= {"curl": [line]} if line else {}
    usage = diff.usage_of(finding) if diff is not None else None
    return members | ({"usage": usage._asdict() | {"last": usage.last or None}} if usage is not None else {})


def diff_object(diff: DiffRun) -> dict[str, Any]:
    """What two descriptions came to."""
    said = {name: value for name, value in diff._asdict().items() if name not in ("usage", "requests")}
    return said | {"approved": len(diff.approved)}


def summary(findings: list[Finding], run: Run) -> dict[str, int]:
    """The numbers of a run."""
    by_severity = {
        f"{severity.value}s" if severity.value != "info" else "infos": n
        for severity, n in counts(findings).items()
    }
    return {
        "files": run.files,
        "operations": run.operations,
        **by_severity,
        "suppressed": run.suppressed,
        "baselined": run.baselined,
        "not_new": run.old,
        "not_shown": run.milder,
        "skipped_files": run.skipped,
        "failed_files": run.failed,
    }
