"""Prints what rules say about the real documents, for somebody to read: `python tests/corpus/sample.py RULE ...`.

--number N    findings a rule, spread over the documents (default 30)
--counts      only how many findings each document has
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from apilint_rules.core.finding import Finding
from apilint_rules.core.registry import load_rules
from corpus import run_corpus


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rules", nargs="+", help="rule ids or topics")
    parser.add_argument("--number", type=int, default=30)
    parser.add_argument("--counts", action="store_true")
    options = parser.parse_args()
    rules = [
        rule for rule in load_rules().values() if rule.id in options.rules or rule.topic in options.rules
    ]
    by_rule: dict[str, list[tuple[str, Finding, str]]] = defaultdict(list)
    for name, result in run_corpus(rules):
        if result.error or result.bug:
            print(f"{name}: {result.error or result.bug}")
        for finding in result.findings:
            by_rule[finding.rule].append((name, finding, result.line(finding)))
    for rule in rules:
        found = by_rule[rule.id]
        print(f"\n## {rule.id}: {len(found)} findings in {len({name for name, _, _ in found})} documents")
        if options.counts:
            for name in dict.fromkeys(name for name, _, _ in found):
                print(f"  {sum(1 for other, _, _ in found if other == name):6} {name}")
            continue
        for name, finding, line in spread(found, options.number):
            print(
                f"{name}:{finding.span.line}:{finding.span.column} {finding.severity.value} {finding.message}"
            )
            print(f"      {finding.operation or finding.pointer} | {line.strip()[:150]}")


def spread(found: list[tuple[str, Finding, str]], number: int) -> list[tuple[str, Finding, str]]:
    """About `number` findings: a fair share of each document, evenly spaced."""
    groups: dict[str, list[tuple[str, Finding, str]]] = defaultdict(list)
    for item in found:
        groups[item[0]].append(item)
    share = max(1, number // max(1, len(groups)))
    picked = []
    for items in groups.values():
        step = max(1, len(items) // share)
        picked += items[::step][:share]
    return picked[: max(number, len(groups))]


if __name__ == "__main__":
    main()
