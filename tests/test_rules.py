"""Every rule's own examples: findings on exactly the marked lines of `bad`, silence on `good`."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from support import findings_of_example, marked_lines

RULES = load_rules()


@pytest.mark.parametrize("name", RULES)
def test_bad_example_has_findings_on_exactly_the_marked_lines(name: str) -> None:
    rule = RULES[name]
    assert marked_lines(rule.bad), "mark at least one line of the bad example with `# <-`"
    assert [finding.span.line for finding in findings_of_example(rule, rule.bad)] == marked_lines(rule.bad)


@pytest.mark.parametrize("name", RULES)
def test_good_example_is_silent(name: str) -> None:
    rule = RULES[name]
    assert [finding.message for finding in findings_of_example(rule, rule.good)] == []
