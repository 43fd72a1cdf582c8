"""What the formats of a clause certainly say of its texts, and texts that have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..ecma.language import takes
from .clause import Clause
from .notations import NOTATIONS, Notation

_MANY = 2_000


def as_known(clause: Clause) -> Clause:
    """The clause with the lengths and patterns that its formats mean."""
    for notation in notations(clause):
        most = notation.most if clause.most is None else clause.most
        clause = replace(
            clause,
            least=max(clause.least, notation.least),
            most=most if notation.most is None or most is None else min(most, notation.most),
            patterns=clause.patterns | ({notation.every} if notation.every else frozenset()),
        )
    return clause


def notations(clause: Clause) -> list[Notation]:
    """What is known of the formats of a clause."""
    return [NOTATIONS[name] for name in sorted(clause.formats) if name in NOTATIONS]


def is_surely(name: str, text: str) -> bool:
    """Whether a text certainly has a format."""
    notation = NOTATIONS.get(name, Notation())
    return (
        bool(notation.surely)
        and takes(notation.surely or "", text)
        and len(text) <= (notation.safe or len(text))
    )


def texts(clause: Clause) -> Iterator[str]:
    """Plain texts of its formats."""
    for notation in notations(clause):
        yield from notation.texts


def of_length(clause: Clause, length: int) -> Iterator[str]:
    """Texts of its formats that have some length, as far as they come in it."""
    for notation in notations(clause):
        if notation.lengthened is not None and length <= (notation.safe or length):
            yield notation.lengthened(length)


def numbered(clause: Clause) -> Iterator[str]:
    """Many different texts of its formats."""
    for notation in notations(clause):
        if notation.numbered is not None:
            yield from map(notation.numbered, range(1, _MANY))
