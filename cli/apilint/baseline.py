"""A file of known findings: old documents begin clean, and only what is new is told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from apilint_rules.core.finding import Finding

from .errors import ApilintError
from .sources.project import display_name
from .writing import write_atomically

VERSION = 1
DEFAULT_NAME = "apilint-baseline.json"


class Baseline(NamedTuple):
    """Known findings, by fingerprint with how often each is known."""

    path: Path
    known: Counter[str]


def read_baseline(path: Path) -> Baseline:
    """Reads a baseline. Raises `ApilintError` when it is none."""
    name = display_name(path)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        known = Counter(str(entry["fingerprint"]) for entry in data["findings"])
    except FileNotFoundError:
        raise ApilintError(
            "no such baseline", where=name, help=f"make one with `--write-baseline {name}`"
        ) from None
    except OSError as error:
        raise ApilintError(f"cannot be read: {error.strerror}", where=name) from None
    except (ValueError, KeyError, TypeError):
        raise ApilintError(
            "is no apilint baseline", where=name, help="make it anew with `--write-baseline`"
        ) from None
    if data.get("version") != VERSION:
        raise ApilintError(f"has version {data.get('version')}, and {VERSION} is understood", where=name)
    return Baseline(path, known)


def without_known(findings: Iterable[Finding], baseline: Baseline) -> tuple[list[Finding], int]:
    """The findings that the baseline does not know, and how many of its entries match nothing any more."""
    left = Counter(baseline.known)
    new = []
    for finding in findings:
        if left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
        else:
            new.append(finding)
    return new, sum(number for number in left.values() if number > 0)


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
