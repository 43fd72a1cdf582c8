"""Offsets in a text turned into lines and columns."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from ..pointer import Span

_BLOCK = 4096


class _Block(NamedTuple):
    """What precedes a block of the text: how many lines, and where the one begins that it starts in."""

    lines: int
    begin: int


class Lines:
    """The lines of a text: `\\n`, `\\r\\n` and a lone `\\r` end one, as YAML 1.2 and editors see it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _ends(self) -> str:
        """The text, offset for offset, with every line end as one `\\n`."""
        return self.text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in self.text else self.text

    @cached_property
    def _blocks(self) -> list[_Block]:
        """Counted block by block: line ends are many, and few of them are asked for."""
        text, lines, begin, blocks = self._ends, 0, 0, []
        for start in range(0, len(text) + 1, _BLOCK):
            blocks.append(_Block(lines, begin))
            lines += text.count("\n", start, start + _BLOCK)
            begin = text.rfind("\n", start, start + _BLOCK) + 1 or begin
        return blocks

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column (both from 1) of an offset in code points."""
        block = min(offset // _BLOCK, len(self._blocks) - 1)
        lines, begin = self._blocks[block]
        lines += self._ends.count("\n", block * _BLOCK, offset)
        begin = self._ends.rfind("\n", block * _BLOCK, offset) + 1 or begin
        return lines + 1, offset - begin + 1

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets in code points."""
        return Span(*self.place(start), *self.place(max(start, end)))

    def line(self, number: int) -> str:
        """The text of one line (from 1), without its line end; empty when there is no such line."""
        start = self._start(number)
        if start is None:
            return ""
        end = self._ends.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)].rstrip("\r\n")

    def _start(self, number: int) -> int | None:
        """The offset at which a line begins."""
        if number <= 1:
            return 0 if number == 1 else None
        block = bisect_left(self._blocks, (number - 1,)) - 1
        end = block * _BLOCK - 1
        for _ in range(number - 1 - self._blocks[block].lines):
            end = self._ends.find("\n", end + 1)
            if end < 0:
                return None
        return end + 1
