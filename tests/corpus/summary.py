"""Writes how many findings each rule has in each real document: `python tests/corpus/summary.py`.

The table is committed, so that every change of a rule shows what it changes on real documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from apilint_rules.core.registry import load_rules
from corpus import Checked, run_corpus

SUMMARY = Path(__file__).resolve().parent / "summary.tsv"


def summary(run: Iterable[tuple[str, Checked]]) -> str:
    """The table: a row for each document and default rule with findings.

    Files that several descriptions share count where they are met first.
    """
    default = {rule.id for rule in load_rules().values() if rule.default}
    counts: Counter[tuple[str, str, str]] = Counter()
    seen: set[tuple[object, ...]] = set()
    for name, checked in run:
        for finding in checked.findings:
            if finding.rule not in default:
                continue
            key = (finding.rule, finding.file, finding.span, finding.message)
            if key not in seen:
                seen.add(key)
                counts[name, finding.rule, finding.severity.value] += 1
    rows = [
        f"{name}\t{rule}\t{severity}\t{number}" for (name, rule, severity), number in sorted(counts.items())
    ]
    return "\n".join(["document\trule\tseverity\tfindings", *rows]) + "\n"


if __name__ == "__main__":
    SUMMARY.write_text(summary(run_corpus(load_rules().values())), encoding="utf-8")
