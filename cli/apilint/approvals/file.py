"""Reads `apilint-approvals.yaml`, and tells what it says of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from apilint_rules.core.change.names import names_of
from apilint_rules.core.document import Document
from apilint_rules.core.finding import Finding
from apilint_rules.core.pointer import Pointer
from apilint_rules.core.references import RefusedError
from apilint_rules.core.text.reading import TextError

from ..errors import ApilintError
from ..sources.loader import read_bounded
from ..sources.project import display_name, uri_of

VERSION = 1
_HELP = "`apilint diff --approve FINGERPRINT --reason TEXT` writes entries"


class Approval(NamedTuple):
    """One entry: the finding, why it is agreed to, and the last day on which that holds (ISO 8601; empty: for ever).

    `operation` is the only operation that the finding reaches, or the first `and N more`; `covers` are the names of the
    positions that were agreed to, where the finding is felt in several; `line` is that of the entry.
    """

    fingerprint: str
    rule: str
    operation: str
    reason: str
    until: str = ""
    covers: str = ""
    line: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """The order in the file."""
        return self.rule, self.operation, self.fingerprint

    @property
    def names(self) -> frozenset[str]:
        """What it agrees to: positions, else the finding itself."""
        return frozenset(self.covers.split() or [self.fingerprint])

    @property
    def subject(self) -> str:
        """`operation-removed (DELETE /orders)`."""
        return f"{self.rule} ({self.operation})" if self.operation else self.rule


class Judged(NamedTuple):
    """The findings that nobody has agreed to, those that were, and the entries that help no more."""

    findings: list[Finding]
    approved: list[Finding]
    expired: list[Approval]
    unused: list[Approval]


def read_approvals(path: Path) -> list[Approval]:
    """The entries of a file; none where there is no file. Raises `ApilintError` for what is not understood."""
    if not path.exists():
        return []
    name = display_name(path)
    try:
        return parsed(name, read_bounded(path, name), uri_of(path.absolute()))
    except RefusedError as refused:
        raise ApilintError(str(refused), where=name) from None


def parsed(name: str, raw: bytes, uri: str = "") -> list[Approval]:
    """The entries in the text of a file. Raises `ApilintError` with the line of the mistake."""
    try:
        document = Document(name, uri or f"file:///{name}", raw)
    except TextError as error:
        raise ApilintError(error.message, where=f"{name}:{error.line}:{error.column}") from None
    data = document.data if type(document.data) is dict else {}
    entries = data.get("approvals")
    if data.get("version") != VERSION or type(entries) not in (list, type(None)):
        raise ApilintError(
            f"needs `version: {VERSION}` and a list `approvals`", where=f"{name}:1", help=_HELP
        )
    entries = entries or []
    spans = document.locate([(Pointer(("approvals", at)), False) for at in range(len(entries))])
    return [_approval(entry, name, span.line) for entry, span in zip(entries, spans, strict=True)]


def _approval(entry: Any, name: str, line: int) -> Approval:
    members: Mapping[str, Any] = entry if type(entry) is dict else {}
    texts = {key: str(members.get(key) or "").strip() for key in Approval._fields if key != "line"}
    for key in ("fingerprint", "reason"):
        if not texts[key]:
            raise ApilintError(f"an approval has no `{key}`", where=f"{name}:{line}", help=_HELP)
    if texts["until"]:
        checked_date(texts["until"], f"{name}:{line}")
    return Approval(**texts, line=line)


def checked_date(text: str, where: str = "") -> str:
    """An ISO 8601 date. Raises `ApilintError` for anything else."""
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise ApilintError(f"`{text}` is no date", where=where, help="write it as 2027-01-31")


def judged(
    findings: Iterable[Finding],
    approvals: Iterable[Approval],
    today: str,
    is_looked_at: Callable[[Approval], bool],
) -> Judged:
    """Leaves out what is approved: in each of the positions where it is felt, by one entry or by several.

    Only entries that were looked at are called unused.
    """
    findings, by_fingerprint = list(findings), {approval.fingerprint: approval for approval in approvals}
    if not by_fingerprint:
        return Judged(findings, [], [], [])
    expired = [each for each in by_fingerprint.values() if each.until and each.until < today]
    holding = [each for each in by_fingerprint.values() if each not in expired]
    agreed = frozenset().union(*(each.names for each in holding))
    whole = {each.fingerprint for each in holding if not each.covers}
    left, approved = list[Finding](), list[Finding]()
    met = set[str]()
    for finding in findings:
        names = names_of(finding)
        met |= {finding.fingerprint, *names}
        is_approved = finding.fingerprint in whole or (bool(names) and names <= agreed)
        (approved if is_approved else left).append(finding)
    return Judged(
        left,
        approved,
        [each for each in expired if met & {each.fingerprint, *each.names}],
        [
            each
            for each in by_fingerprint.values()
            if not met & {each.fingerprint, *each.names} and is_looked_at(each)
        ],
    )
