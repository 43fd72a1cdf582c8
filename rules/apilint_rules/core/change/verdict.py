"""The version that a change asks for, as Semantic Versioning 2.0.0 counts (sections 6 to 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..api.model import Api
from ..finding import Finding
from ..severity import Severity

if TYPE_CHECKING:
    from ..rule import Rule

VERDICTS = ("none", "patch", "minor", "major")


def verdict(findings: Iterable[Finding], rules: Mapping[str, Rule], is_same: bool) -> str:
    """`major` when anything breaks, `minor` when something was added, `patch` for texts only, `none` for nothing."""
    ranks = [VERDICTS.index(_of(finding, rules)) for finding in findings]
    return VERDICTS[max(ranks, default=0 if is_same else 1)]


def _of(finding: Finding, rules: Mapping[str, Rule]) -> str:
    return "major" if finding.severity is Severity.ERROR else rules[finding.rule].bump


def is_same(old: Api, new: Api) -> bool:
    """Whether two descriptions say the same, however it is written: order of keys, indentation, YAML or JSON."""
    return [each.data for each in old.documents] == [each.data for each in new.documents]
