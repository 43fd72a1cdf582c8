"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from .errors import ApilintError


def make_room(path: Path) -> None:
    """Makes the folder of a file that is to be written. Raises `ApilintError` where none can be written there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ApilintError(f"its folder cannot be made: {error.strerror}", where=str(path)) from None
    if path.is_dir():
        raise ApilintError("is a folder, not a file", where=str(path))
    if not os.access(path.parent, os.W_OK):
        raise ApilintError("cannot be written: its folder is read-only", where=str(path))


def write_atomically(path: Path, text: str) -> None:
    """Writes beside the file, then renames. Raises `ApilintError` when that cannot be done."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        beside.replace(path)
    except OSError as error:
        raise ApilintError(f"cannot be written: {error.strerror}", where=str(path)) from None
    finally:
        beside.unlink(missing_ok=True)  # it has been renamed, or it is half a file
