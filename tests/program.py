"""Runs the real program in a process of its own, with a scrubbed environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

KEPT = ("PATH", "HOME", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH")


class Ended(NamedTuple):
    """What a run left behind: exit code, both outputs, CPU seconds and peak memory in megabytes."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings of a run with `--format json`."""
        return json.loads(self.out)["findings"]  # type: ignore[no-any-return]


def apilint(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **environment: str) -> Ended:
    """Runs `apilint ARGUMENTS` and waits for its end."""
    scrubbed = {name: os.environ[name] for name in KEPT if name in os.environ}
    command = [sys.executable, "-m", "apilint", *map(str, arguments)]
    with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
        given.write(stdin)
        given.seek(0)
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**scrubbed, "PYTHONUTF8": "1", **environment},
            stdin=given,
            stdout=out,
            stderr=err,
        )
        # wait4 tells the usage of this one child.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = [_content(file) for file in (out, err)]
    return Ended(process.returncode, *texts, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _content(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")
