"""Text that strangers wrote, as Markdown that shows it and does nothing else."""

from __future__ import annotations

import re

from ._terminal import printable


def escaped(text: str) -> str:
    """A line of text: no HTML outside of code, no emphasis, no mention of people."""
    parts = re.split(r"(`[^`]*`)", printable(text))
    return "".join(part if part.startswith("`") else _plain(part) for part in parts)


def in_table(text: str) -> str:
    """The same in a table's cell, where also no column ends."""
    return escaped(text.replace("|", "\\|"))


def _plain(text: str) -> str:
    return re.sub(r"([<>&*_\[\]@#])", r"\\\1", text)


def fence_of(lines: list[str]) -> str:
    """More backticks than any of the lines has in a row."""
    longest = max(len(ticks) for line in lines for ticks in re.findall("`*", line))
    return "`" * max(3, longest + 1)
