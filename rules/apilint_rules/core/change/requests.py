"""The request behind a finding: one that the old description accepts, whole, with the value that breaks in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from random import Random
from typing import Any, NamedTuple

from ..api.model import Direction, MediaType, Operation, Parameter, RequestBody, Role
from ..api.schema import Schema
from ..finding import Finding
from ..severity import Severity
from ..wire.exchange import Fields, Request
from ..wire.routing import fill
from ..wire.spelling import body_bytes, header_text, path_text, query_fields
from ..wire.values import Values, Wish
from ..wire.written import files_in, representations, values_written
from .addresses import base_url, with_credentials
from .change import Added, Change, Pair, Removed
from .diff import Diff
from .faithful import is_faithful, is_flat, is_refused_as_text
from .forms import is_form, is_old_form
from .parts import NO_PARAMETERS, is_required

_LINES = ("application/jsonl", "application/x-ndjson", "application/x-jsonlines")
"""Media types of which each line is a JSON text."""
_NOTHING: Any = object()


class Working(NamedTuple):
    """A request that was accepted. `shown` is the same with the names of variables where credentials belong."""

    request: Request
    shown: Request
    base_url: str


class Wanted(NamedTuple):
    """What a request has to have beside what the old operation requires.

    `given` are parameters and their values (`_NOTHING`: any that fits); `body` is a whole one for `media` alone, or any
    that has the property `holds`, with the value `field` if that is given.
    """

    operation: Operation
    given: tuple[tuple[Parameter, Any], ...] = ()
    body: Any = _NOTHING
    media: tuple[MediaType, ...] = ()
    holds: str = ""
    field: Any = _NOTHING


class Requests:
    """Makes the requests behind the findings about two descriptions."""

    def __init__(self, diff: Diff) -> None:
        self._values = Values(diff.old)
        self._forms = diff.forms

    def of(self, finding: Finding) -> Working | None:
        """A request that the old description accepts and that is a case of the finding.

        None for what clients do not send, for what breaks nothing, and where a part of it cannot be made valid.
        """
        if finding.severity is Severity.INFO:
            return None
        for change in finding.about:
            wanted = next(_wanted(finding, change), None)
            request = self._made(wanted) if wanted is not None else None
            if wanted is not None and request is not None:
                operation = wanted.operation
                return Working(request, with_credentials(request, operation), base_url(operation))
        return None

    def _made(self, wanted: Wanted) -> Request | None:
        operation = wanted.operation
        parts: dict[str, list[tuple[str, str]]] = {"path": [], "query": [], "header": [], "cookie": []}
        given = {id(parameter): value for parameter, value in wanted.given}
        for parameter in operation.parameters:
            if id(parameter) in given or _is_needed(parameter):
                value = self._value(parameter, given.get(id(parameter), _NOTHING))
                if value is _NOTHING or parameter.location not in parts:
                    return None
                parts[parameter.location] += _fields(parameter, value)
        path = fill(operation.path, dict(parts["path"]))
        body = self._body(wanted)
        if path is None or body is None or not all(text for _, text in parts["path"]):
            return None
        content, content_type = body
        headers = parts["header"]
        cookies = "; ".join(f"{name}={text}" for name, text in parts["cookie"])
        headers += [("Cookie", cookies)] if cookies else []
        headers += [("Content-Type", content_type)] if content is not None else []
        return Request(operation.method.upper(), path, tuple(parts["query"]), tuple(headers), content)

    def _value(self, parameter: Parameter, given: Any) -> Any:
        """A value of a parameter whose text stands for it; `_NOTHING` where there is none."""
        values = [given] if given is not _NOTHING else self._values_of(parameter)
        return next((value for value in values if is_faithful(parameter, value)), _NOTHING)

    def _values_of(self, parameter: Parameter) -> Iterator[Any]:
        schema = parameter.any_schema
        if schema is None:
            yield from values_written(parameter)
            yield parameter.name
            return
        yield from (value for value in values_written(parameter) if self._fits(schema, value))
        yield from self._instances(schema, parameter.name)

    def _fits(self, schema: Schema, value: Any) -> bool:
        return self._values.fits(schema, value, Direction.REQUEST)

    def _instances(self, schema: Schema, name: str, holds: str = "") -> Iterator[Any]:
        wish = Wish(rename=False, wanted=frozenset([holds] if holds else ()))
        value = self._values.instance(schema, Random(name), wish, name)
        if value is not None:
            yield value

    def _body(self, wanted: Wanted) -> tuple[bytes | None, str] | None:
        """The body with its media type; without one where none is wanted; None where it cannot be made."""
        operation, declared = wanted.operation, wanted.operation.request_body
        is_wanted = wanted.media or wanted.body is not _NOTHING
        if declared is None or not (is_wanted or is_required(declared)):
            return None, ""
        for media in wanted.media or representations(declared):
            for value in self._bodies(media, wanted):
                written = _written(operation, media, value)
                if written is not None:
                    return written
        return None

    def _bodies(self, media: MediaType, wanted: Wanted) -> Iterator[Any]:
        schema = self._forms.schema(wanted.operation) if is_old_form(media) else media.schema
        if wanted.body is not _NOTHING:
            yield wanted.body
        elif schema is not None:
            written = (example.data for example in media.examples if example.has_data)
            fitting = (value for value in written if self._fits(schema, value))
            for value in chain(fitting, self._instances(schema, "", wanted.holds)):
                if not wanted.holds or (type(value) is dict and wanted.holds in value):
                    yield from self._with_field(schema, value, wanted)

    def _with_field(self, schema: Schema, value: Any, wanted: Wanted) -> Iterator[Any]:
        """The value, with that of the one field of a form that is given."""
        if wanted.field is not _NOTHING:
            value = {**value, wanted.holds: wanted.field}
            if not self._fits(schema, value):
                return
        yield value


def _wanted(finding: Finding, change: Change[Any]) -> Iterator[Wanted]:
    """What a request must have to be a case of a finding; nothing where clients send none."""
    if isinstance(change, Removed) and isinstance(change.old, Operation):
        if change.old.role is Role.PATH:
            yield Wanted(change.old)
        return
    if not change.is_sent:
        return
    witness = finding.change.witness if finding.change is not None else None
    olds = (pair.old for pair in change.operations if isinstance(pair, Pair))
    for operation in (old for old in olds if old.role is Role.PATH):
        part = change.part
        if isinstance(change, Pair) and witness is not None:
            yield from _with_witness(operation, change, witness.value)
        elif isinstance(change, Removed) and isinstance(part, Parameter):
            yield _holding(operation, part, _NOTHING)
        elif isinstance(change, Removed) and isinstance(part, MediaType):
            yield Wanted(operation, media=(part,))
        elif isinstance(change, Removed) and isinstance(part, RequestBody):
            yield Wanted(operation, media=tuple(representations(part)))
        elif isinstance(change, Removed) and isinstance(part, Schema) and len(change.path) == 1:
            media = change.nearest(MediaType)
            if isinstance(media, Pair):
                yield Wanted(operation, media=(media.old,), holds=change.path[0])
        elif _is_lack(finding, change):
            yield Wanted(operation)


def _holding(operation: Operation, parameter: Parameter, value: Any) -> Wanted:
    """A request with a parameter, or with a field of a form of OpenAPI 2.0."""
    if parameter.location != "formData" or operation.request_body is None:
        return Wanted(operation, ((parameter, value),))
    media = tuple(representations(operation.request_body))
    return Wanted(operation, media=media, holds=parameter.name, field=value)


def _is_lack(finding: Finding, change: Change[Any]) -> bool:
    """Whether the requests that break are those that have no more than what was needed."""
    is_new = isinstance(change, Added) and isinstance(change.part, Parameter | RequestBody)
    return is_new or finding.rule.endswith("became-required")


def _with_witness(operation: Operation, change: Pair[Any], value: Any) -> Iterator[Wanted]:
    is_text = isinstance(change.old, Parameter) or is_form(change.old.name)
    if is_text and not is_refused_as_text(change.new, value):
        return
    if isinstance(change.old, Parameter):
        yield _holding(operation, change.old, value)
    elif isinstance(change.old, MediaType):
        yield Wanted(operation, media=(change.old,), body=value)


def _is_needed(parameter: Parameter) -> bool:
    """Whether there is no request without a parameter, or without this part of its path."""
    if parameter.location == "header" and parameter.name.lower() in NO_PARAMETERS:
        return False
    return parameter.location == "path" or (parameter.required and parameter.location != "formData")


def _fields(parameter: Parameter, value: Any) -> Fields:
    """A parameter as it is written into its part of a request."""
    if parameter.location == "query":
        return query_fields(parameter, value)
    text = path_text if parameter.location == "path" else header_text
    return ((parameter.name, text(parameter, value)),)


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
