"""Runs the real program in a process of its own, with a scrubbed environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

# A process inherits the peak memory of the one that starts it, so that what is measured is started by a small one.
LAUNCHER = """
import os, resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
os.write(int(sys.argv[1]), f"{code} {used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}".encode())
"""
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
    with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err, TemporaryFile() as usage:
        given.write(stdin)
        given.seek(0)
        subprocess.run(
            [sys.executable, "-S", "-c", LAUNCHER, str(usage.fileno()), *command],
            cwd=cwd,
            env={**scrubbed, "PYTHONUTF8": "1", **environment},
            stdin=given,
            stdout=out,
            stderr=err,
            pass_fds=[usage.fileno()],
            check=True,
        )
        code, seconds, megabytes = _content(usage).split()
        return Ended(int(code), _content(out), _content(err), float(seconds), float(megabytes))


def _content(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")
