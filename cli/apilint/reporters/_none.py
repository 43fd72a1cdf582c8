"""No report at all, for commands whose result is a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apilint_rules.core.finding import Finding

from .run import Run


def report(findings: Iterable[Finding], run: Run) -> Iterator[str]:
    """Nothing."""
    return iter(())
