"""Runs the curl lines of a report in a real shell, and compares what comes back."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from typing import NamedTuple

from shop import tokens

VARIABLES = {"ALICE": tokens.ALICE, "BOB": tokens.BOB, "ALICE_EXPIRED": tokens.EXPIRED}
BLANKS = ("\r\n\r\n", "\n\n")
MARK = "--- end of a line ---"
MOVING = re.compile(
    r"""r=\d+;t=\d+ | \d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+ | \w{3},[ ]\d\d[ ]\w{3}[ ]2026[ ][\d:]+""", re.X
)
NAMING = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}")


class Shown(NamedTuple):
    """What one curl line printed: the status code, the header fields by lower case name, and the body."""

    status: int
    headers: dict[str, str]
    body: str


def shown(lines: Iterable[str], **variables: str) -> list[Shown]:
    """What the lines of a finding print, run one after the other in one shell; those that print no answer count not.

    Raises `subprocess.CalledProcessError` where a line cannot be run.
    """
    script = "\n".join(["set -e", *(f"{line}\necho '{MARK}'" for line in lines)])
    environment = {"PATH": os.environ["PATH"], **VARIABLES, **variables}
    ended = subprocess.run(
        ["bash", "-c", script], env=environment, capture_output=True, timeout=60, check=True
    )
    printed = ended.stdout.decode(errors="replace").split(f"{MARK}\n")
    return [_read(text) for text in printed if text.startswith("HTTP/")]


def _read(text: str) -> Shown:
    head, _, body = text.replace("\r\n", "\n").partition("\n\n")
    first, *fields = head.split("\n")
    pairs = (field.partition(":") for field in fields)
    return Shown(int(first.split()[1]), {name.lower(): value.strip() for name, _, value in pairs}, body)


def comparable(answers: Iterable[Shown]) -> list[Shown]:
    """Answers without what differs by the time: instants and what is left of a quota; ids and tags are numbered."""
    seen: dict[str, str] = {}

    def numbered(found: re.Match[str]) -> str:
        return seen.setdefault(found[0], f"#{len(seen)}")

    def still(text: str) -> str:
        return NAMING.sub(numbered, MOVING.sub("...", text))

    return [
        Shown(each.status, {name: still(value) for name, value in each.headers.items()}, still(each.body))
        for each in answers
    ]
