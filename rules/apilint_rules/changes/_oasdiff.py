"""The ids under which oasdiff knows a change of a schema, for those who come from there (as of its version 1.30)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..core import Added, Change, Gap, Header, MediaType, Operation, Pair, Parameter, Role, Schema
from ..core.change.payloads import deepest, schemas_of
from ..core.json_values import identity
from ._bodies import is_request

_SHORT = {"maximum": "max", "minimum": "min", "exclusiveMaximum": "exclusive-max", "exclusiveMinimum": "exclusive-min",
          "dependentSchemas": "dependent-schema", "patternProperties": "pattern-property"}  # fmt: skip
_BOUNDS = ("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "maxLength", "minLength", "maxItems",
           "minItems", "maxProperties", "minProperties", "maxContains", "minContains")  # fmt: skip
_LEAST = {"minLength": 0, "minProperties": 0, "minContains": 1}
"""What is meant where no bound is written, of those that oasdiff does not call `set`."""
_REQUEST = (
    *(f"{name}-{verb}" for name in ("max", "exclusive-max", "max-length", "max-items", "max-properties")
      for verb in ("decreased", "increased", "set")),
    *(f"{name}-{verb}" for name in ("min", "exclusive-min", "min-items") for verb in ("decreased", "increased", "set")),
    "min-length-increased", "min-length-decreased", "min-properties-increased",
)  # fmt: skip
_RESPONSE = (
    "max-increased", "exclusive-max-increased", "max-length-increased", "max-length-unset", "max-items-increased",
    "max-properties-increased", "min-decreased", "exclusive-min-decreased", "min-items-decreased", "min-items-unset",
    "min-length-decreased", "min-properties-decreased",
)  # fmt: skip
_CONTAINS = tuple(f"{name}-contains-{verb}" for name in ("max", "min") for verb in ("decreased", "increased"))
_KNOWN = {
    "request-body": {*_REQUEST, *_CONTAINS}, "request-property": {*_REQUEST, *_CONTAINS},
    "response-body": {*_RESPONSE, *_CONTAINS}, "response-property": {*_RESPONSE, *_CONTAINS},
    "request-parameter": {each for each in _REQUEST if "properties" not in each and each != "max-items-set"},
}  # fmt: skip
"""The changes of bounds that have an id."""
_PRESENT = ("prefixItems", "contains", "dependentSchemas", "patternProperties", "propertyNames", "unevaluatedItems",
            "unevaluatedProperties", "if", "then", "else")  # fmt: skip
_RARE = (*_PRESENT, "dependentRequired", "minContains", "maxContains")
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
    found = list(_of_facet(subject, gap, grows))
    if subject in _BODIES:
        found += [f"{subject}-{each}" for each in _branches(gap, grows)]
        found += _of_holders(pair, gap) if not found or gap.facet not in (*_BOUNDS, "required") else []
    return tuple(dict.fromkeys(found))


def _of_holders(pair: Pair[Any], gap: Gap) -> Iterator[str]:
    """What came to the schemas that a difference is in, or went from them, by way of the rarer keywords."""
    old, new = schemas_of(pair) or (None, None)
    places = [(gap.path, gap.old, gap.new)]
    places += [(path, deepest(old, path), deepest(new, path)) for path in (gap.path, gap.path[:-1])]
    for path, one, other in places:
        for keyword in _RARE:
            before, after = (each.value.get(keyword) if each is not None else None for each in (one, other))
            if before != after:
                yield from _of_keyword(subject_of(pair, path), keyword, before, after)


PROPERTIES = ("request-property", "response-property")
_BODIES = ("request-body", "request-property", "response-body", "response-property")


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
    has_one = subject in _BODIES or (subject == "request-parameter" and what.startswith("default"))
    return [f"{subject}-{what}"] if has_one else []


def new_parameter(change: Added[Parameter]) -> str:
    """The id of a new parameter: of one operation, or written at its path for all of them."""
    operation = change.operation
    is_shared = operation is not None and any(
        each is change.new for each in operation.new.path_item.parameters
    )
    kind = "required" if change.new.required else "optional"
    return f"new-{kind}-request-{'default-parameter-to-existing-path' if is_shared else 'parameter'}"


def _of_facet(subject: str, gap: Gap, grows: bool) -> Iterator[str]:
    facet = gap.facet
    old, new = (_value(schema, facet) for schema in (gap.old, gap.new))
    if facet == "required":
        yield from _required(subject, gap, grows)
    elif facet in ("type", "format"):
        yield from _type(subject, gap, grows)
    elif facet in ("enum", "const"):
        yield from _enum(subject, gap, grows)
    elif facet in _BOUNDS:
        verb = _moved(old, new, _LEAST.get(facet))
        name = f"{_kebab(facet)}-{verb}"
        if name in _KNOWN.get(subject, ()):
            yield f"{subject}-{name}"
    elif facet == "pattern" and subject in ("request-property", "request-parameter", "response-property"):
        yield f"{subject}-pattern-{_came(old, new)}"
    elif subject in _BODIES:
        yield from _of_keyword(subject, facet, old, new)


def _of_keyword(subject: str, facet: str, old: Any, new: Any) -> Iterator[str]:
    if facet == "dependentRequired" and old != new:
        yield f"{subject}-dependent-required-{_came(old, new)}"
    elif facet in ("minContains", "maxContains"):
        name = f"{_kebab(facet)}-{_moved(old, new, _LEAST.get(facet))}"
        if name in _CONTAINS:
            yield f"{subject}-{name}"
    elif facet in _PRESENT and (old is None) != (new is None):
        yield f"{subject}-{_kebab(facet)}-{_came(old, new)}"
    elif facet == "multipleOf":
        verb = {"added": "set", "removed": "unset", "changed": "changed"}[_came(old, new)]
        if subject.startswith("request") or verb != "set":
            yield f"{subject}-multiple-of-{verb}"
    elif facet == "uniqueItems" and (bool(new) < bool(old) or subject.startswith("request")):
        yield f"{subject}-unique-items-{'set' if new else 'unset'}"


def _required(subject: str, gap: Gap, grows: bool) -> Iterator[str]:
    name = gap.path[-1] if gap.path else ""
    was, now = (schema is not None and name in schema.flat.property_names for schema in (gap.old, gap.new))
    if subject == "request-property":
        schema = gap.new.flat.properties.get(name) if gap.new is not None else None
        suffix = "-with-default" if schema is not None and schema.has("default") else ""
        if grows:
            yield "request-property-became-optional" if now else "request-property-removed"
        else:
            yield (
                f"request-property-became-required{suffix}"
                if was
                else f"new-required-request-property{suffix}"
            )
    elif subject == "response-property" and grows:
        yield "response-property-became-optional" if now else "response-required-property-removed"
    elif subject == "response-property":
        yield "response-property-became-required" if was else "response-required-property-added"


def _type(subject: str, gap: Gap, grows: bool) -> Iterator[str]:
    old, new = (_types(schema) for schema in (gap.old, gap.new))
    if old and new and old ^ new == {"null"}:
        if subject != "request-parameter-property" or gap.facet == "type":
            yield f"{subject}-became-{'' if 'null' in new else 'not-'}nullable"
        return
    kind = "changed"
    if grows and (not new or old < new):
        kind = "generalized"
    elif (
        not grows
        and new > frozenset()
        and (not old or new < old)
        and subject.startswith(("response", "request-parameter-p"))
    ):
        kind = "specialized"
    yield f"{subject}-type-{kind}"
    if max(len(old), len(new)) > 1 and (old < new or new < old):
        yield f"{subject}-list-of-types-{'widened' if old < new else 'narrowed'}"


def _types(schema: Schema | None) -> frozenset[str]:
    return schema.flat.types if schema is not None else frozenset()


def _enum(subject: str, gap: Gap, grows: bool) -> Iterator[str]:
    old, new = (_value(schema, "const") for schema in (gap.old, gap.new))
    if (old, new) != (None, None) and subject in _BODIES:
        yield f"{subject}-const-{_came(old, new)}"
        return
    before, after = (_value(schema, "enum") for schema in (gap.old, gap.new))
    if before is None and after is not None and not grows:
        if subject in ("request-body", "request-property", "request-parameter"):
            yield f"{subject}-became-enum"
    elif grows and subject not in ("request-body", "response-body", "response-header"):
        yield f"{subject}-enum-value-added"
    elif subject == "response-body" and not grows:
        yield "response-mediatype-enum-value-removed"
    elif not grows and subject != "response-header":
        yield f"{subject}-enum-value-removed"


def _branches(gap: Gap, grows: bool) -> Iterator[str]:
    """Where alternatives, or the parts of a whole, are more or fewer."""
    for keyword in _BRANCHES:
        old, new = (
            {identity(each) for each in schema.sequence(keyword)} if schema is not None else set()
            for schema in (gap.old, gap.new)
        )
        if new - old and (old or keyword == "allOf") and grows is (keyword != "allOf"):
            yield f"{_kebab(keyword)}-added"
        if old - new and (new or keyword == "allOf") and grows is (keyword == "allOf"):
            yield f"{_kebab(keyword)}-removed"


def _value(schema: Schema | None, keyword: str) -> Any:
    return schema.flat.first(keyword) if schema is not None else None


def _moved(old: Any, new: Any, least: int | None) -> str:
    old, new = (least if each is None else each for each in (old, new))
    if old is None or new is None:
        return "set" if old is None else "unset"
    if type(old) not in (int, float) or type(new) not in (int, float):
        return "set" if new is True else "unset"
    return "increased" if new > old else "decreased"


def _came(old: Any, new: Any) -> str:
    if old is None or new is None:
        return "added" if old is None else "removed"
    return "changed"


def _kebab(keyword: str) -> str:
    return _SHORT.get(keyword) or re.sub(r"(?=[A-Z])", "-", keyword).lower()
