"""What the user named on the command line, as named bytes."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Iterable, Iterator
from fnmatch import translate
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from apilint_rules.core.references import RefusedError

from ..errors import ApilintError
from .discover import descriptions_below, looks_like_description
from .loader import read_bounded
from .project import display_name, shown_uri, uri_of

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


class Target(NamedTuple):
    """One description to look at. `path` is None for URLs; `raw` is None until it is read."""

    name: str
    uri: str
    path: Path | None
    raw: bytes | None = None

    def read(self) -> tuple[bytes, str]:
        """Its bytes, and the URI that they came from in the end. Raises `ApilintError` when they cannot be had."""
        if self.raw is not None:
            return self.raw, self.uri
        try:
            if self.path is not None:
                return read_bounded(self.path, self.name), self.uri
            from .remote import fetch

            return fetch(self.uri)
        except RefusedError as refused:
            raise ApilintError(_without_name(str(refused), self), where=f"{self.name}:1:1") from None


def _without_name(refusal: str, target: Target) -> str:
    """The name comes first in the line already."""
    for name in (target.uri, target.name):
        refusal = refusal.removeprefix(f"`{name}` ").removesuffix(f": `{name}`")
    return refusal.removeprefix("is ").replace("`", "")


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
    elif _SCHEME.match(name):
        yield _remote(name), True
    elif os.path.isdir(name):
        for path, is_description in descriptions_below(Path(name)):
            yield _file(path), is_description
    elif os.path.exists(name) or not glob.has_magic(name):
        yield _file(Path(name)), True
    else:
        yield from _matches(name)


def _matches(pattern: str) -> Iterator[tuple[Target, bool]]:
    """Like a folder: what matches and is no description is passed over."""
    names = sorted(glob.glob(pattern, recursive=True))
    if not names:
        raise ApilintError("no file matches this pattern", where=display_name(Path(pattern)))
    for name in names:
        if os.path.isdir(name):
            yield from _expand(name, None)
        else:
            yield _file(Path(name)), looks_like_description(Path(name))


def _remote(url: str) -> Target:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise ApilintError(f"`{parts.scheme}:` cannot be fetched", where=url, help="only http and https can")
    uri = urlunsplit(parts)  # the scheme in lower case
    return Target(shown_uri(uri), uri, None)


def _file(path: Path) -> Target:
    absolute = path.absolute()
    name = path.as_posix() if not path.is_absolute() else display_name(path)
    return Target(name.removeprefix("./"), uri_of(absolute), absolute)


def _standard_input(stdin_name: str | None) -> Target:
    path = Path(stdin_name or "stdin.yaml").absolute()
    return Target(stdin_name or "<stdin>", uri_of(path), path, sys.stdin.buffer.read())
