"""Offsets in a text turned into lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, count
from operator import add

from ..pointer import Span


class Lines:
    """The lines of a text: `\\n`, `\\r\\n` and a lone `\\r` end one, as YAML 1.2 and editors see it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        if self._starts is None:
            self._starts = _line_starts(self.text)
        return self._starts

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column (both from 1) of an offset in code points."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets in code points."""
        return Span(*self.place(start), *self.place(max(start, end)))

    def line(self, number: int) -> str:
        """The text of one line (from 1), without its line end; empty when there is no such line."""
        if not 1 <= number <= len(self.starts):
            return ""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r\n")


def _line_starts(text: str) -> list[int]:
    # str.splitlines() would also split at U+2028, U+0085 and form feeds, which end no line here.
    if "\r" in text:
        return [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]
    ends = accumulate(map(len, text.split("\n")[:-1]))
    return [0, *map(add, ends, count(1))]
