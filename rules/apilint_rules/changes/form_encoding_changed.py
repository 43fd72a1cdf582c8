"""A field of a form is written as it was.

A form says how each of its fields travels: in which media type, whether a list is several fields or one with
commas, which headers its part needs and what they may be. Clients that go on writing it as before are misunderstood
or refused, although the schema is the same.

More media types for a part that clients send are told as `info`, fewer as an error; of what the service sends it is the
other way about. What is not said is what OpenAPI takes for it; forms of OpenAPI 2.0 are compared with those of 3.x.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Header, MediaType, Pair, Problem, Related, Rule, Severity
from ..core.change.forms import FORMS, Encoding, encoding_of, is_form, part_headers
from ..core.change.payloads import schemas_of
from ._gaps import gained, lost

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Encoding Object", "RFC 7578 section 4.4"),
    change_old="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  multipart/form-data:
                    schema: {type: object, properties: {scan: {type: string, format: binary}}}
                    encoding: {scan: {contentType: 'image/png, image/jpeg'}}
    """,
    change_new="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  multipart/form-data:
                    schema: {type: object, properties: {scan: {type: string, format: binary}}}
                    encoding: {scan: {contentType: image/png}}  # <-
    """,
    change_same="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  multipart/form-data:
                    schema: {type: object, properties: {scan: {type: string, format: binary}}}
                    encoding: {scan: {contentType: 'image/jpeg,image/png', style: form}}
    """,
)


@RULE.on_change(where=lambda change: is_form(change.new.name))
def changed(change: Pair[MediaType]) -> Iterator[Problem]:
    operation, schemas = change.operation, schemas_of(change)
    if schemas is None or not isinstance(operation, Pair):
        return
    before, after = (schema.flat.properties if schema is not None else {} for schema in schemas)
    for name in after:
        if name not in before:
            continue
        old = encoding_of(change.old, operation.old, name, before[name])
        new = encoding_of(change.new, operation.new, name, after[name])
        is_list = all(each.flat.types & {"array", "object"} for each in (before[name], after[name]))
        yield from _written(change, name, old, new, is_list)
        yield from _headers(change, name)


def _written(
    change: Pair[MediaType], name: str, old: Encoding, new: Encoding, is_list: bool
) -> Iterator[Problem]:
    left, right = (old, new) if change.is_sent else (new, old)
    if old.is_typed or new.is_typed:
        if not right.takes(left):
            yield _problem(change, name, f"is {_types(new)} now, and was {_types(old)}", "contentType")
        elif not left.takes(right):
            message = f"is {_types(new)} now, and was {_types(old)}"
            yield _problem(change, name, message, "contentType", Severity.INFO)
    is_styled = change.new.essence == FORMS[0] or (old.is_styled and new.is_styled)
    if is_list and is_styled and (old.style, old.explode) != (new.style, new.explode):
        message = f"is written as {new.spelled}, and was written as {old.spelled}"
        yield _problem(change, name, message, "style")
    if old.allow_reserved != new.allow_reserved and change.new.essence == FORMS[0]:
        is_less = old.allow_reserved is change.is_sent
        message = _RESERVED[new.allow_reserved]
        yield _problem(change, name, message, "allowReserved", Severity.WARNING if is_less else Severity.INFO)


_RESERVED = ("must have reserved characters encoded now", "may hold reserved characters as they are")


def _headers(change: Pair[MediaType], name: str) -> Iterator[Problem]:
    before, after = part_headers(change.old, name), part_headers(change.new, name)
    for header, now in after.items():
        was = before.get(header)
        if change.is_sent and now.required and not (was and was.required):
            yield _problem(change, name, f"needs the header `{header}` now", f"headers {header}")
        if was is not None:
            yield from _values(Pair(was, now, change.diff, change.direction, change, header), name)
    for header, was in before.items():
        is_left = header in after and after[header].required
        if not change.is_sent and was.required and not is_left:
            message = f"has not always the header `{header}` any more"
            yield _problem(change, name, message, f"headers {header}")


def _values(header: Pair[Header], name: str) -> Iterator[Problem]:
    """What the values of a header may be, as of a header of an answer."""
    for problem in lost(header):
        problem.message = f"of the field `{name}`, {problem.message}"
        yield problem
    for problem in gained(header):
        problem.message = f"of the field `{name}`, {problem.message}"
        problem.severity = Severity.INFO
        yield problem


def _problem(
    change: Pair[MediaType], name: str, message: str, facet: str, severity: Severity | None = None
) -> Problem:
    place, was = (
        media.at("encoding", name) if name in media.mapping("encoding") else media.place
        for media in (change.new, change.old)
    )
    related = [Related(was, "what it was")]
    return Problem(
        place, f"the field `{name}` {message}", facet=facet, subject=name, severity=severity, related=related
    )


def _types(encoding: Encoding) -> str:
    return " or ".join(f"`{each}`" for each in sorted(encoding.content_types))
