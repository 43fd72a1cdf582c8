"""What the user named on the command line, as named bytes."""

from __future__ import annotations

import glob
import re
import sys
from collections.abc import Iterable, Iterator
from fnmatch import translate
from pathlib import Path
from typing import NamedTuple

from apilint_rules.core.references import RefusedError

from ..errors import ApilintError
from .discover import descriptions_below, looks_like_description
from .loader import read_bounded
from .project import display_name, uri_of


class Target(NamedTuple):
    """One description to look at. `path` is None for URLs; `raw` is None until it is read."""

    name: str
    uri: str
    path: Path | None
    raw: bytes | None = None

    def read(self) -> bytes:
        """Its bytes. Raises `ApilintError` when they cannot be had."""
        if self.raw is not None:
            return self.raw
        try:
            if self.path is not None:
                return read_bounded(self.path, self.name)
            from .remote import fetch

            return fetch(self.uri)
        except RefusedError as refused:
            raise ApilintError(str(refused).replace("`", ""), where=self.name) from None


class Found(NamedTuple):
    """The targets in order, each once, and how many other YAML and JSON files were passed over in folders."""

    targets: list[Target]
    skipped: int


def find_targets(
    names: Iterable[str], stdin_name: str | None = None, exclude: Iterable[str] = (), base: Path | None = None
) -> Found:
    """Turns files, folders, globs, `-` and URLs into targets. Raises `ApilintError` for what does not exist.

    exclude: globs of files (relative to `base`) that are left out where folders are searched.
    """
    excluded = [re.compile(translate(glob)) for glob in exclude]
    targets: dict[str, Target] = {}
    skipped = 0
    for name in names:
        for target, is_description in _expand(name, stdin_name):
            if excluded and Path(name).is_dir() and _is_excluded(target, excluded, base or Path.cwd()):
                continue
            if is_description:
                targets.setdefault(target.uri, target)
            else:
                skipped += 1
    return Found(list(targets.values()), skipped)


def without_others(found: Found) -> Found:
    """Without the files that are no descriptions, which are counted as skipped."""
    kept = [
        target
        for target in found.targets
        if target.path is None or target.raw is not None or looks_like_description(target.path)
    ]
    return Found(kept, found.skipped + len(found.targets) - len(kept))


def _is_excluded(target: Target, patterns: list[re.Pattern[str]], base: Path) -> bool:
    path = target.path
    if path is None or not path.is_relative_to(base):
        return False
    return any(pattern.match(path.relative_to(base).as_posix()) for pattern in patterns)


def _expand(name: str, stdin_name: str | None) -> Iterator[tuple[Target, bool]]:
    if name == "-":
        yield _standard_input(stdin_name), True
    elif name.startswith(("http://", "https://")):
        yield Target(name, name, None), True
    elif Path(name).is_dir():
        for path, is_description in descriptions_below(Path(name)):
            yield _file(path), is_description
    elif Path(name).exists() or not glob.has_magic(name):
        yield _file(Path(name)), True
    else:
        matches = sorted(glob.glob(name, recursive=True))
        if not matches:
            raise ApilintError("no file matches this pattern", where=name)
        for match in matches:
            yield from _expand(match, None)


def _file(path: Path) -> Target:
    absolute = path.absolute()
    name = path.as_posix() if not path.is_absolute() else display_name(path)
    return Target(name.removeprefix("./"), uri_of(absolute), absolute)


def _standard_input(stdin_name: str | None) -> Target:
    path = Path(stdin_name or "stdin.yaml").absolute()
    return Target(stdin_name or "<stdin>", uri_of(path), path, sys.stdin.buffer.read())
