"""JSON pointers, the only way in which the code names a place inside a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Pointer(tuple[str | int, ...]):
    """A JSON pointer (RFC 6901) as its unescaped tokens; `str()` gives the escaped text.

    Tokens of arrays are `int` or their digits: both spell, and therefore resolve, the same.
    """

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Pointer:
        """Reads `/a/b~1c`. Raises `ValueError` when a non-empty text does not begin with `/`."""
        if not text:
            return cls()
        if text[0] != "/":
            raise ValueError("a JSON pointer begins with `/`")
        return cls(token.replace("~1", "/").replace("~0", "~") for token in text[1:].split("/"))

    def __str__(self) -> str:
        return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in self)

    def child(self, *tokens: str | int) -> Pointer:
        """The pointer of something below this one."""
        return Pointer(self + tokens)

    @property
    def lineage(self) -> Iterator[Pointer]:
        """This pointer and all above it but the root, longest first."""
        return (Pointer(self[:length]) for length in range(len(self), 0, -1))

    @property
    def parent(self) -> Pointer:
        """The pointer without its last token; the root is its own parent."""
        return Pointer(self[:-1])


class Span(NamedTuple):
    """A stretch of text. Lines and columns start at 1, columns count code points, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


def step(value: object, token: str | int) -> object:
    """The value one token below `value`. Raises `KeyError` when there is none."""
    if type(value) is dict:
        return value[str(token)]
    if type(value) is list:
        text = str(token)
        # RFC 6901 section 4: no leading zeros, no sign.
        is_index = text.isascii() and text.isdigit() and (text == "0" or text[0] != "0") and len(text) < 10
        if is_index and int(text) < len(value):
            return value[int(text)]
    raise KeyError(token)


def lookup(value: object, pointer: tuple[str | int, ...]) -> object:
    """The value at `pointer` below `value`. Raises `KeyError` with the token that leads nowhere."""
    for token in pointer:
        value = step(value, token)
    return value


def complete(path: Iterable[str | int], value: object) -> Pointer:
    """A path of jsonschema-rs, which leaves keys out that are empty, with them: as far as there is such a place."""
    found: list[str | int] = []
    for token in path:
        while type(value) is dict and str(token) not in value and "" in value:
            found.append("")
            value = value[""]
        try:
            value = step(value, token)
        except KeyError:
            break
        found.append(token)
    return Pointer(found)
