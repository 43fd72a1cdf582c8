"""Every rule's own examples: findings on exactly the marked lines of `bad`, silence on `good`; on the wire, between versions."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from support import changes_between, findings_of_example, marked_lines
from wire import findings_of_transcripts

RULES = load_rules()
ON_PAPER = [name for name, rule in RULES.items() if rule.document_lenses]
BETWEEN_VERSIONS = [name for name, rule in RULES.items() if rule.change_lenses]
ON_THE_WIRE = [name for name, rule in RULES.items() if {"exchange", "probe"} & set(rule.lenses)]


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_a_lens(name: str) -> None:
    assert RULES[name].lenses


@pytest.mark.parametrize("name", ON_PAPER)
def test_bad_example_has_findings_on_exactly_the_marked_lines(name: str) -> None:
    rule = RULES[name]
    assert marked_lines(rule.bad), "mark at least one line of the bad example with `# <-`"
    assert [finding.span.line for finding in findings_of_example(rule, rule.bad)] == marked_lines(rule.bad)


@pytest.mark.parametrize("name", ON_PAPER)
def test_good_example_is_silent(name: str) -> None:
    rule = RULES[name]
    assert [finding.message for finding in findings_of_example(rule, rule.good)] == []


@pytest.mark.parametrize("name", ON_THE_WIRE)
def test_bad_exchanges_have_findings(name: str) -> None:
    rule = RULES[name]
    for findings in findings_of_transcripts(rule, rule.wire_bad):
        assert findings
        assert all(finding.evidence and finding.operations for finding in findings)


@pytest.mark.parametrize("name", ON_THE_WIRE)
def test_good_exchanges_are_silent(name: str) -> None:
    rule = RULES[name]
    assert rule.wire_good
    found = findings_of_transcripts(rule, rule.wire_good)
    assert [finding.message for findings in found for finding in findings] == []


@pytest.mark.parametrize("name", BETWEEN_VERSIONS)
def test_changes_have_findings_on_exactly_the_marked_lines(name: str) -> None:
    """Of what is gone on the lines of the old description, of all else on those of the new one."""
    rule = RULES[name]
    findings = changes_between(rule, rule.change_old, rule.change_new)
    gone = [finding.related[0].line for finding in findings if finding.change.kind == "removed"]
    here = [finding.span.line for finding in findings if finding.change.kind != "removed"]
    assert gone + here, "mark at least one line with `# <-`"
    assert (sorted(gone), here) == (marked_lines(rule.change_old), marked_lines(rule.change_new))
    assert all(finding.file == "new.yaml" for finding in findings)


@pytest.mark.parametrize("name", BETWEEN_VERSIONS)
def test_changes_that_break_nothing_are_silent(name: str) -> None:
    rule = RULES[name]
    for old, new in ((rule.change_old, rule.change_same), (rule.change_new, rule.change_new)):
        assert [finding.message for finding in changes_between(rule, old, new)] == []
