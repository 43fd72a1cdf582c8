"""What a reporter is told beside the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from apilint_rules.core.finding import Finding
from apilint_rules.core.rule import Rule
from apilint_rules.core.severity import Severity

from ..errors import ApilintError


@dataclass(frozen=True, slots=True)
class Run:
    """One run: what was looked at, what was left out, and how the output may look.

    `color` and `width` (in columns, 0 for unlimited) are those of the terminal; other outputs have neither.
    """

    rules: Mapping[str, Rule]
    files: int = 0
    operations: int = 0
    skipped: int = 0
    suppressed: int = 0
    baselined: int = 0
    stale: int = 0
    failed: int = 0
    old: int = 0
    color: bool = False
    width: int = 0
    quiet: bool = False
    statistics: bool = False
    notes: tuple[str, ...] = field(default=())


Reporter = Callable[[Iterable[Finding], Run], Iterator[str]]
"""Findings to lines (without line ends)."""


def format_names() -> list[str]:
    """The formats there are: each module here with a `report` is one."""
    names = (path.stem for path in Path(__file__).parent.glob("*.py"))
    return sorted(name for name in names if name not in ("__init__", "run") and not name.startswith("_"))


def reporter(name: str) -> Reporter:
    """The reporter of a format. Raises `ApilintError` for an unknown one."""
    if name not in (*format_names(), "_none"):
        raise ApilintError(
            f"no format is called `{name}`", help=f"the formats are {', '.join(format_names())}"
        )
    return import_module(f"apilint.reporters.{name}").report  # type: ignore[no-any-return]


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity, gravest first."""
    counter = Counter(finding.severity for finding in findings)
    return {severity: counter[severity] for severity in Severity}
