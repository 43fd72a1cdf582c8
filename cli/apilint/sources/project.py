"""Where a project begins: the folder that references must not leave, and from which stable names are counted."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urlsplit, urlunsplit

CONFIG_NAMES = ("apilint.yaml", ".apilint.yaml", "apilint.yml", ".apilint.yml")
BASELINE_NAME = "apilint-baseline.json"
APPROVALS_NAME = "apilint-approvals.yaml"
OWN_NAMES = frozenset((*CONFIG_NAMES, BASELINE_NAME, APPROVALS_NAME))
"""Files of apilint itself: nobody expects descriptions there."""


def project_root(path: Path) -> Path:
    """The project of a file: the nearest folder above with a configuration or a version-control folder.

    Without one: the folder above the file's own, since shared parts often stand beside (`../common`), but never the
    root of the file system.
    """
    folder = path if path.is_dir() else path.parent
    root = marked(folder)
    if root is not None:
        return root
    return folder.parent if folder.parent != Path(folder.anchor) else folder


@cache
def marked(folder: Path) -> Path | None:
    """The nearest folder, this one or above, with a configuration or a version-control folder."""
    for candidate in (folder, *folder.parents):
        if any((candidate / name).exists() for name in (*CONFIG_NAMES, ".git", ".hg")):
            return candidate
    return None


def stable_name(path: Path, root: Path) -> str:
    """The name of a file for fingerprints: its path from the project's root, wherever the run was started."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.name


def display_name(path: Path) -> str:
    """The shortest way to name a file from here, for clickable messages."""
    relative = os.path.relpath(path)
    climbs = relative.count(".." + os.sep)
    return relative if climbs <= 2 else str(path)


def shown_uri(uri: str) -> str:
    """A URL as reports name it: without credentials, and without a query, which may hold a token."""
    parts = urlsplit(uri)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def uri_of(path: Path) -> str:
    """The `file:` URI of an absolute path."""
    return "file://" + quote(os.fsencode(path.as_posix()))


def path_of(uri: str) -> Path:
    """The path that a `file:` URI names."""
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(uri).path)))
