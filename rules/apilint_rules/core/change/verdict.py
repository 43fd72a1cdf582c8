"""The version that a change asks for, as Semantic Versioning 2.0.0 counts (sections 6 to 8)."""

from __future__ import annotations

from collections.abc import Iterable

from ..severity import Severity
from .diff import Diff

VERDICTS = ("none", "patch", "minor", "major")


def verdict(found: Iterable[tuple[Severity, str]], is_same: bool) -> str:
    """`major` when anything breaks, `minor` when something was added, `patch` for texts only, `none` for nothing.

    found: of each finding the severity, and what its rule asks for where nothing breaks (`Rule.bump`).
    """
    wanted = ["major" if severity is Severity.ERROR else bump for severity, bump in found]
    return max(wanted, key=VERDICTS.index, default="none" if is_same else "patch")


def is_same(diff: Diff) -> bool:
    """Whether two descriptions say the same, however it is written: order of keys, indentation, YAML or JSON."""
    return [each.data for each in diff.old.documents] == [each.data for each in diff.new.documents]
