"""Offsets in a text turned into lines and columns."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from ..pointer import Span

_BLOCK = 4096


class _Block(NamedTuple):
    """What precedes a block of the text: how many lines, and where the one begins that it starts in."""

    lines: int
    begin: int


class Lines:
    """The lines of a text: `\\n`, `\\r\\n` and a lone `\\r` end one, as YAML 1.2 and editors see it.

    Offsets count what `text` consists of: code points or, where it stands for bytes, bytes. Columns are code points.
    """

    def __init__(self, text: str, is_bytes: bool = False) -> None:
        self.text = text
        self._is_bytes = is_bytes
        self._last = (0, "")

    @classmethod
    def of_utf8(cls, raw: bytes) -> Lines:
        """The lines of bytes that were not decoded: a character of `text` stands for each byte."""
        return cls(raw.decode("latin-1"), is_bytes=True)

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
        """The line and the column (both from 1) of an offset."""
        block = min(offset // _BLOCK, len(self._blocks) - 1)
        lines, begin = self._blocks[block]
        lines += self._ends.count("\n", block * _BLOCK, offset)
        begin = self._ends.rfind("\n", block * _BLOCK, offset) + 1 or begin
        return lines + 1, self._length(begin, offset) + 1

    def _length(self, start: int, end: int) -> int:
        """The code points between two offsets on one line."""
        if not self._is_bytes or end == start:
            return end - start
        if end - start <= _BLOCK:
            return _code_points(self.text[start:end])
        first, last = start // _BLOCK, end // _BLOCK
        ahead = _code_points(self.text[first * _BLOCK : start])
        behind = _code_points(self.text[last * _BLOCK : end])
        return self._counts[last] - self._counts[first] - ahead + behind

    @cached_property
    def _counts(self) -> list[int]:
        """The code points before each block, for lines that are longer than one."""
        starts = range(0, len(self.text) + 1, _BLOCK)
        blocks = (_code_points(self.text[start : start + _BLOCK]) for start in starts)
        return list(accumulate(blocks, initial=0))

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets."""
        return Span(*self.place(start), *self.place(max(start, end)))

    def line(self, number: int) -> str:
        """The text of one line (from 1), without its line end; empty when there is no such line."""
        if self._last[0] != number:  # all of a long text may be one line, and asked for with every finding
            self._last = (number, self._line(number))
        return self._last[1]

    def _line(self, number: int) -> str:
        start = self._start(number)
        if start is None:
            return ""
        end = self._ends.find("\n", start)
        line = self.text[start : end if end >= 0 else len(self.text)].rstrip("\r\n")
        return line.encode("latin-1").decode(errors="replace") if self._is_bytes else line

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


_FOLLOWING = bytes(range(0x80, 0xC0))
"""The bytes of UTF-8 that do not begin a character."""


def _code_points(text: str) -> int:
    """How many characters begin in a text that stands for bytes of UTF-8."""
    return len(text) if text.isascii() else len(text.encode("latin-1").translate(None, _FOLLOWING))
