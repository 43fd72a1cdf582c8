"""What a request has to have to be a case of a finding: the thing that breaks, beside what is required anyway."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..api.model import MediaType, Operation, Parameter, RequestBody, Response, Role, SecurityScheme, Server
from ..api.schema import Schema
from ..finding import Changed, Finding
from ..json_values import beyond
from ..wire.written import representations
from .change import Added, Change, Pair, Removed
from .faithful import is_refused_as_text
from .forms import is_form
from .matching import url_of
from .payloads import deepest

NOTHING: Any = object()
_SURPLUS = ("extra", "extra2", "extra3", "extra4")
"""Names for a property that no schema knows."""


class Wanted(NamedTuple):
    """What a request has to have beside what the old operation requires.

    `given` are parameters and their values (`NOTHING`: any that fits); one that `apart` describes anew is to be written
    otherwise by that. `body` is a whole one for `media` alone, or any that has something at `path`: `member` (of a
    schema: a value of it, if there is none) if that is given. `refusing` is what has to refuse it. `credentials` are
    the names of security schemes (None: of the first alternative). `accept` is the media type that is asked for.
    """

    operation: Operation
    given: tuple[tuple[Parameter, Any], ...] = ()
    apart: Parameter | None = None
    body: Any = NOTHING
    media: tuple[MediaType, ...] = ()
    path: tuple[str, ...] = ()
    member: Any = NOTHING
    refusing: MediaType | None = None
    accept: str = ""
    credentials: tuple[str, ...] | None = None
    server: str = ""


def cases(finding: Finding, change: Change[Any]) -> Iterator[Wanted]:
    """What a request must have, in several ways; nothing where clients send none that breaks."""
    changed = finding.change or Changed("", "")
    if isinstance(change, Removed) and isinstance(change.old, Operation):
        if change.old.role is Role.PATH:
            yield Wanted(change.old)
    elif isinstance(change, Pair) and isinstance(change.old, SecurityScheme):
        yield from _with_scheme(change, changed.credentials)
    elif isinstance(change, Removed) and isinstance(change.old, Server):
        yield from (Wanted(each, server=url_of(change.old)) for each in _served(change.old))
    elif isinstance(change, Pair | Removed) and isinstance(change.part, Schema):
        yield from _of_schema(changed, change) if change.is_sent else ()
    else:
        for operation in _old_operations(change):
            yield from _of_part(finding.rule, changed, operation, change)


def _of_part(rule: str, changed: Changed, operation: Operation, change: Change[Any]) -> Iterator[Wanted]:
    """What breaks in a part of an operation that is no schema, or in the operation itself."""
    part = change.part
    if isinstance(part, MediaType) and not change.is_sent:
        yield from _answered_as(operation, change)
    elif not change.is_sent:
        return
    elif changed.credentials is not None:
        yield Wanted(operation, credentials=changed.credentials)
    elif isinstance(change, Pair) and changed.witness is not None:
        yield from _with_witness(operation, change, changed.witness.value)
    elif isinstance(change, Pair) and changed.facet == "allowEmptyValue":
        yield _holding(operation, change.old, "")
    elif isinstance(change, Pair) and rule == "parameter-serialization-changed" and not changed.facet:
        if part.location != "formData":
            yield Wanted(operation, ((change.old, NOTHING),), apart=change.new)
    elif isinstance(change, Removed) and isinstance(part, Parameter):
        yield _holding(operation, part, NOTHING)
    elif isinstance(change, Removed) and isinstance(part, MediaType):
        yield Wanted(operation, media=(part,))
    elif isinstance(change, Removed) and isinstance(part, RequestBody):
        yield Wanted(operation, media=tuple(representations(part)))
    elif _is_lack(rule, change):
        yield Wanted(operation)


def _of_schema(changed: Changed, change: Pair[Schema] | Removed[Schema]) -> Iterator[Wanted]:
    """What breaks in a part of a payload: a property that is gone, one that is not known, a value that is not named."""
    member: Any = change.old if isinstance(change, Removed) else NOTHING
    if changed.facet == "x-extensible-enum":
        member = _named_no_more(change)
        for parameter in change.all_nearest(Parameter) if not change.path else ():
            yield from (_holding(each, parameter.old, member) for each in _old_operations(parameter))
    path, is_closed = change.path, isinstance(change, Pair) and not changed.facet
    if isinstance(change, Pair) and is_closed:
        known = change.old.flat.property_names | change.new.flat.property_names
        path = (*path, next((name for name in _SURPLUS if name not in known), _SURPLUS[0]))
        member = change.old.subschema("additionalProperties") or "text"
    for media in change.all_nearest(MediaType):
        if isinstance(media, Pair) and (is_closed or _leads_to(media.old, change)):
            refusing = media.new if is_closed else None
            for operation in _old_operations(media):
                yield Wanted(operation, media=(media.old,), path=path, member=member, refusing=refusing)


def _leads_to(media: MediaType, change: Pair[Schema] | Removed[Schema]) -> bool:
    """Whether the schema stands where its path says in this payload: it is the shortest of several."""
    found = deepest(media.schema, change.path)
    return len(change.all_nearest(MediaType)) == 1 or (found is not None and found.value is change.old.value)


def _named_no_more(change: Pair[Schema] | Removed[Schema]) -> Any:
    """The first value of an `x-extensible-enum` that the new one lacks."""
    key = "x-extensible-enum"
    return next(iter(beyond(change.old.sequence(key), change.part.sequence(key))), NOTHING)


def _answered_as(operation: Operation, change: Change[Any]) -> Iterator[Wanted]:
    """A request for the media type of a success that is not answered any more."""
    response = change.nearest(Response)
    if isinstance(change, Pair | Removed) and isinstance(response, Pair) and response.old.is_success:
        name = str(change.old.name)
        is_gone = isinstance(change, Removed) or change.new.essence != change.old.essence
        if is_gone and name.isascii() and name.isprintable():
            yield Wanted(operation, accept=name)


def _with_scheme(change: Pair[SecurityScheme], names: tuple[str, ...] | None) -> Iterator[Wanted]:
    """Requests with the credentials that some operations took."""
    for operation in _easiest(change.old.api.operations) if names is not None else ():
        if any(requirement.schemes.keys() == set(names or ()) for requirement in operation.security):
            yield Wanted(operation, credentials=names)


def _served(server: Server) -> Iterator[Operation]:
    """The operations that are called on a server of the whole description."""
    for operation in _easiest(server.api.operations):
        if not operation.has("servers") and not operation.path_item.has("servers"):
            yield operation


def _easiest(operations: list[Operation]) -> list[Operation]:
    """Those that only read come first, and those with the shortest paths."""
    return sorted(operations, key=lambda each: (each.method.lower() != "get", each.path.count("/")))


def _old_operations(change: Change[Any]) -> Iterator[Operation]:
    """The operations that clients call."""
    olds = (pair.old for pair in change.operations if isinstance(pair, Pair))
    return (old for old in olds if old.role is Role.PATH)


def _holding(operation: Operation, parameter: Parameter, value: Any) -> Wanted:
    """A request with a parameter, or with a field of a form of OpenAPI 2.0."""
    if parameter.location != "formData" or operation.request_body is None:
        return Wanted(operation, ((parameter, value),))
    media = tuple(representations(operation.request_body))
    return Wanted(operation, media=media, path=(parameter.name,), member=value)


def _is_lack(rule: str, change: Change[Any]) -> bool:
    """Whether the requests that break are those that have no more than what was needed."""
    is_new = isinstance(change, Added) and isinstance(change.part, Parameter | RequestBody)
    return is_new or rule.endswith("became-required")


def _with_witness(operation: Operation, change: Pair[Any], value: Any) -> Iterator[Wanted]:
    is_text = isinstance(change.old, Parameter) or is_form(change.old.name)
    if is_text and not is_refused_as_text(change.new, value):
        return
    if isinstance(change.old, Parameter):
        yield _holding(operation, change.old, value)
    elif isinstance(change.old, MediaType):
        yield Wanted(operation, media=(change.old,), body=value)
