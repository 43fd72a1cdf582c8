"""The ids under which oasdiff knows a change of a schema, for those who come from there (as of its version 1.30)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core import Added, Change, Gap, Header, MediaType, Operation, Pair, Parameter, Role
from ..core.change.payloads import deepest, schemas_of
from ..core.json_values import identity
from ._bodies import is_request
from ._oasdiff_keywords import BODIES, BOUNDS, RARE, kebab, of_facet, of_keyword

_BRANCHES = ("allOf", "anyOf", "oneOf")


def of_gap(pair: Pair[Any], gap: Gap, grows: bool) -> tuple[str, ...]:
    """The ids of one difference of a payload; none where oasdiff has none, or where it cannot be told.

    grows: there are more values than before.
    """
    subject = subject_of(pair, gap.path)
    if not subject:
        return ()
    if isinstance(pair.new, MediaType) and (pair.old.schema is None) != (pair.new.schema is None):
        return (
            f"{subject_of(pair, ())}-media-type-schema-{'added' if pair.old.schema is None else 'removed'}",
        )
    found = list(of_facet(subject, gap, grows))
    if subject in BODIES:
        found += [f"{subject}-{each}" for each in _branches(gap, grows)]
        found += _of_holders(pair, gap) if not found or gap.facet not in (*BOUNDS, "required") else []
    return tuple(dict.fromkeys(found))


def _of_holders(pair: Pair[Any], gap: Gap) -> Iterator[str]:
    """What came to the schemas that a difference is in, or went from them, by way of the rarer keywords."""
    old, new = schemas_of(pair) or (None, None)
    places = [(gap.path, gap.old, gap.new)]
    places += [(path, deepest(old, path), deepest(new, path)) for path in (gap.path, gap.path[:-1])]
    for path, one, other in places:
        for keyword in RARE:
            before, after = (each.value.get(keyword) if each is not None else None for each in (one, other))
            if before != after:
                yield from of_keyword(subject_of(pair, path), keyword, before, after)


PROPERTIES = ("request-property", "response-property")


def subject_of(change: Change[Any], path: tuple[str, ...]) -> str:
    """What oasdiff calls the thing that changed: `request-property`; empty in webhooks and callbacks."""
    operation = change.nearest(Operation)
    if operation is None or operation.part.role is not Role.PATH:
        return ""
    if change.nearest(Parameter) is not None:
        return "request-parameter-property" if path else "request-parameter"
    if change.nearest(Header) is not None:
        return "" if path else "response-header"
    side = "request" if is_request(change) else "response"
    return f"{side}-property" if path else f"{side}-body"


def ids_of(change: Change[Any], what: str) -> list[str]:
    """The id of what became of a schema in a body or of a parameter; none where there is none."""
    subject = subject_of(change, change.path)
    has_one = subject in BODIES or (subject == "request-parameter" and what.startswith("default"))
    return [f"{subject}-{what}"] if has_one else []


def new_parameter(change: Added[Parameter]) -> str:
    """The id of a new parameter: of one operation, or written at its path for all of them."""
    operation = change.operation
    is_shared = operation is not None and any(
        each is change.new for each in operation.new.path_item.parameters
    )
    kind = "required" if change.new.required else "optional"
    return f"new-{kind}-request-{'default-parameter-to-existing-path' if is_shared else 'parameter'}"


def _branches(gap: Gap, grows: bool) -> Iterator[str]:
    """Where alternatives, or the parts of a whole, are more or fewer."""
    for keyword in _BRANCHES:
        old, new = (
            {identity(each) for each in schema.sequence(keyword)} if schema is not None else set()
            for schema in (gap.old, gap.new)
        )
        if new - old and (old or keyword == "allOf") and grows is (keyword != "allOf"):
            yield f"{kebab(keyword)}-added"
        if old - new and (new or keyword == "allOf") and grows is (keyword == "allOf"):
            yield f"{kebab(keyword)}-removed"
