"""All real documents: no crash, every finding lies on what it names, and the committed summary is what it says."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from apilint_rules.core.finding import Finding
from apilint_rules.core.registry import load_rules
from corpus import CORPUS, Checked, run_corpus
from summary import SUMMARY, summary

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the repository")
JUDGED = Path(__file__).resolve().parent / "judged"
Place = tuple[int, int]
Stretch = tuple[Place, Place]


@pytest.fixture(scope="module")
def checked() -> list[tuple[str, Checked]]:
    return list(run_corpus(load_rules().values()))


def test_no_document_is_refused_and_no_rule_fails(checked: list[tuple[str, Checked]]) -> None:
    assert [
        (name, result.error or result.bug) for name, result in checked if result.error or result.bug
    ] == []
    assert len(checked) >= 60


def test_every_finding_lies_on_the_key_or_value_that_its_pointer_names(
    checked: list[tuple[str, Checked]],
) -> None:
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for _, result in checked:
        for finding in result.findings:
            by_file[finding.file].append(finding)
    wrong = []
    for file, findings in by_file.items():
        places = places_of(Path(file))
        if places is None:
            continue
        for finding in findings:
            at = (finding.span.line, finding.span.column)
            if not any(start <= at < end for start, end in places.get(finding.pointer, ())):
                wrong.append((file, finding.rule, finding.pointer, finding.span, places.get(finding.pointer)))
    assert wrong == []


def places_of(path: Path) -> dict[str, set[Stretch]] | None:
    """Where PyYAML, which shares no code with our positions, puts each key and value, by pointer.

    Scalars are stretches of text; of a mapping or an array only the beginning counts.
    """
    text = path.read_text(encoding="utf-8-sig")
    try:
        root = yaml.compose(text.replace("\t", " "), Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None  # JSON with escapes that libyaml cannot read
    places: dict[str, set[Stretch]] = defaultdict(set)
    for pointer, node, key in nodes(root, ""):
        places[pointer].add(stretch(node))
        if key is not None:
            places[pointer].add(stretch(key))
    return places


def stretch(node: Any) -> Stretch:
    start = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        return start, (node.end_mark.line + 1, node.end_mark.column + 1)
    return start, (start[0], start[1] + 1)


def nodes(node: Any, pointer: str, key: Any = None) -> Iterator[tuple[str, Any, Any]]:
    waiting = [(node, pointer, key)]
    while waiting:
        node, pointer, key = waiting.pop()
        yield pointer, node, key
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                token = str(name.value).replace("~", "~0").replace("/", "~1")
                waiting.append((value, f"{pointer}/{token}", name))
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(item, f"{pointer}/{number}", None) for number, item in enumerate(node.value)]


def test_the_committed_summary_is_what_the_rules_say(checked: list[tuple[str, Checked]]) -> None:
    assert summary(checked).splitlines() == SUMMARY.read_text(encoding="utf-8").splitlines(), (
        "run `python tests/corpus/summary.py`, and read what has changed"
    )


def judgements() -> list[dict[str, str]]:
    rows = []
    for path in sorted(JUDGED.glob("*.tsv")):
        with path.open(encoding="utf-8") as file:
            rows += list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return rows


def test_every_default_rule_was_judged_by_somebody_who_read_its_findings() -> None:
    judged = {row["rule"] for row in judgements()}
    on_paper = {rule.id for rule in load_rules().values() if rule.default and rule.document_lenses}
    assert on_paper - judged == set()


def test_no_default_rule_is_known_to_be_wrong_more_than_once_in_twenty() -> None:
    verdicts: dict[str, list[str]] = defaultdict(list)
    for row in judgements():
        verdicts[row["rule"]].append(row["verdict"])
    assert {verdict for found in verdicts.values() for verdict in found} <= {
        "right",
        "wrong",
        "arguable",
        "silent",
    }
    rules = load_rules()
    loud = {rule: found for rule, found in verdicts.items() if rule in rules and rules[rule].default}
    assert [rule for rule, found in loud.items() if found.count("wrong") > 0.05 * len(found)] == []
