"""Where reports go: the terminal, a pipe, files. Colour, width and progress only on a terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from apilint_rules.core.finding import Finding

from .errors import ApilintError
from .reporters.run import Reporter, Run, reporter
from .writing import make_room, write_atomically

COLOR_WHEN = ("auto", "always", "never")


class Output:
    """The reports that were asked for.

    Raises `ApilintError` for unknown formats, and for files that cannot be written, before any work is done.
    """

    def __init__(self, formats: Iterable[str], color: str, quiet: bool, is_of_changes: bool = False) -> None:
        """is_of_changes: whether the findings are about what changed; a changelog tells of nothing else."""
        self.quiet = quiet
        self.color = _wants_color(color or "auto")
        self.reports: list[tuple[Reporter, Path | None]] = []
        self._streamed: list[Path | None] = []
        self._streams: dict[Path | None, BinaryIO] = {}
        for text in list(formats) or ["text"]:
            name, _, file = text.partition("=")
            self.reports.append((reporter(name), Path(file) if file else None))
            if name == "changelog":
                _check_changelog(Path(file) if file else None, is_of_changes)
            if name == "ndjson":
                self._streamed.append(Path(file) if file else None)
        if sum(1 for _, file in self.reports if file is None) > 1:
            raise ApilintError(
                "two formats for one standard output",
                help="give all but one a file: `--format sarif=out.sarif`",
            )
        for _, path in self.reports:
            if path is not None:
                make_room(path)
        self._shows_progress = not quiet and sys.stderr.isatty()
        self._progress = 0

    def advance(self, name: str) -> None:
        """Says on a terminal what is being looked at."""
        if self._shows_progress:
            line = f"checking {name}"[: _width() - 1]
            sys.stderr.write("\r" + line.ljust(self._progress))
            sys.stderr.flush()
            self._progress = len(line)

    def clear(self) -> None:
        """Takes the progress line away."""
        if self._progress:
            sys.stderr.write("\r" + " " * self._progress + "\r")
            sys.stderr.flush()

    def streams(self) -> list[BinaryIO]:
        """Opens what is written while a run goes on; `write` adds the end. Raises `ApilintError`."""
        for file in self._streamed:
            try:
                self._streams[file] = open(file if file else os.dup(1), "wb", buffering=0)  # noqa: SIM115
            except OSError as error:
                raise ApilintError(f"cannot be written: {error.strerror}", where=str(file)) from None
        return list(self._streams.values())

    def write(self, findings: list[Finding], run: Run) -> None:
        """Writes every report; files are whole or not there at all."""
        for report, file in self.reports:
            if file in self._streams:
                from .reporters.ndjson import rest

                lines = "".join(f"{line}\n" for line in rest(findings, run))
                self._streams[file].write(lines.encode(errors="backslashreplace"))
                continue
            if file is not None:
                write_atomically(file, "".join(f"{line}\n" for line in report(findings, run)))
                continue
            is_terminal = sys.stdout.isatty()
            here = run._replace(color=self.color, width=_width() if is_terminal else 0)
            _print(f"{line}\n" for line in report(findings, here))


def _check_changelog(file: Path | None, is_of_changes: bool) -> None:
    """Raises `ApilintError` where nothing is known of changes, and where one would be lost that people wrote."""
    from .reporters.changelog import MARK

    if not is_of_changes:
        raise ApilintError(
            "`changelog` tells what changed", help="`apilint diff OLD NEW --format changelog=CHANGES.md`"
        )
    if file is None or not file.is_file():
        return
    with file.open(encoding="utf-8", errors="replace") as opened:
        if opened.readline(len(MARK) + 1).strip() not in (MARK, ""):
            raise ApilintError(
                "was not written by apilint, and is not written over",
                where=str(file),
                help="name a new file, or put its text elsewhere first",
            )


def _print(lines: Iterable[str]) -> None:
    """Prints in large pieces; what the terminal's encoding cannot show is written as escapes."""
    encoding = sys.stdout.encoding or "utf-8"
    text = "".join(lines)
    sys.stdout.write(text.encode(encoding, errors="backslashreplace").decode(encoding))


def _width() -> int:
    return shutil.get_terminal_size().columns


def _wants_color(when: str) -> bool:
    if when not in COLOR_WHEN:
        raise ApilintError(f"`{when}` is no way to colour", help=f"--color takes {', '.join(COLOR_WHEN)}")
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
