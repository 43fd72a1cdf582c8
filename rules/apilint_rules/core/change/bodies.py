"""Bodies of requests that the old description accepts, with something at a place in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from random import Random
from typing import Any

from ..api.model import Direction, MediaType, Operation
from ..api.schema import Schema
from ..wire.spelling import body_bytes
from ..wire.values import Values, Wish
from ..wire.written import files_in, representations
from .cases import NOTHING, Wanted
from .faithful import is_flat, is_refused, is_refused_as_text
from .forms import Forms, is_form, is_old_form
from .parts import is_required

_LINES = ("application/jsonl", "application/x-ndjson", "application/x-jsonlines")
"""Media types of which each line is a JSON text."""
_TURNS = 4
"""Branches of alternatives that are tried in search of one that has a property."""


class Bodies:
    """Makes bodies by the schemas of one description."""

    def __init__(self, values: Values, forms: Forms) -> None:
        self._values = values
        self._forms = forms

    def of(self, wanted: Wanted) -> tuple[bytes | None, str] | None:
        """The body with its media type; without one where none is wanted; None where it cannot be made."""
        operation, declared = wanted.operation, wanted.operation.request_body
        is_wanted = wanted.media or wanted.body is not NOTHING
        if declared is None or not (is_wanted or is_required(declared)):
            return None, ""
        for media in wanted.media or representations(declared):
            for value in self._bodies(media, wanted):
                written = _written(operation, media, value)
                if written is not None:
                    return written
        return None

    def fits(self, schema: Schema, value: Any) -> bool:
        """Whether a value is accepted in a request."""
        return self._values.fits(schema, value, Direction.REQUEST)

    def instances(self, schema: Schema, name: str, holds: tuple[str, ...] = ()) -> Iterator[Any]:
        """Values that are made up for a parameter or property of a name, with some optional properties; or none."""
        for turn in range(_TURNS if holds else 1):
            wish = Wish(rename=False, wanted=frozenset(holds), turn=turn)
            value = self._values.instance(schema, Random(name), wish, name)
            if value is not None:
                yield value

    def _bodies(self, media: MediaType, wanted: Wanted) -> Iterator[Any]:
        schema = self._forms.schema(wanted.operation) if is_old_form(media) else media.schema
        if wanted.body is not NOTHING:
            yield wanted.body
        elif schema is not None:
            written = (example.data for example in media.examples if example.has_data)
            fitting = (value for value in written if self.fits(schema, value))
            made = self.instances(schema, "", wanted.path)
            for value in chain(fitting, made):
                yield from self._with_member(schema, value, wanted)

    def _with_member(self, schema: Schema, value: Any, wanted: Wanted) -> Iterator[Any]:
        """The value, if it has something where it should, with what is to be there."""
        member = wanted.member
        if isinstance(member, Schema):
            is_there = _at(value, wanted.path) is not NOTHING
            member = NOTHING if is_there else next(self.instances(member, wanted.path[-1]), NOTHING)
        if member is not NOTHING:
            value = _put(value, wanted.path, member)
        elif _at(value, wanted.path) is NOTHING:
            return
        if member is NOTHING or (value is not NOTHING and self.fits(schema, value)):
            yield from [value] if _is_refused(wanted.refusing, value) else ()


def _at(value: Any, path: tuple[str, ...]) -> Any:
    """What stands at a place in a value, in the first item of each array on the way; `NOTHING` without any."""
    for token in path:
        if token == "[]":
            value = value[0] if type(value) is list and value else NOTHING
        else:
            value = value.get(token, NOTHING) if type(value) is dict else NOTHING
    return value


def _put(value: Any, path: tuple[str, ...], member: Any) -> Any:
    """The value with a member at a place; `NOTHING` where there is no way to it."""
    if not path:
        return member
    token, *rest = path
    if token == "[]":
        inner = _put(value[0], tuple(rest), member) if type(value) is list and value else NOTHING
        return NOTHING if inner is NOTHING else [inner, *value[1:]]
    if type(value) is not dict:
        return NOTHING
    inner = _put(value.get(token), tuple(rest), member)
    return NOTHING if inner is NOTHING else {**value, token: inner}


def _is_refused(media: MediaType | None, value: Any) -> bool:
    """Whether a body is refused by what has to refuse it."""
    if media is None:
        return True
    if is_form(media.name):
        return is_refused_as_text(media, value)
    return media.schema is not None and is_refused(media.schema, value)


def _written(operation: Operation, media: MediaType, value: Any) -> tuple[bytes | None, str] | None:
    """A body as it travels; None where its text could stand for another value."""
    if is_form(media.name):
        is_plain = is_flat(value) and not media.has("encoding")
    elif "*" in media.name:
        body = operation.request_body
        is_plain = body is not None and not any(each.is_json for each in body.content.values())
    else:
        is_plain = (
            media.is_json or media.essence in _LINES or (type(value) is str and "xml" not in media.essence)
        )
    return body_bytes(media.name, value, files_in(operation, media)) if is_plain else None
