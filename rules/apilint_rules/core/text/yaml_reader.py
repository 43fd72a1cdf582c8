"""The reference reader of YAML: libyaml's events turned into plain values, with the place of everything.

YAML 1.2 core scalars, duplicate keys with places, anchors and aliases (shared, never copied), merge keys. About
2.5 times as fast as PyYAML's own constructor, which also has YAML 1.1's booleans and dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from ..pointer import Pointer, Span, step
from .lines import Lines
from .reading import MAX_DEPTH, Reading, Slip, SlipKind, TextError
from .scalars import is_not_json, resolve_plain
from .yaml_errors import explain

try:
    from yaml._yaml import CParser as Parser
except ImportError:  # PyYAML built without libyaml: slower, the same events
    from yaml import SafeLoader as Parser  # type: ignore[assignment]

MAX_EXPANDED = 20_000_000
"""Values a document may have once its aliases are followed; the largest known document has 0.6 million."""

_NO_KEY = object()
_CORE_TAGS = {"tag:yaml.org,2002:" + name for name in ("str", "int", "float", "bool", "null", "map", "seq")}


class _Container:
    """One mapping or sequence while it is being read."""

    __slots__ = ("anchor", "key", "key_span", "merges", "size", "spans", "token", "value")

    def __init__(self, value: Any, anchor: str | None, token: str | int) -> None:
        self.value = value
        self.anchor = anchor
        self.token = token
        self.spans: list[int] = []
        self.key: Any = _NO_KEY
        self.key_span = (0, 0)
        self.merges: list[Any] = []
        self.size = 1


class KnownPositions:
    """Positions noted while reading: for each container four offsets a member (key and value, start and end)."""

    def __init__(self, text: str, root: Any, root_span: tuple[int, int]) -> None:
        self.lines = Lines(text)
        self.root = root
        self.root_span = root_span
        self.spans: dict[int, list[int]] = {}
        self._indexes: dict[int, dict[str, int]] = {}

    def locate(self, wanted: Iterable[tuple[Pointer, bool]]) -> list[Span | None]:
        """See `Positions.locate`."""
        return [self._locate(pointer, on_key) for pointer, on_key in wanted]

    def _locate(self, pointer: Pointer, on_key: bool) -> Span | None:
        if not pointer:
            return self._first_token(self.root, *self.root_span)
        container = self.root
        try:
            for token in pointer[:-1]:
                container = step(container, token)
            value = step(container, pointer[-1])
        except KeyError:
            return None
        return self._member(container, pointer[-1], value, on_key)

    def _member(self, container: Any, token: str | int, value: Any, on_key: bool) -> Span | None:
        spans = self.spans[id(container)]
        is_mapping = type(container) is dict
        at = 4 * (self._index(container)[str(token)] if is_mapping else int(token))
        if is_mapping and (on_key or (value is None and spans[at + 2] == spans[at + 3])):
            return self.lines.span(spans[at], spans[at + 1])
        return self._first_token(value, spans[at + 2], spans[at + 3])

    def _index(self, container: dict[str, Any]) -> dict[str, int]:
        index = self._indexes.get(id(container))
        if index is None:
            index = self._indexes[id(container)] = {key: number for number, key in enumerate(container)}
        return index

    def _first_token(self, value: Any, start: int, end: int) -> Span:
        """A scalar; of a mapping its first key, of an array its first dash, of both in flow style the bracket."""
        if type(value) is dict and value and self.lines.text[start : start + 1] not in "{*&!":
            spans = self.spans[id(value)]
            return self.lines.span(spans[0], spans[1])
        if type(value) in (dict, list):
            return self.lines.span(start, start + 1)
        return self.lines.span(start, self._end_of_token(start, end))

    def _end_of_token(self, start: int, end: int) -> int:
        """The end of a scalar, or of its first line where it has several."""
        line_end = self.lines.text.find("\n", start, end)
        return len(self.lines.text[start : line_end if line_end >= 0 else end].rstrip()) + start


def read_yaml(text: str) -> Reading:
    """Reads one YAML document. Raises `TextError` when it is none, or more than one, or would expand without bound."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.stack: list[_Container] = []
        self.root: Any = None
        self.root_span = (0, 0)
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.slips: list[tuple[SlipKind, Pointer, str, tuple[int, int], tuple[int, int] | None]] = []
        self.positions = KnownPositions(text, None, (0, 0))
        self.handlers = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._start_mapping,
            SequenceStartEvent: self._start_sequence,
            MappingEndEvent: self._end_mapping,
            SequenceEndEvent: self._end_sequence,
            AliasEvent: self._alias,
            DocumentEndEvent: self._nothing,
            StreamStartEvent: self._nothing,
            StreamEndEvent: self._nothing,
        }

    def read(self) -> Reading:
        try:
            self._events()
        except yaml.YAMLError as error:
            raise explain(error, self.text) from None
        self.positions.root, self.positions.root_span = self.root, self.root_span
        span = self.positions.lines.span
        slips = [
            Slip(kind, pointer, written, span(*at), span(*first) if first else None)
            for kind, pointer, written, at, first in self.slips
        ]
        return Reading(self.root, self.positions, slips)

    def _events(self) -> None:
        next_event = Parser(self.text).get_event
        handlers = self.handlers
        documents = 0
        while True:
            event = next_event()
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
            elif type(event) is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise self._error("more than one YAML document in the file", event.start_mark)
            if type(event) is StreamEndEvent:
                return

    def _error(self, message: str, mark: Any) -> TextError:
        return TextError(message, *self.positions.lines.place(mark.index))

    def _nothing(self, event: Any) -> None:
        """These events carry no value."""

    # The values -------------------------------------------------------------------------------------------------

    def _scalar(self, event: Any) -> None:
        value: Any = event.value
        start, end = event.start_mark.index, event.end_mark.index
        if event.implicit[0] and not event.style:
            value = resolve_plain(value)
            if type(value) is str and value[:1] in "+-.0123456789" and is_not_json(value):
                self.slips.append((SlipKind.NOT_JSON, self._pointer(), value, (start, end), None))
        elif event.tag and event.tag not in _CORE_TAGS and event.tag != "!":
            raise self._error(f"unknown tag `{event.tag}`", event.start_mark)
        elif event.tag and event.tag != "!" and not event.tag.endswith(":str"):
            value = resolve_plain(value)
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, 1)
        self._add(value, start, end, event)

    def _alias(self, event: Any) -> None:
        known = self.anchors.get(event.anchor)
        if known is None:
            raise self._error(
                f"alias `*{event.anchor}` has no anchor `&{event.anchor}` before it", event.start_mark
            )
        value, size = known
        if size == 0:
            raise self._error(f"alias `*{event.anchor}` stands inside its own anchor", event.start_mark)
        if self.stack:
            self._grow(size, event)
        self._add(value, event.start_mark.index, event.end_mark.index, event)

    def _grow(self, size: int, event: Any) -> None:
        self.stack[-1].size += size
        if self.stack[-1].size > MAX_EXPANDED:
            raise self._error("too many aliases: the document would expand without bound", event.start_mark)

    def _start_mapping(self, event: Any) -> None:
        self._start({}, event)

    def _start_sequence(self, event: Any) -> None:
        self._start([], event)

    def _start(self, value: Any, event: Any) -> None:
        if event.tag and event.tag not in _CORE_TAGS and event.tag != "!":
            raise self._error(f"unknown tag `{event.tag}`", event.start_mark)
        if self.stack and self.stack[-1].key is _NO_KEY and type(self.stack[-1].value) is dict:
            raise self._error("a key must be a scalar, not a list or a mapping", event.start_mark)
        if len(self.stack) >= MAX_DEPTH:
            raise self._error(f"nested too deeply (more than {MAX_DEPTH} levels)", event.start_mark)
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, 0)
        container = _Container(value, event.anchor, _next_token(self.stack[-1]) if self.stack else "")
        self._add(value, event.start_mark.index, event.end_mark.index, event)
        self.stack.append(container)

    def _end_sequence(self, event: Any) -> None:
        container = self.stack.pop()
        self.positions.spans[id(container.value)] = container.spans
        self._finish(container, event)

    def _end_mapping(self, event: Any) -> None:
        container = self.stack.pop()
        self.positions.spans[id(container.value)] = container.spans
        for source in container.merges:
            self._merge(source, container, event)
        self._finish(container, event)

    def _finish(self, container: _Container, event: Any) -> None:
        if container.anchor is not None:
            self.anchors[container.anchor] = (container.value, container.size)
        if self.stack:
            self._grow(container.size, event)

    def _merge(self, source: Any, container: _Container, event: Any) -> None:
        sources = source if type(source) is list else [source]
        for mapping in sources:
            if type(mapping) is not dict:
                raise self._error(
                    "the value of a merge key `<<` must be a mapping or a list of mappings", event.end_mark
                )
            spans = self.positions.spans[id(mapping)]
            for number, (key, value) in enumerate(mapping.items()):
                if key not in container.value:
                    container.value[key] = value
                    container.spans += spans[4 * number : 4 * number + 4]

    def _add(self, value: Any, start: int, end: int, event: Any) -> None:
        if not self.stack:
            self.root, self.root_span = value, (start, end)
            return
        container = self.stack[-1]
        container.size += 1
        if type(container.value) is list:
            container.value.append(value)
            container.spans += (0, 0, start, end)
        elif container.key is _NO_KEY:
            self._key(container, value, start, end, event)
        else:
            self._member(container, value, start, end)

    def _key(self, container: _Container, value: Any, start: int, end: int, event: Any) -> None:
        if type(value) is not str:
            if type(value) in (dict, list):
                raise self._error("a key must be a scalar, not a list or a mapping", event.start_mark)
            written = self.text[start:end]
            value = str(value) if type(value) is int else written
            pointer = Pointer([*self._path(), value])
            self.slips.append((SlipKind.PLAIN_KEY, pointer, written, (start, end), None))
        container.key, container.key_span = value, (start, end)

    def _member(self, container: _Container, value: Any, start: int, end: int) -> None:
        key, (key_start, key_end) = container.key, container.key_span
        container.key = _NO_KEY
        if key == "<<" and self.text[key_start:key_end] == "<<":
            container.merges.append(value)
            return
        if key in container.value:
            self._duplicate(container, key)
            at = 4 * list(container.value).index(key)
            container.spans[at : at + 4] = (key_start, key_end, start, end)
        else:
            container.spans += (key_start, key_end, start, end)
        container.value[key] = value

    def _duplicate(self, container: _Container, key: str) -> None:
        at = 4 * list(container.value).index(key)
        first = (container.spans[at], container.spans[at + 1])
        pointer = Pointer([*self._path(), key])
        self.slips.append((SlipKind.DUPLICATE_KEY, pointer, key, container.key_span, first))

    def _path(self) -> list[str | int]:
        """The pointer of the innermost open container."""
        return [container.token for container in self.stack[1:]]

    def _pointer(self) -> Pointer:
        """The pointer of the value that is being read."""
        return Pointer([*self._path(), _next_token(self.stack[-1])] if self.stack else [])


def _next_token(container: _Container) -> str | int:
    """The key or index of the member that comes next."""
    return len(container.value) if type(container.value) is list else str(container.key)
