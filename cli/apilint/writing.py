"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from .errors import ApilintError


def write_atomically(path: Path, text: str) -> None:
    """Writes beside the file, then renames. Raises `ApilintError` when that cannot be done."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ApilintError(f"cannot be written: {error.strerror}", where=str(path)) from None
