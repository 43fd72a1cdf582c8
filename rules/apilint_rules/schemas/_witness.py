"""Small values that a schema is likely to accept: what it names itself, and the least that it requires."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from ..core import Schema

MOST_VALUES = 8
MOST_MADE = 1


def witnesses(schema: Schema) -> Iterator[Any]:
    """Values to try, the least ones of each branch.

    None is made for two branches at once: a value with all the properties of both would show that they are not
    disjoint, too, but nobody sends it.
    """
    for branch in schema.one_of:
        yield from _named(branch)
        yield from islice(schema.api.validators.likely(branch), MOST_MADE)


def _named(schema: Schema) -> Iterator[Any]:
    """What the schema names itself."""
    for part in schema.flat.parts:
        yield from (part.enum or ())[:MOST_VALUES]
        yield from (
            part.value[keyword] for keyword in ("const", "example", "default") if keyword in part.value
        )
        yield from part.sequence("examples")[:MOST_VALUES]
