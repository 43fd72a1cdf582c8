"""Writes how many findings each rule has in each real document: `python tests/corpus/summary.py`.

The table is committed, so that every change of a rule shows what it changes on real documents.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from corpus import run_corpus

from apilint_rules.core.registry import load_rules

SUMMARY = Path(__file__).resolve().parent / "summary.tsv"


def summary() -> str:
    """The table: a row for each document and rule with findings. Shared files count where they are met first."""
    counts: Counter[tuple[str, str, str]] = Counter()
    seen: set[tuple[object, ...]] = set()
    for name, checked in run_corpus(rule for rule in load_rules().values() if rule.default):
        for finding in checked.findings:
            key = (finding.rule, finding.file, finding.span, finding.message)
            if key not in seen:
                seen.add(key)
                counts[name, finding.rule, finding.severity.value] += 1
    rows = [f"{name}\t{rule}\t{severity}\t{number}" for (name, rule, severity), number in sorted(counts.items())]
    return "\n".join(["document\trule\tseverity\tfindings", *rows]) + "\n"


if __name__ == "__main__":
    SUMMARY.write_text(summary(), encoding="utf-8")
