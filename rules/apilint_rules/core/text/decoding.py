"""Bytes to text: UTF-8, or UTF-16 and UTF-32 that say so with a byte order mark."""

from __future__ import annotations

import codecs

from .reading import TextError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(raw: bytes) -> str:
    """The text of a file without its byte order mark. Raises `TextError` at the first byte that is not text."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decode(raw[len(mark) :], encoding)
    return _decode(raw[3:] if raw.startswith(codecs.BOM_UTF8) else raw, "utf-8")


def is_plain_utf8(raw: bytes) -> bool:
    """Whether bytes that could be decoded are UTF-8 without a byte order mark."""
    return not raw.startswith((codecs.BOM_UTF8, *(mark for mark, _ in _MARKS)))


def _decode(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(encoding)
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        label = encoding[:6].upper().rstrip("-")
        raise TextError(f"not {label} (byte 0x{raw[error.start]:02X})", line, column) from None
