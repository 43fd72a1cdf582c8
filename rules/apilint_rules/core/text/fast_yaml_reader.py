"""An accelerator for large YAML: values by yaml-rs, positions by rapidyaml, both optional.

Held to the reference reader by a differential test over the corpus. Whatever is odd in a text (anchors, tags,
merge keys, a second document, any error at all) is left to the reference reader, which can explain it.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from ..pointer import Pointer, Span
from .lines import Lines
from .reading import MAX_DEPTH, Reading, Slip, SlipKind
from .scalars import may_be_too_large

if TYPE_CHECKING:
    from .yaml_reader import KnownPositions

try:
    import ryml
    import yaml_rs
except ImportError:
    ryml = None
    yaml_rs = None  # type: ignore[assignment]

# Each begins with a literal, which the engine finds ten times faster than a class; look-behinds come after it.
_ODD = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rb"\n(?:---|\.\.\.|%)",  # a second document, a directive
        rb"&(?<=[-:,\[{?] &)[\w.-]+(?:[ ]|$)",  # an anchor
        rb"!(?<=[-:,\[{?] !)",  # a tag
        rb"<<[ ]*:",
        rb"\n[ ]*\?[ ]",  # a complex key
        rb"\t",
        rb"\.(?<=[ +-]\.)(?:inf|Inf|INF|nan|NaN|NAN)\b",  # numbers that JSON cannot hold
    )
)
_ALIAS = re.compile(rb"\*(?<=[\s\[{,]\*)([\w.-]+)")
_ANCHOR = re.compile(rb"&(?<=[\s\[{,]&)([\w.-]+)")


def _is_odd(raw: bytes, text: str) -> bool:
    if any(pattern.search(raw) for pattern in _ODD) or may_be_too_large(text):
        return True
    # `*emphasis*` of Markdown looks like an alias, but names no anchor.
    return not set(_ANCHOR.findall(raw)).isdisjoint(_ALIAS.findall(raw))


def read_fast(raw: bytes, text: str) -> Reading | None:
    """Reads one large YAML document; None where the reference reader must do it."""
    if yaml_rs is None or not raw.endswith(b"\n") or _is_odd(raw, text):
        return None
    try:
        data = yaml_rs.loads(text, parse_datetime=False)
        has_other_keys = _has_other_keys(data)
    except (ValueError, TypeError, RecursionError):
        return None
    slips: list[Slip] = []
    if has_other_keys:
        data = _with_text_keys(data, (), slips)
    return Reading(data, RapidPositions(raw, text), slips)


def _has_other_keys(data: Any) -> bool:
    """Whether any key is no string. Raises `RecursionError` when containers are nested too deeply."""
    level, found = [data] if type(data) in (dict, list) else [], False
    for _ in range(MAX_DEPTH + 1):
        below: list[Any] = []
        for value in level:
            if type(value) is dict:
                found = found or not _TEXT.issuperset(map(type, value))
                value = value.values()
            for member in value:  # spelt out: this visits every value of the document
                if type(member) is dict or type(member) is list:
                    below.append(member)
        if not below:
            return found
        level = below
    raise RecursionError


_TEXT = frozenset((str,))


def _with_text_keys(value: Any, path: tuple[str | int, ...], slips: list[Slip]) -> Any:
    """The value with each key a string; keys that were none are noted."""
    if type(value) is dict:
        for key, member in value.items():
            if type(key) is not str:
                return _with_text_keys(_renamed(value, path, slips), path, slips)
            if type(member) in (dict, list):
                value[key] = _with_text_keys(member, (*path, key), slips)
    elif type(value) is list:
        for number, item in enumerate(value):
            if type(item) in (dict, list):
                value[number] = _with_text_keys(item, (*path, number), slips)
    return value


def _renamed(value: dict[Any, Any], path: tuple[str | int, ...], slips: list[Slip]) -> dict[str, Any]:
    renamed = {}
    for key, member in value.items():
        if type(key) is not str:
            slips.append(Slip(SlipKind.PLAIN_KEY, Pointer((*path, str(key))), str(key)))
        renamed[str(key)] = member
    return renamed


class _Buffer(ctypes.Structure):
    """CPython's `Py_buffer`: the only way to learn the address of a read-only memoryview."""

    _fields_ = (
        ("buf", ctypes.c_void_p), ("obj", ctypes.py_object), ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t), ("readonly", ctypes.c_int), ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p), ("shape", ctypes.c_void_p), ("strides", ctypes.c_void_p),
        ("suboffsets", ctypes.c_void_p), ("internal", ctypes.c_void_p),
    )  # fmt: skip


def _address(view: Any) -> int:
    buffer = _Buffer()
    ctypes.pythonapi.PyObject_GetBuffer(ctypes.py_object(view), ctypes.byref(buffer), 0)
    address = buffer.buf or 0
    ctypes.pythonapi.PyBuffer_Release(ctypes.byref(buffer))
    return int(address)


class RapidPositions:
    """Positions from rapidyaml's tree, which keeps views into the text; the tree is made when first asked."""

    def __init__(self, raw: bytes, text: str) -> None:
        self.lines = Lines(text)
        self._raw = raw
        self._tree: Any = None
        self._children: dict[int, dict[str, int]] = {}
        self._reference: KnownPositions | None = None

    def locate(self, wanted: Iterable[tuple[Pointer, bool]]) -> list[Span | None]:
        """See `Positions.locate`."""
        if self._tree is None:
            self._parse()
        return [self._locate(pointer, on_key) for pointer, on_key in wanted]

    def _parse(self) -> None:
        # The tree points into this buffer: both live as long as this object, or the tree would read freed memory.
        self._buffer = bytearray(self._raw)
        self._origin = _address(self._buffer)
        self._tree = ryml.parse_in_place(self._buffer)
        root = self._tree.root_id()
        self._root = self._tree.first_child(root) if self._tree.is_stream(root) else root
        self._byte_lines = Lines(self._raw.decode("latin-1"))

    def _ask_reference(self, pointer: Pointer, on_key: bool) -> Span | None:
        if self._reference is None:
            from .yaml_reader import read_yaml  # PyYAML, which most large documents do without

            self._reference = cast("KnownPositions", read_yaml(self.lines.text).positions)
        return self._reference.locate([(pointer, on_key)])[0]

    def _locate(self, pointer: Pointer, on_key: bool) -> Span | None:
        node = self._root
        for token in pointer:
            child = self._members(node).get(str(token))
            if child is None:
                return None
            node = child
        if on_key and pointer and self._tree.has_key(node):
            return self._key_span(node)
        return self._value_span(node) or self._ask_reference(pointer, on_key)

    def _members(self, node: int) -> dict[str, int]:
        members = self._children.get(node)
        if members is None:
            tree = self._tree
            children = enumerate(ryml.children(tree, node))
            keyed = tree.is_map(node)
            members = {
                bytes(tree.key(child)).decode() if keyed else str(number): child for number, child in children
            }
            self._children[node] = members
        return members

    def _key_span(self, node: int) -> Span:
        return self._span(self._token_start(self._tree.key(node)))

    def _value_span(self, node: int) -> Span | None:
        tree = self._tree
        plain = tree.has_val(node) and tree.is_val_plain(node) and len(self._value(node)) > 0
        after = self._after_key(node) if tree.has_key(node) and not plain else None
        if after is not None:
            return self._span(after)
        if tree.has_val(node):
            return self._scalar_span(node)
        if not tree.has_children(node) or tree.is_flow(node):
            return None
        first = tree.first_child(node)
        if tree.has_key(first):
            return self._key_span(first)
        dash = self._dash(node)
        return self._span(dash, dash + 1) if dash is not None else None

    def _dash(self, node: int) -> int | None:
        """The offset of the first dash of an array in block style; None where its first item gives no hold."""
        tree = self._tree
        first = tree.first_child(node)
        if tree.is_flow(first) or not (
            tree.has_children(first) or (tree.has_val(first) and len(self._value(first)))
        ):
            return None
        if tree.has_val(first):
            inner = None if tree.is_val_literal(first) else self._token_start(self._value(first))
        elif tree.is_map(first):
            inner = self._token_start(tree.key(tree.first_child(first)))
        else:
            inner = self._dash(first)
        dash = self._raw.rfind(b"-", 0, inner) if inner is not None else -1
        return dash if dash >= 0 else None

    def _after_key(self, node: int) -> int | None:
        """Where the value begins, if it does on the line of its key."""
        end = self._token_end(self._token_start(self._tree.key(node)))
        found = _AFTER_KEY.match(self._raw, end)
        return (
            found.end()
            if found and self._raw[found.end() : found.end() + 1] not in (b"\r", b"\n", b"#", b"")
            else None
        )

    def _value(self, node: int) -> Any:
        value = self._tree.val(node)
        return b"" if value is None else value

    def _scalar_span(self, node: int) -> Span | None:
        tree, value = self._tree, self._value(node)
        if not len(value):
            return self._key_span(node) if tree.has_key(node) else None
        if tree.is_val_literal(node) or tree.is_val_folded(node):
            return None
        start = _address(value) - self._origin
        if not tree.is_val_plain(node):
            return self._span(self._token_start(value))
        line_end = _LINE_END.search(self._raw, start)
        end = min(start + len(value), line_end.start() if line_end else len(self._raw))
        return self._span(start, start + len(self._raw[start:end].rstrip()))

    def _token_start(self, view: Any) -> int:
        start = _address(view) - self._origin
        return start - 1 if start and self._raw[start - 1] in b"\"'" else start

    def _token_end(self, start: int) -> int:
        found = _TOKEN.match(self._raw, start)
        return found.end() if found else start + 1

    def _span(self, start: int, end: int = 0) -> Span:
        end = end or self._token_end(start)
        line, byte_column = self._byte_lines.place(start)
        begin = start - byte_column + 1
        column = len(self._raw[begin:start].decode()) + 1
        return Span(line, column, line, column + len(self._raw[start:end].decode()))


_LINE_END = re.compile(rb"[\r\n]")
_AFTER_KEY = re.compile(rb"[ ]*:[ ]*")
_TOKEN = re.compile(
    rb"""(?x)
      "(?:[^"\\\r\n]|\\.)*["\\]?                           # double-quoted, to the end of the line at most
    | '(?:[^'\r\n]|'')*'?
    | [{\[]
    | [|>][-+0-9]*
    | (?:[^\s:#]|:(?=[^\s])|(?<=\S)\#|[ ]+(?=[^\s#]))+    # plain
    """
)
