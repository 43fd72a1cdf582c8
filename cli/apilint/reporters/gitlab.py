"""GitLab's code quality report (the Code Climate format with the fields that GitLab reads)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from apilint_rules.core.finding import Finding

from ._wire import finding_aside, tries
from .run import Run

_LEVELS = {"error": "major", "warning": "minor", "info": "info"}


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """One JSON array."""
    issues = [
        {
            "type": "issue",
            "check_name": finding.rule,
            "description": f"{finding.message}{finding_aside(finding)}"
            + (f" ({finding.help})" if finding.help else ""),
            **_content(finding, run),
            "severity": _LEVELS[finding.severity.value],
            "categories": ["Style"],
            "fingerprint": hashlib.sha256(
                f"{finding.file}\0{finding.fingerprint}".encode(errors="replace")
            ).hexdigest()[:32],
            "location": {
                "path": finding.file,
                "lines": {"begin": finding.span.line, "end": finding.span.end_line},
            },
        }
        for finding in findings
    ]
    yield json.dumps(issues, indent=2, ensure_ascii=False)


def _content(finding: Finding, run: Run) -> dict[str, Any]:
    """The requests that show a finding, where the format has room for prose."""
    lines = tries(finding, run)
    return {"content": {"body": "\n".join(f"    {line}" for line in lines)}} if lines else {}
