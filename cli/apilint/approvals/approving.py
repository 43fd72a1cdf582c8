"""What `apilint diff` does with approvals: writes those that were asked for, and leaves out what is approved."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from apilint_rules.core.change.diff import Diff
from apilint_rules.core.change.names import names_of
from apilint_rules.core.finding import Finding

from ..config.settings import Settings
from ..errors import ApilintError
from ..sources.project import APPROVALS_NAME, display_name, marked
from ..sources.targets import Target
from .file import Approval, Judged, checked_date, judged, read_approvals
from .writing import write_approvals

SHORTEST = 6
"""Digits of a fingerprint that are enough where they fit one finding only."""


class Wanted(NamedTuple):
    """What the command line says: fingerprints to be approved, why, and the last day on which that holds."""

    fingerprints: tuple[str, ...]
    reason: str
    until: str


def checked(wanted: Wanted, today: str) -> None:
    """Raises `ApilintError` where the options do not belong together, before anything is compared."""
    if not wanted.fingerprints:
        if wanted.reason or wanted.until:
            raise ApilintError(
                "nothing is approved", help="`--approve FINGERPRINT` says what the reason is for"
            )
        return
    if not wanted.reason.strip():
        raise ApilintError(
            "an approval needs a reason",
            help="`--approve FINGERPRINT --reason 'no client ever sent it'`",
        )
    if wanted.until and checked_date(wanted.until) < today:
        raise ApilintError(f"`--until {wanted.until}` has passed", help="name a day to come, or leave it out")


def place_of_approvals(settings: Settings, target: Target) -> Path:
    """Beside the configuration; without one at the root of the repository of the new description, else here."""
    if settings.source is not None:
        return settings.folder / APPROVALS_NAME
    root = marked(target.path.parent) if target.path is not None else None
    return (root or Path.cwd()) / APPROVALS_NAME


def approve(path: Path, wanted: Wanted, findings: Collection[Finding]) -> str:
    """Writes approvals into the file, and answers what to tell of it. Raises `ApilintError`."""
    entries = [_entry(_meant(text, findings), wanted) for text in wanted.fingerprints]
    write_approvals(path, entries)
    number = f"{len(entries)} approval{'s' if len(entries) > 1 else ''}"
    return f"wrote {number} to {display_name(path)}"


def left(
    path: Path, findings: Iterable[Finding], both: Diff, today: str, rules: Collection[str], is_only: bool
) -> tuple[Judged, list[str]]:
    """The findings that nobody has agreed to, and what to tell of entries that help no more.

    rules: those that ran. is_only: whether the file can be about no other description.
    """
    known = {each.label for api in (both.old, both.new) for each in (*api.operations, *api.webhooks)}

    def is_looked_at(approval: Approval) -> bool:
        operation = approval.operation.partition(" and ")[0]
        return approval.rule in rules and (operation in known or (is_only and not operation))

    found = judged(list(findings), read_approvals(path), today, is_looked_at)
    name = display_name(path)
    notes = [
        f"{name}:{each.line}: the approval of {each.subject} ended on {each.until}" for each in found.expired
    ]
    notes += [
        f"{name}:{each.line}: the approval of {each.subject} fits no change any more; delete it"
        for each in found.unused
    ]
    return found, notes


def _meant(text: str, findings: Collection[Finding]) -> Finding:
    """The finding that a fingerprint, or the beginning of one, names."""
    meant = [each for each in findings if each.fingerprint.startswith(text.lower())]
    if len(meant) == 1 and len(text) >= SHORTEST:
        return meant[0]
    raise ApilintError(
        f"`{text}` is not the fingerprint of one finding",
        help="the text report shows them below errors and warnings, `--format json` below all",
    )


def _entry(finding: Finding, wanted: Wanted) -> Approval:
    operations = sorted(finding.operations, key=lambda label: label.partition(" ")[::-1])
    more = f" and {len(operations) - 1} more" if len(operations) > 1 else ""
    operation = operations[0] + more if operations else ""
    names = names_of(finding)
    covers = " ".join(sorted(names)) if len(names) > 1 else ""
    reason = " ".join(wanted.reason.split())
    return Approval(finding.fingerprint, finding.rule, operation, reason, wanted.until, covers)
