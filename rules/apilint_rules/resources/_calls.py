"""Whether one call can mean either of two paths: by the schemas and by the names of their parameters."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..core import Operation, Schema
from ..core.segments import Segment
from ..core.words import words
from ._overlap import Template

_SHAPES = {
    "uuid": r"[0-9a-fA-F-]{36}",
    "date": r"\d{4}-\d\d-\d\d",
    "date-time": r"\d{4}-\d\d-\d\d[Tt ].*",
    "ipv4": r"[\d.]+",
    "email": r".+@.+",
}
_NUMBERS = frozenset(("integer", "number", "null"))
OPAQUE = frozenset(
    ("id", "ids", "uuid", "guid", "gid", "sid", "uid", "sha", "hash", "digest", "number", "code", "token")
)
"""Last words of parameters whose values the service makes up: no word of a path is one of them."""


class Call(NamedTuple):
    """A path as one method of it is called: its template and the schemas of its parameters."""

    template: Template
    schemas: dict[str, Schema | None]


def call_of(operation: Operation, template: Template) -> Call:
    return Call(
        template, {parameter.name: parameter.any_schema for parameter in operation.parameters_in("path")}
    )


def can_meet(one: Call, two: Call) -> bool:
    """Whether the schemas of the parameters let both templates match one URL."""
    for mine, theirs in zip(one.template.segments, two.template.segments, strict=True):
        if is_whole(mine) and is_whole(theirs):
            if not can_be_equal(schema_of(one, mine), schema_of(two, theirs)):
                return False
        elif is_whole(mine) and theirs.is_static:
            if not accepts(schema_of(one, mine), theirs.text):
                return False
        elif is_whole(theirs) and mine.is_static and not accepts(schema_of(two, theirs), mine.text):
            return False
    return True


def is_meant(call: Call, rival: Call) -> bool:
    """Whether who calls the shared URL may have this path in mind, its parameters being those words.

    `/{entity}/latest` with `orders` is likely, `/orders/{id}` with `latest` is not. Words with a mark before
    them (`_search`, `@me`) are reserved by custom.
    """
    pairs = zip(call.template.segments, rival.template.segments, strict=True)
    words_taken = [(mine, theirs.text) for mine, theirs in pairs if is_whole(mine) and not is_whole(theirs)]
    return all(text[0].isalnum() and not is_opaque(mine.parameters[0]) for mine, text in words_taken)


def is_opaque(parameter: str) -> bool:
    return bool(OPAQUE & set(words(parameter)[-1:]))


def schema_of(call: Call, segment: Segment) -> Schema | None:
    return call.schemas.get(segment.parameters[0])


def is_whole(segment: Segment) -> bool:
    """Whether a segment is one parameter and nothing else."""
    return segment.text == f"{{{segment.parameters[0]}}}" if segment.parameters else False


def accepts(schema: Schema | None, text: str, depth: int = 4) -> bool:
    """Whether a parameter may have a value; when in doubt it may."""
    if schema is None or depth == 0:
        return True
    alternatives = schema.any_of + schema.one_of
    if alternatives and not any(accepts(part, text, depth - 1) for part in alternatives[:20]):
        return False
    flat = schema.flat
    if flat.is_array:
        return accepts(flat.items, text, depth - 1)
    enum, pattern, form = flat.first("enum"), flat.first("pattern"), flat.first("format")
    if type(enum) is list:
        return text in {str(value) for value in enum}
    if flat.types and flat.types <= _NUMBERS and not re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        return False
    if form in _SHAPES and not re.fullmatch(_SHAPES[form], text):
        return False
    return not is_simple(pattern) or _found(pattern, text)


def can_be_equal(one: Schema | None, other: Schema | None) -> bool:
    """Whether two parameters can have the same value; when in doubt they can."""
    for mine, theirs in ((one, other), (other, one)):
        if mine is None or theirs is None:
            continue
        enum = mine.flat.first("enum")
        if type(enum) is list and not any(accepts(theirs, str(value)) for value in enum):
            return False
        if mine.flat.types and mine.flat.types <= _NUMBERS and theirs.flat.first("format") in _SHAPES:
            return False
    return True


def is_simple(pattern: object) -> bool:
    """Whether a pattern has no groups and few repetitions, so that no text keeps the matcher busy."""
    is_flat = isinstance(pattern, str) and re.fullmatch(r"[^()|]{1,200}", pattern) is not None
    return is_flat and len(re.findall(r"[*+?{]", str(pattern))) <= 3


def _found(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text[:100]) is not None
    except re.error:
        return True
