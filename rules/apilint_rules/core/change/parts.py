"""Which parts of two operations are the same one: parameters, bodies, answers, headers, callbacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from ..api.media import spelled
from ..api.model import MediaType, Operation, Parameter, RequestBody, Response
from .matching import Matches, match, match_by

T = TypeVar("T")
Named = Iterator[tuple[str, Any, Any]]


def matched_parameters(old: Operation, new: Operation) -> Named:
    """By place and name, headers in any case; path parameters by their position in the path.

    Source: RFC 9110 section 5.1 (names of header fields).
    """
    both_have_forms = old.api.version[0] == new.api.version[0]  # in 3.x a form is a body
    before, after = _parameters(old, both_have_forms), _parameters(new, both_have_forms)
    for key, parameter in after.items():
        yield _label(parameter), before.pop(key, None), parameter
    for parameter in before.values():
        yield _label(parameter), parameter, None


def _parameters(operation: Operation, with_forms: bool) -> dict[tuple[str, object], Parameter]:
    found: dict[tuple[str, object], Parameter] = {}
    positions = {name: at for at, name in enumerate(re.findall(r"\{([^{}/]*)\}", operation.path))}
    for parameter in operation.parameters:
        name: object = parameter.name
        if parameter.location == "formData" and not with_forms:
            continue
        if parameter.location == "path":
            name = positions.get(parameter.name, parameter.name)
        elif parameter.location == "header":
            name = parameter.name.lower()
            if name in NO_PARAMETERS:
                continue
        found.setdefault((parameter.location, name), parameter)
    return found


NO_PARAMETERS = ("accept", "content-type", "authorization")
"""Header parameters that a description must not define (OpenAPI Parameter Object): they are ignored."""


def _label(parameter: Parameter) -> str:
    return f"{parameter.location} {parameter.name}"


def is_required(body: RequestBody) -> bool:
    """Whether every request needs the body; a 2.0 form when any of its fields is required."""
    if body.text("in") != "formData":
        return body.required
    return any(
        parameter.required
        for operation in body.operations
        for parameter in operation.parameters_in("formData")
    )


def matched_responses(old: Operation, new: Operation) -> Named:
    """By status; one that only the other has as a range is the same as that range.

    A success that went goes to the `2XX` or `default` that is there now; one that came is held against the range that
    it was part of. What `default` said of errors is no promise about each of them.
    """
    before, after = _by_status(old), _by_status(new)
    for status, response in after.items():
        was = before.get(status) or _covering(before, status)
        yield status, was, response
    for status, response in before.items():
        if status not in after:
            now = _covering(after, status)
            if now is not None or not _is_covered(after, status):
                yield status, response, now


def _by_status(operation: Operation) -> dict[str, Response]:
    return {
        status.upper() if status != "default" else status: each
        for status, each in operation.responses.items()
    }


def _covering(responses: Mapping[str, Response], status: str) -> Response | None:
    """The range that a status is part of."""
    if status == "default":
        return None
    found = responses.get(status[:1] + "XX")
    return found or (responses.get("default") if status[:1] == "2" else None)


def _is_covered(responses: Mapping[str, Response], status: str) -> bool:
    return status != "default" and (status[:1] + "XX" in responses or "default" in responses)


def matched_content(old: RequestBody | Response, new: RequestBody | Response) -> Named:
    """By media type, spelt in any way; a type that is not there any more by the range that covers it."""
    before, after = _by_type(old.content), _by_type(new.content)
    for name, media in after.items():
        yield name, before.get(name), media
    for name, media in before.items():
        if name not in after:
            yield name, media, next((after[wider] for wider in _ranges(name) if wider in after), None)


def _by_type(content: Mapping[str, MediaType]) -> dict[str, MediaType]:
    return {canonical(name): media for name, media in content.items()}


def canonical(name: str) -> str:
    """For comparing: `Application/JSON; Charset=UTF-8` -> `application/json` (RFC 8259: JSON has no charset)."""
    essence, parameters = spelled(name)
    return ";".join([essence, *(each for each in parameters if not each.startswith("charset="))])


def _ranges(name: str) -> Iterator[str]:
    """What covers a media type: it without parameters, `application/*`, `*/*` (RFC 9110 section 12.5.1)."""
    essence = name.partition(";")[0]
    yield from (each for each in (essence, essence.partition("/")[0] + "/*", "*/*") if each != name)


def matched_headers(old: Response, new: Response) -> Named:
    """By name in any case."""
    for before, after in match(old.headers.items(), new.headers.items(), key=lambda item: item[0]):
        name = (before if after is None else after)[0]
        if name != "content-type":  # ignored, as the OpenAPI Response Object says
            yield name, before and before[1], after and after[1]


def matched_callbacks(old: Operation, new: Operation) -> Matches:
    """By name, URL and method; of what is left by URL, then by name where one of it is left on each side."""
    left = [*match_by(old.callbacks, new.callbacks, (_callback, callback_url))]
    gone, came = (Counter(_callback_name(pair[at]) for pair in left if pair[1 - at] is None) for at in (0, 1))
    moved = {name for name, number in gone.items() if number == came[name] == 1}
    before = {_callback_name(one): one for one, other in left if other is None}
    for one, other in left:
        name = _callback_name(other or one)
        if name not in moved or (one and other):
            yield one, other
        elif other:
            yield before[name], other


def _callback(operation: Operation) -> tuple[object, ...]:
    return _callback_name(operation), callback_url(operation)


def callback_url(operation: Operation) -> tuple[str, str]:
    """The method and the URL expression of a callback, spelt in one way.

    Source: OpenAPI Callback Object, Runtime Expressions; RFC 9110 section 5.1 (names of header fields).
    """
    url = operation.path
    if url.startswith("$") and "{" not in url:
        url = f"{{{url}}}"
    return operation.method.lower(), _HEADER.sub(lambda found: found[0].lower(), url)


_HEADER = re.compile(r"\$(?:request|response)\.header\.[^{}]+")


def _callback_name(operation: Operation) -> tuple[str, str]:
    pointer = operation.path_item.key.pointer
    return operation.method.lower(), str(pointer[-2]) if len(pointer) > 1 else ""
