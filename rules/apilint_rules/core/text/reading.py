"""What every reader of a format hands back: plain values, and where each of them was written."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any, NamedTuple, Protocol

from ..pointer import Pointer, Span
from .lines import Lines

MAX_DEPTH = 200
"""Containers inside containers; jiter stops there too. Real documents stay below 40."""

MARKUP = "this looks like HTML or XML, not like YAML or JSON"


class TextError(Exception):
    """A text that cannot be read as the format it claims to be: a message and a place, both counted from 1."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


class SlipKind(Enum):
    """What may be odd in a text that can still be read."""

    DUPLICATE_KEY = "duplicate key"
    PLAIN_KEY = "key that is no string"
    NOT_JSON = "number that JSON cannot hold"


class Slip(NamedTuple):
    """An oddity of the text: where it stands, the text as written and, for a duplicate, where the first one is."""

    kind: SlipKind
    pointer: Pointer
    written: str
    span: Span | None = None
    first: Span | None = None


class Positions(Protocol):
    """Looks up where values were written, many at a time."""

    lines: Lines

    def locate(self, wanted: Iterable[tuple[Pointer, bool]]) -> list[Span | None]:
        """For each (pointer, whether its key rather than its value is meant) the span, None when it is not there."""
        ...


class Reading(NamedTuple):
    """A text that was read."""

    data: Any
    positions: Positions
    slips: list[Slip]
