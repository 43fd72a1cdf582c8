"""The spec pairs of oasdiff's own tests, and what `apilint diff` says of them: `python tests/conformance/oasdiff.py`.

They are read by path from beside the repository (see the README there); nothing of them is copied here. A pair breaks for
oasdiff when one of its tests expects an `ERR`. It breaks nothing when none does, and one that ran all checks says what it
expects; of other pairs nobody says whether they break, and they are not counted. Nor are those of one file with itself that
a test changed in Go.
"""

from __future__ import annotations

import csv
import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from apilint.config.select import Selection
from apilint.linting import Job, load
from apilint.sources.project import uri_of
from apilint.sources.targets import Target
from apilint_rules.core.api.model import Api
from apilint_rules.core.change.change import Policy
from apilint_rules.core.change.diff import Diff
from apilint_rules.core.change.lenses import compare
from apilint_rules.core.engine import Selected
from apilint_rules.core.finding import Finding
from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity

CASES = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "oasdiff"
SIGNED = Path(__file__).resolve().parent / "disagreements.tsv"
TODAY = "2026-11-25"


class Scored(NamedTuple):
    """One pair: what oasdiff's tests expect of it, and what we found."""

    base: str
    revision: str
    expected: tuple[str, ...]
    is_breaking: bool
    is_scored: bool
    findings: list[Finding]

    @property
    def name(self) -> str:
        return f"{self.base.removeprefix('data/')} {self.revision.removeprefix('data/')}"

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    @property
    def agrees(self) -> bool:
        return bool(self.errors) == self.is_breaking


def scored() -> Iterator[Scored]:
    """Every pair, once."""
    cases = json.loads((CASES / "cases.json").read_text())
    selected = [
        Selected(rule, rule.severity, {name: option.default for name, option in rule.options.items()})
        for rule in load_rules().values()
        if rule.change_lenses and rule.default
    ]
    for pair in dict.fromkeys((case["base"], case["revision"]) for case in cases):
        mine = [case for case in cases if (case["base"], case["revision"]) == pair]
        expected = {f"{each['id']} {each['level']}" for case in mine for each in case["expect"]}
        is_breaking = pair[0] != pair[1] and any(each.endswith(" ERR") for each in expected)
        old, new = (_loaded(CASES / name) for name in pair)
        findings = compare(Diff(old, new, Policy(TODAY)), selected).findings
        is_scored = is_breaking or any(map(_says_all, mine))
        yield Scored(*pair, tuple(sorted(expected)), is_breaking, is_scored, findings)


def _says_all(case: dict[str, Any]) -> bool:
    """Whether a test ran all checks and names all that they must find."""
    return bool(case["scope"] == "all" and case["exact"] and (case["expect"] or case["expect_none"]))


def _loaded(path: Path) -> Api:
    target = Target(path.name, uri_of(path), path)
    return load(Job(target, Selection([], frozenset(), ()), TODAY), {})


def signed() -> dict[str, str]:
    """The disagreements that somebody has looked at: pair to who is right."""
    with SIGNED.open(encoding="utf-8") as file:
        return {row["pair"]: row["right"] for row in csv.DictReader(file, delimiter="\t")}


def main() -> None:
    gc.disable()
    pairs = [pair for pair in scored() if pair.is_scored]
    known = signed() if SIGNED.exists() else {}
    for pair in pairs:
        if not pair.agrees:
            print(f"{pair.name}: oasdiff says {'breaking' if pair.is_breaking else 'not breaking'}")
            print(f"    expected: {', '.join(pair.expected) or 'nothing'}")
            for finding in pair.errors or pair.findings:
                print(f"    {finding.severity.value}[{finding.rule}] {finding.message}")
            print(f"    signed: {known.get(pair.name, 'no')}")
    agreeing = sum(pair.agrees for pair in pairs)
    print(f"{agreeing} of {len(pairs)} pairs agree ({agreeing / len(pairs):.1%})")


if __name__ == "__main__":
    main()
