"""A desk (`fixtures/services/desk.py`) with its log, for the tests of what `apilint test` sends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from program import Ended, apilint
from running import service

SECRETS = {
    "TOKEN": "the-secret-of-the-bearer",
    "PAIR": "alice:the-secret-of-alice",
    "KEY": "the-secret-key",
    "CLIENT_ID": "the-client",
    "CLIENT_SECRET": "the-secret-of-the-client",
}
QUICK = ("--isolated", "--phases", "plan,probes")


class Desk(NamedTuple):
    """A running desk: its address, and the file it writes to."""

    url: str
    log: Path

    def test(self, *arguments: str | Path, **environment: str) -> Ended:
        """Runs `apilint test` on it, without fuzzing, with all secrets in the environment."""
        return apilint("test", "--url", self.url, *QUICK, *arguments, **{**SECRETS, **environment})

    @property
    def sent(self) -> list[dict[str, Any]]:
        """What it was sent: method, target, headers (names in small letters) and body."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [json.loads(line) for line in lines]


@contextmanager
def desk(folder: Path, *options: str) -> Iterator[Desk]:
    """A desk that runs as long as the block."""
    log = folder / "desk.log"
    with service("desk", "--log", str(log), *options) as url:
        yield Desk(url, log)
