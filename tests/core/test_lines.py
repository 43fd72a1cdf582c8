"""Offsets to lines and columns, whatever ends a line and however long the text is."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from apilint_rules.core.text.lines import Lines

TEXTS = st.lists(
    st.sampled_from(
        ["a", "\u00e9\U0001f600", "\n", "\r\n", "\r", "\u2028", "x" * 4095, "y" * 9000, "\n" * 700]
    )
).map("".join)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_places_and_lines_are_those_of_a_plain_count(text: str, data: st.DataObject) -> None:
    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]
    lines = Lines(text)
    for _ in range(20):
        offset = data.draw(st.integers(0, len(text)))
        number = sum(start <= offset for start in starts)
        assert lines.place(offset) == (number, offset - starts[number - 1] + 1)
    for number, (start, end) in enumerate(pairwise([*starts, len(text)]), 1):
        if number % 50 == 1 or number > len(starts) - 3:
            assert lines.line(number) == text[start:end].rstrip("\r\n")
    assert lines.line(0) == lines.line(len(starts) + 1) == ""


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_bytes_have_the_places_of_their_text(text: str, data: st.DataObject) -> None:
    of_bytes, of_text = Lines.of_utf8(text.encode()), Lines(text)
    for _ in range(20):
        offset = data.draw(st.integers(0, len(text)))
        assert of_bytes.place(len(text[:offset].encode())) == of_text.place(offset)
    for number in range(text.count("\n") + text.count("\r") + 2)[::50]:
        assert of_bytes.line(number) == of_text.line(number)
