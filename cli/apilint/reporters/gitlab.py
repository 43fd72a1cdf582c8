"""GitLab's code quality report (the Code Climate format with the fields that GitLab reads)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from apilint_rules.core.finding import Finding

from .run import Run

_LEVELS = {"error": "major", "warning": "minor", "info": "info"}


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """One JSON array."""
    issues = [
        {
            "type": "issue",
            "check_name": finding.rule,
            "description": finding.message + (f" ({finding.help})" if finding.help else ""),
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
