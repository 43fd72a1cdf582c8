"""A file of known findings: old documents begin clean, and only what is new is told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Iterable
from pathlib import Path
from typing import NamedTuple

from apilint_rules.core.finding import Finding

from .errors import ApilintError
from .sources.project import display_name
from .writing import write_atomically

VERSION = 1


class Known(NamedTuple):
    """One known finding: its fingerprint, and the rule and the file that it came from."""

    fingerprint: str
    rule: str
    file: str


class LookedAt(NamedTuple):
    """The rules that ran and the files that they saw: a run over one file says nothing about the others."""

    rules: Container[str]
    files: Container[str]


def read_baseline(path: Path) -> list[Known]:
    """Reads a baseline. Raises `ApilintError` when it is none."""
    name = display_name(path)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        known = [
            Known(str(entry["fingerprint"]), str(entry.get("rule")), str(entry.get("file")))
            for entry in data["findings"]
        ]
    except FileNotFoundError:
        raise ApilintError(
            "no such baseline", where=name, help=f"make one with `--write-baseline {name}`"
        ) from None
    except OSError as error:
        raise ApilintError(f"cannot be read: {error.strerror}", where=name) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ApilintError(
            "is no apilint baseline", where=name, help="make it anew with `--write-baseline`"
        ) from None
    if data.get("version") != VERSION:
        raise ApilintError(f"has version {data.get('version')}, and {VERSION} is understood", where=name)
    return known


def without_known(
    findings: Iterable[Finding], known: list[Known], looked_at: LookedAt | None = None
) -> tuple[list[Finding], int]:
    """The findings that are not known, and how many known ones of what was looked at are found no more."""
    left = Counter(entry.fingerprint for entry in known)
    new = []
    for finding in findings:
        if left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
        else:
            new.append(finding)
    if looked_at is None:
        return new, 0
    rules, files = looked_at
    judged = Counter(entry.fingerprint for entry in known if entry.rule in rules and entry.file in files)
    return new, sum((left & judged).values())


def write_baseline(path: Path, findings: Iterable[Finding]) -> None:
    """Writes findings as a baseline; the same findings give the same bytes, whatever lines they stand on."""
    entries = [
        {
            "rule": finding.rule,
            "file": finding.file,
            "pointer": finding.pointer,
            "message": finding.message,
            "fingerprint": finding.fingerprint,
        }
        for finding in findings
    ]
    entries.sort(key=lambda entry: (entry["file"], entry["rule"], entry["pointer"], entry["fingerprint"]))
    document = {"version": VERSION, "findings": entries}
    write_atomically(path, json.dumps(document, indent=2, ensure_ascii=False) + "\n")
