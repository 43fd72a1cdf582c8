"""JSON: values by jiter, duplicate keys and positions by a scan that skips what nobody asked for.

Positions ride on the standard library's C scanner: a value off the wanted pointers is parsed and dropped at C
speed, so a batch of look-ups costs about one parse whatever their number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from ..pointer import Pointer, Span
from .lines import Lines
from .reading import MAX_DEPTH, Reading, Slip, SlipKind, TextError
from .scalars import may_be_too_large

try:
    import jiter
except ImportError:
    jiter = None  # type: ignore[assignment]

_SPACE = re.compile(r"[ \t\n\r]*").match
_AT = re.compile(r" at line (\d+) column (\d+)$")
_skip = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_Key = tuple[int, int] | None
_Found = dict[tuple[str, ...], tuple[_Key, tuple[int, int]]]


def read_json(raw: bytes, text: str) -> Reading:
    """Reads one JSON document. Raises `TextError` when it is none."""
    positions = JsonPositions(text)
    slips: list[Slip] = []
    try:
        data = _parse(raw, text, duplicates=False)
    except _DuplicateKeyError:
        data = _parse(raw, text, duplicates=True)
        slips = positions.duplicates()
    if may_be_too_large(text):
        _refuse_infinite(text)
    return Reading(data, positions, slips)


class _DuplicateKeyError(Exception):
    pass


def _parse(raw: bytes, text: str, duplicates: bool) -> Any:
    if jiter is None:
        return _parse_with_json(text, duplicates)
    try:
        return jiter.from_json(raw, allow_inf_nan=False, catch_duplicate_keys=not duplicates)
    except ValueError as error:
        message = str(error)
        if message.startswith("Detected duplicate key"):
            raise _DuplicateKeyError from None
        raise _as_text_error(message, text) from None


def _parse_with_json(text: str, duplicates: bool) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=dict if duplicates else _unique, parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        raise TextError(f"not JSON: {error.msg}", error.lineno, error.colno) from None
    except RecursionError:
        raise TextError(f"nested too deeply (more than {MAX_DEPTH} levels)") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _DuplicateKeyError
    return members


def _no_constant(name: str) -> None:
    raise TextError(f"not JSON: `{name}` is no JSON value")


def _refuse_infinite(text: str) -> None:
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|-?[0-9][0-9.]*[eE]\+?[0-9]{3,}', text):
        written = match.group()
        if written[0] != '"' and abs(float(written)) == float("inf"):
            raise TextError(
                f"not JSON: the number `{written[:20]}` is too large", *Lines(text).place(match.start())
            )


def _as_text_error(message: str, text: str) -> TextError:
    found = _AT.search(message)
    words = _AT.sub("", message)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    # jiter counts bytes; the reader of the message counts characters.
    before = Lines(text).line(line).encode()[: max(column - 1, 0)]
    column = len(before.decode(errors="ignore")) + 1
    if words.startswith("recursion limit"):
        return TextError(f"nested too deeply (more than {MAX_DEPTH} levels)", line, column)
    return TextError(f"not JSON: {words}", line, column)


class JsonPositions:
    """Positions in a JSON text, found when asked."""

    def __init__(self, text: str) -> None:
        self.lines = Lines(text)

    def pointer_at(self, offset: int) -> Pointer | None:
        """The value that is being written at an offset in code points; None where that cannot be told."""
        if jiter is None:
            return None
        begun = jiter.from_json(self.lines.text[:offset].encode(), partial_mode="trailing-strings")
        tokens: list[str | int] = []
        while type(begun) in (dict, list) and begun:
            tokens.append(next(reversed(begun)) if type(begun) is dict else len(begun) - 1)
            begun = begun[tokens[-1]]
        return Pointer(tokens)

    def locate(self, wanted: Iterable[tuple[Pointer, bool]]) -> list[Span | None]:
        """See `Positions.locate`."""
        requests = [(tuple(map(str, pointer)), on_key) for pointer, on_key in wanted]
        tree: dict[str, Any] = {}
        for tokens, _ in requests:
            branch = tree
            for token in tokens:
                branch = branch.setdefault(token, {})
        found: _Found = {}
        self._visit(tree, (), _start(self.lines.text, 0), None, found)
        return [
            self._span(*found[tokens], on_key) if tokens in found else None for tokens, on_key in requests
        ]

    def _span(self, key: _Key, value: tuple[int, int], on_key: bool) -> Span:
        return self.lines.span(*(key if key and on_key else value))

    def _visit(
        self, tree: dict[str, Any], path: tuple[str, ...], start: int, key: _Key, found: _Found
    ) -> int:
        """Notes the offsets of the value at `start` and of all wanted below it; the offset behind the value."""
        text = self.lines.text

        def visit_member(token: str | int, member_key: _Key, value_start: int) -> int:
            branch = tree.get(str(token))
            if branch is None:
                return int(_skip(text, value_start)[1])
            return self._visit(branch, (*path, str(token)), value_start, member_key, found)

        end = _each_member(text, start, visit_member) if tree else int(_skip(text, start)[1])
        found[path] = (key, (start, start + 1 if text[start] in "{[" else end))
        return end

    def duplicates(self) -> list[Slip]:
        """Every key that its object has had before, with both places."""
        slips: list[Slip] = []
        self._note_duplicates(_start(self.lines.text, 0), (), slips)
        return slips

    def _note_duplicates(self, start: int, path: tuple[str | int, ...], slips: list[Slip]) -> int:
        seen: dict[str | int, Span] = {}

        def visit_member(token: str | int, key: _Key, value_start: int) -> int:
            if key:
                span = self.lines.span(*key)
                if token in seen:
                    pointer = Pointer((*path, token))
                    slips.append(Slip(SlipKind.DUPLICATE_KEY, pointer, str(token), span, seen[token]))
                seen.setdefault(token, span)
            return self._note_duplicates(value_start, (*path, token), slips)

        return _each_member(self.lines.text, start, visit_member)


def _each_member(text: str, start: int, visit: Callable[[str | int, _Key, int], int]) -> int:
    """Calls `visit(token, key offsets, value offset)`, which answers the offset behind the value, for each member."""
    if text[start] not in "{[":
        return int(_skip(text, start)[1])
    is_object = text[start] == "{"
    position = _start(text, start + 1)
    number = 0
    while text[position] not in "}]":
        token: str | int = number
        key: _Key = None
        if is_object:
            token, key_end = scanstring(text, position + 1, True)
            key = (position, key_end)
            position = _start(text, _start(text, key_end) + 1)
        position = _start(text, visit(token, key, position))
        if text[position] == ",":
            position = _start(text, position + 1)
        number += 1
    return position + 1


def _start(text: str, position: int) -> int:
    return _SPACE(text, position).end()  # type: ignore[union-attr]
