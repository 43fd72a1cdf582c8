"""Finds the descriptions below a folder, as .gitignore allows."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from apilint_rules.core.references import RefusedError

from .loader import read_bounded
from .project import OWN_NAMES

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SUFFIXES = (".yaml", ".yml", ".json")
_NEVER = frozenset((".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox", ".mypy_cache"))
# With a version behind it: `swagger: {enabled: true}` is a setting of something else.
_YAML_ROOT = re.compile(
    rb"""^(?:\xef\xbb\xbf)?(?:["']?(?:openapi|swagger)["']?)[ \t]*:\s*["']?\d""", re.MULTILINE
)
_JSON_ROOT = re.compile(rb"""["'](?:openapi|swagger)["']\s*:\s*["']?\d""")
_JSON_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')


def descriptions_below(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Each YAML or JSON file below a folder and whether it looks like an OpenAPI description, in a fixed order."""
    for path in _files(folder, _ignored_above(_plain(folder))):
        yield path, looks_like_description(path)


def looks_like_description(path: Path) -> bool:
    """Whether a file has an `openapi` or `swagger` key at its root, judged without parsing it."""
    try:
        raw = read_bounded(path, "")
    except RefusedError:
        return False
    return is_description_text(raw, path.suffix == ".json")


def is_description_text(raw: bytes, is_json: bool = False) -> bool:
    """Whether a text has an `openapi` or `swagger` key at its root, judged without parsing it."""
    if is_json or raw.lstrip()[:1] == b"{":
        return _has_json_root(raw)
    return _YAML_ROOT.search(raw) is not None


def _has_json_root(raw: bytes) -> bool:
    """Whether the key is the outermost object's: a package.json names `swagger` below its dependencies."""
    depth = start = 0
    for found in _JSON_ROOT.finditer(raw):
        between = _JSON_STRING.sub(b"", raw[start : found.start()])
        depth += between.count(b"{") + between.count(b"[") - between.count(b"}") - between.count(b"]")
        if depth == 1:
            return True
        start = found.end()
    return False


def _files(folder: Path, specs: list[tuple[Path, GitIgnoreSpec]]) -> Iterator[Path]:
    specs = specs + _ignored_by(folder)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = Path(entry.path)
        is_folder = entry.is_dir(follow_symlinks=False)
        if _is_ignored(path, is_folder, specs):
            continue
        if is_folder:
            if entry.name not in _NEVER:
                yield from _files(path, specs)
        elif path.suffix in SUFFIXES and entry.name not in OWN_NAMES and entry.is_file():
            yield path


def _ignored_by(folder: Path) -> list[tuple[Path, GitIgnoreSpec]]:
    file = folder / ".gitignore"
    if not file.is_file():
        return []
    from pathspec import GitIgnoreSpec

    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return [(_plain(folder), GitIgnoreSpec.from_lines(lines))]


def _ignored_above(folder: Path) -> list[tuple[Path, GitIgnoreSpec]]:
    """What the repository's folders above say of a folder; nothing when it is ignored itself: it was named."""
    specs: list[tuple[Path, GitIgnoreSpec]] = []
    if (folder / ".git").exists():
        return specs
    for above in folder.parents:
        specs = _ignored_by(above) + specs
        if (above / ".git").exists():
            steps = [folder, *folder.parents][: len(folder.relative_to(above).parts)]
            return [] if any(_is_ignored(step, True, specs) for step in steps) else specs
    return []


def _is_ignored(path: Path, is_folder: bool, specs: list[tuple[Path, GitIgnoreSpec]]) -> bool:
    ignored = False
    path = _plain(path)
    for base, spec in specs:
        result = spec.check_file(path.relative_to(base).as_posix() + "/" * is_folder)
        if result.include is not None:
            ignored = result.include
    return ignored


def _plain(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))
