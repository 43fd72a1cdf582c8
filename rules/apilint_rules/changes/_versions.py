"""Versions that can be compared."""

from __future__ import annotations

import re
from typing import NamedTuple


class Version(NamedTuple):
    """A semantic version without pre-release and build."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


def parsed(text: str) -> Version | None:
    """`1.4`, `v1.4.2`, `1.4.2-rc.1` as a version; None for dates and everything else."""
    found = re.fullmatch(r"v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?(?:[-+][\w.+-]*)?", text.strip())
    if found is None or len(found[1]) == 4:
        return None
    return Version(int(found[1]), int(found[2]), int(found[3] or 0))
