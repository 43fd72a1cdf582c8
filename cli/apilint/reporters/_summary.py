"""The lines that sum a run up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from apilint_rules.core.finding import Finding

from .run import Run, counts


def summary(findings: Sequence[Finding], run: Run) -> str:
    """`2 errors, 1 warning in 1 file (3 suppressed)`; of a live service `... in 412 requests to URL (seed 7)`."""
    parts = [plural(number, severity.value) for severity, number in counts(findings).items() if number]
    found = ", ".join(parts) if parts else "no findings"
    is_nothing = run.failed and not run.files and run.wire is None
    aside = [f"seed {run.wire.seed}"] if run.wire and run.wire.seed is not None else []
    aside += [
        f"{number} {words}"
        for number, words in (
            (len(run.diff.approved) if run.diff else 0, "approved"),
            (run.suppressed, "suppressed"), (run.baselined, "in the baseline"), (run.old, "not new"),
            (run.milder, "milder not shown"),
            (run.skipped, f"other YAML or JSON {'file' if run.skipped == 1 else 'files'} skipped"),
            (0 if is_nothing else run.failed, "could not be checked"),
        )
        if number
    ]  # fmt: skip
    head = "nothing could be checked" if is_nothing else f"{found} in {_looked_at(run)}"
    return head + (f" ({', '.join(aside)})" if aside else "") + _verdict(run)


def _verdict(run: Run) -> str:
    """The version that the changes of two descriptions ask for."""
    if run.diff is None:
        return ""
    return ": nothing changed" if run.diff.verdict == "none" else f": {run.diff.verdict}"


def ordered(findings: Iterable[Finding], run: Run) -> list[Finding]:
    """The findings about two descriptions with the gravest first; all others in the order of the text."""
    return sorted(findings, key=lambda finding: -finding.severity.rank if run.diff is not None else 0)


def _looked_at(run: Run) -> str:
    if run.diff is not None:
        return f"{run.diff.new} since {run.diff.old}"
    if run.wire is None:
        return plural(run.files, "file")
    if run.wire.seed is None:
        return plural(run.wire.requests, "recorded exchange")
    return f"{plural(run.wire.requests, 'request')} to {run.wire.base_url}"


def statistics(findings: Sequence[Finding]) -> Iterator[str]:
    """How often each rule was broken, most often first."""
    counter = Counter((finding.rule, finding.severity.value) for finding in findings)
    width = len(str(max(counter.values(), default=0)))
    for (rule, severity), number in sorted(counter.items(), key=lambda item: (-item[1], item[0])):
        yield f"{number:{width}}  {severity:7}  {rule}"


def plural(number: int, noun: str) -> str:
    """`1 file`, `2 files`, `3 info`."""
    return f"{number:,} {noun}{'' if number == 1 or noun == 'info' else 's'}"
