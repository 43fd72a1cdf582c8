"""The version of the description rises as its changes ask.

`apilint diff --check-version` compares `info.version` with what was found: an error asks for a new major version
(of `0.x`: a new minor one), what was added for a new minor version, all else for any higher one. A version that is
no semantic version (`2026-11-25`, `v2`) has to be another one when anything was found. A version that went down is
never right.

Off by default.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Info, Pair, Problem, Related, Rule, Severity
from ._versions import Version, parsed

RULE = Rule(
    severity=Severity.ERROR,
    default=False,
    bump="patch",
    sources=(
        "Zalando 116",
        "oasdiff api-version-not-bumped",
        "oasdiff api-major-version-not-bumped",
        "oasdiff api-version-decreased",
    ),
    change_old="""
        info: {title: orders, version: 1.4.0}
        paths: {}
    """,
    change_new="""
        info: {title: orders, version: 1.3.2}  # <-
        paths: {}
    """,
    change_same="""
        info: {title: orders, version: 1.4.1}
        paths: {}
    """,
)


@RULE.on_change()
def kept(change: Pair[Info]) -> Iterator[Problem]:
    wanted, old, new = change.diff.verdict, change.old.version, change.new.version
    before, after, is_lower = parsed(old), parsed(new), False
    if before is None or after is None:
        message = f"the version is `{new}` as before, and the changes are {_weight(wanted)}"
        is_wrong = old == new and wanted in ("major", "minor")
    elif after < before:
        message, is_wrong, is_lower = f"the version went down from `{old}` to `{new}`", True, True
    else:
        went = f"is `{new}` as before" if old == new else f"went from `{old}` to `{new}`"
        message = f"the version {went}, and the changes are {_weight(wanted)}"
        is_wrong = not _is_high_enough(before, after, wanted)
    if is_wrong:
        yield Problem(
            change.new.value_at("version"),
            message,
            help=None if before is None else f"write `{_least(before, wanted)}` or higher",
            related=[Related(change.old.value_at("version"), "what it was")],
            oasdiff=_ids(old == new, is_lower, wanted),
        )


def _ids(is_same: bool, is_lower: bool, wanted: str) -> list[str]:
    """oasdiff asks for a higher version only where something breaks."""
    if wanted != "major":
        return []
    if is_same:
        return ["api-version-not-bumped"]
    return ["api-version-decreased" if is_lower else "api-major-version-not-bumped"]


def _weight(wanted: str) -> str:
    return {"major": "breaking", "minor": "additions", "patch": "small"}.get(wanted, "none")


def _is_high_enough(before: Version, after: Version, wanted: str) -> bool:
    return wanted == "none" or after >= _least(before, wanted)


def _least(before: Version, wanted: str) -> Version:
    """The lowest version that is high enough (Semantic Versioning 2.0.0, sections 4 and 6 to 8)."""
    if wanted == "major" and before.major:
        return Version(before.major + 1, 0, 0)
    if wanted in ("major", "minor"):
        return Version(before.major, before.minor + 1, 0)
    return before._replace(patch=before.patch + (wanted == "patch"))
