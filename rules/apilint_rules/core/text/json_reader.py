"""JSON: values by jiter; duplicate keys and positions by a walk over the text that passes what nobody asked for.

All the positions that are asked for at once cost one walk. The text is never decoded as a whole: a character outside of
Latin-1 would make it two or four times as long, and each search in it as slow.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from ..pointer import Pointer, Span
from .decoding import decode
from .json_walk import Key, Skip, Visit, beginning, each_member, leap, walk
from .lines import Lines
from .reading import MAX_DEPTH, Reading, Slip, SlipKind, TextError
from .scalars import may_be_too_large

try:
    import jiter
except ImportError:
    jiter = None  # type: ignore[assignment]

_AT = re.compile(r" at line (\d+) column (\d+)$")
_Found = dict[tuple[str, ...], tuple[Key, tuple[int, int]]]
_Tree = dict[str, Any]


def read_json(raw: bytes) -> Reading:
    """Reads one JSON document in UTF-8. Raises `TextError` when it is none."""
    lines, slips = Lines.of_utf8(raw), list[Slip]()
    try:
        data = _parse(raw, lines, duplicates=False)
    except _DuplicateKeyError:
        data = _parse(raw, lines, duplicates=True)
        slips = duplicates(lines)
    if may_be_too_large(lines.text):
        _refuse_infinite(lines)
    return Reading(data, JsonPositions(lines, data), slips)


class _DuplicateKeyError(Exception):
    pass


def _parse(raw: bytes, lines: Lines, duplicates: bool) -> Any:
    if jiter is None:
        return _parse_with_json(decode(raw), duplicates)
    try:
        return jiter.from_json(raw, allow_inf_nan=False, catch_duplicate_keys=not duplicates)
    except ValueError as error:
        message = str(error)
        if message.startswith("Detected duplicate key"):
            raise _DuplicateKeyError from None
        decode(raw)  # what is no text at all is told as that
        raise _as_text_error(message, lines) from None


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


def _refuse_infinite(lines: Lines) -> None:
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|-?[0-9][0-9.]*[eE]\+?[0-9]{3,}', lines.text):
        written = match.group()
        if written[0] != '"' and abs(float(written)) == float("inf"):
            place = lines.place(match.start())
            raise TextError(f"not JSON: the number `{written[:20]}` is too large", *place)


def _as_text_error(message: str, lines: Lines) -> TextError:
    found = _AT.search(message)
    words = _AT.sub("", message)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    # jiter counts bytes, and lines by `\n` alone; the reader of the message counts characters.
    start = 0
    for _ in range(line - 1):
        start = lines.text.find("\n", start) + 1
    line, column = lines.place(start + max(column - 1, 0))
    if words.startswith("recursion limit"):
        return TextError(f"nested too deeply (more than {MAX_DEPTH} levels)", line, column)
    return TextError(f"not JSON: {words}", line, column)


class JsonPositions:
    """Positions in a JSON text, found when asked; `data` is what it holds."""

    def __init__(self, lines: Lines, data: Any) -> None:
        self.lines = lines
        self._data = data
        self._found: _Found = {}  # with all that was passed on the way

    def pointers_at(self, offsets: Iterable[int]) -> list[Pointer]:
        """For each offset the value that is being written there, or what precedes it; in one walk."""
        wanted = list(offsets)
        found = walk(lambda skip: self._around(sorted(set(wanted)), skip)) if wanted else {}
        return [found[offset] for offset in wanted]

    def _around(self, offsets: list[int], skip: Skip) -> dict[int, Pointer]:
        text, found = self.lines.text, dict[int, Pointer]()

        def visit(pointer: Pointer, value: Any, start: int, inside: list[int]) -> None:
            found.update(dict.fromkeys(inside, pointer))
            tokens, starts = list[str | int](), list[int]()

            def visit_member(token: str | int, key: Key, start: int, margin: str) -> int:
                tokens.append(token)
                starts.append(start)
                return skip(text, start, margin)

            _visit_members(text, start, value, visit_member, skip)
            for number, group in groupby(inside, lambda offset: bisect_right(starts, offset) - 1):
                if number >= 0:
                    token = tokens[number]
                    visit(pointer.child(token), _below(value, token), starts[number], list(group))

        visit(Pointer(), self._data, beginning(text, 0), offsets)
        return found

    def locate(self, wanted: Iterable[tuple[Pointer, bool]]) -> list[Span | None]:
        """See `Positions.locate`."""
        requests = [(tuple(map(str, pointer)), on_key) for pointer, on_key in wanted]
        missing = {tokens for tokens, _ in requests}.difference(self._found)
        if missing:
            tree: _Tree = {}
            for tokens in missing:
                branch = tree
                for token in tokens:
                    branch = branch.setdefault(token, {})
            self._found.update(walk(lambda skip: self._offsets(tree, skip)))
        return [self._span(tokens, on_key) for tokens, on_key in requests]

    def _span(self, tokens: tuple[str, ...], on_key: bool) -> Span | None:
        if tokens not in self._found:
            return None
        key, value = self._found[tokens]
        return self.lines.span(*(key if key and on_key else value))

    def _offsets(self, tree: _Tree, skip: Skip) -> _Found:
        """The offsets of all that is in the tree, and of what is above."""
        text, found = self.lines.text, _Found()

        def visit(tree: _Tree, path: tuple[str, ...], value: Any, start: int, key: Key, margin: str) -> int:
            def visit_member(token: str | int, key: Key, start: int, margin: str) -> int:
                name = token if type(token) is str else str(token)
                branch = tree.get(name)
                if branch is None:
                    return skip(text, start, margin)
                return visit(branch, (*path, name), _below(value, token), start, key, margin)

            end = (
                _visit_members(text, start, value, visit_member, skip) if tree else skip(text, start, margin)
            )
            found[path] = (key, (start, start + 1 if text[start] in "{[" else end))
            return end

        visit(tree, (), self._data, beginning(text, 0), None, "\n")
        return found


def duplicates(lines: Lines) -> list[Slip]:
    """Every key that its object has had before, with both places."""
    slips: list[Slip] = []

    def note(start: int, path: tuple[str | int, ...]) -> int:
        seen: dict[str | int, Span] = {}

        def visit_member(token: str | int, key: Key, start: int, margin: str) -> int:
            if key:
                span = lines.span(*key)
                if token in seen:
                    pointer = Pointer((*path, token))
                    slips.append(Slip(SlipKind.DUPLICATE_KEY, pointer, str(token), span, seen[token]))
                seen.setdefault(token, span)
            return note(start, (*path, token))

        return each_member(lines.text, start, visit_member)[0]

    note(beginning(lines.text, 0), ())
    return slips


def _visit_members(text: str, start: int, value: Any, visit: Visit, skip: Skip) -> int:
    """As `each_member`. Raises `ValueError` where leaps have missed members that the value has, or found others."""

    def visit_known(token: str | int, key: Key, start: int, margin: str) -> int:
        if token not in value:
            raise ValueError
        return visit(token, key, start, margin)

    end, number = each_member(text, start, visit_known if skip is leap and type(value) is dict else visit)
    if skip is leap and type(value) in (dict, list) and number != len(value):
        raise ValueError
    return end


def _below(value: Any, token: str | int) -> Any:
    """The member of a value; None where a key that was written twice has another value in the end."""
    if type(value) is dict:
        return value.get(token)
    return value[token] if type(value) is list and type(token) is int and token < len(value) else None
