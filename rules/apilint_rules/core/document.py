"""One file: its plain values, and where each of them was written, looked up only when asked."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from .pointer import Pointer, Span, lookup
from .text.decoding import decode, is_plain_utf8
from .text.json_reader import JsonPositions, read_json
from .text.reading import Reading, TextError

LARGE = 300_000
"""Bytes from which the accelerators of YAML pay their imports back."""


class Place(NamedTuple):
    """A place in a document: a pointer, and whether the key there is meant rather than its value."""

    document: Document
    pointer: Pointer
    on_key: bool = True


class Document:
    """The parsed text of one file.

    `name` is how messages call the file, `uri` how references find it (an absolute path or a URL). `data` holds
    dicts with string keys, lists, strings, numbers, booleans and None; aliases of YAML are shared, never copied.
    `utf8` is what was written, without a byte order mark. `stable_name` goes into fingerprints: the path from the
    root of the project, wherever a run was started.
    """

    def __init__(self, name: str, uri: str, raw: bytes, stable_name: str = "") -> None:
        """Parses `raw`. Raises `TextError` when it is neither YAML nor JSON."""
        self.name = name
        self.stable_name = stable_name or name
        self.uri = uri
        self.utf8 = raw if is_plain_utf8(raw) else decode(raw).encode()
        self.is_json = _looks_like_json(name, self.utf8)
        reading = self._read()
        self.data: Any = reading.data
        self.slips = reading.slips
        self._positions = reading.positions
        self.lines = reading.positions.lines

    def _read(self) -> Reading:
        if not self.utf8 or self.utf8.isspace():
            raise TextError("the file is empty")
        if self.is_json:
            return read_json(self.utf8)
        return (_read_fast(self.utf8, self.text) if len(self.utf8) >= LARGE else None) or _read_yaml(
            self.text
        )

    @cached_property
    def text(self) -> str:
        """What was written, without a byte order mark."""
        return decode(self.utf8)

    def locate(self, wanted: Iterable[tuple[Pointer, bool]]) -> list[Span]:
        """The spans of many (pointer, whether the key is meant), at once because that is cheaper.

        A pointer that leads nowhere gets the span of the nearest place above it.
        """
        wanted = list(wanted)
        spans = self._positions.locate(wanted)
        return [span or self._nearest(*request) for span, request in zip(spans, wanted, strict=True)]

    def pointers_at(self, offsets: Iterable[int]) -> list[Pointer]:
        """For each offset of `lines.text` the value that is written there; the nearest above where none is."""
        if isinstance(self._positions, JsonPositions):
            return self._positions.pointers_at(offsets)
        return [self._pointer_at(offset) for offset in offsets]

    def _pointer_at(self, offset: int) -> Pointer:
        place, pointer, value = self.lines.place(offset), Pointer(), self.data
        while type(value) in (dict, list) and value:
            tokens = list(value) if type(value) is dict else range(len(value))
            below = [pointer.child(token) for token in tokens]
            starts = [span[:2] for span in self.locate((each, True) for each in below)]
            before = [number for number, start in enumerate(starts) if start <= place]
            if not before:
                break
            nearest = max(before, key=lambda number: starts[number])
            pointer, value = below[nearest], value[tokens[nearest]]
        return pointer

    def _nearest(self, pointer: Pointer, on_key: bool) -> Span:
        while pointer:
            pointer = pointer.parent
            span = self._positions.locate([(pointer, on_key)])[0]
            if span:
                return span
        return Span(1, 1, 1, 1)

    def value(self, pointer: Iterable[str | int]) -> Any:
        """The value at a pointer. Raises `KeyError` when there is none."""
        return lookup(self.data, tuple(pointer))

    def mentions(self, word: str) -> bool:
        """Whether a word stands anywhere in the text; quicker than a search in a long text."""
        return word.encode() in self.utf8

    def line(self, number: int) -> str:
        """The text of one line, counted from 1."""
        return self.lines.line(number)

    def __repr__(self) -> str:
        return f"Document({self.name!r})"


# Imported when they are needed: PyYAML costs 15 ms, what reads large documents 30 ms.


def _read_yaml(text: str) -> Reading:
    from .text.yaml_reader import read_yaml

    return read_yaml(text)


def _read_fast(raw: bytes, text: str) -> Reading | None:
    from .text.fast_yaml_reader import read_fast

    return read_fast(raw, text)


def _looks_like_json(name: str, raw: bytes) -> bool:
    """By its name; a text of another name is JSON only if it begins like it and holds no YAML flow mapping."""
    if name.endswith(".json"):
        return True
    if name.endswith((".yaml", ".yml")):
        return False
    start, end = raw[:200].lstrip(), raw[-200:].rstrip()
    return start.startswith((b'{"', b"[", b"{\n", b"{\r", b"{ ", b"{\t")) and end.endswith((b"}", b"]"))
