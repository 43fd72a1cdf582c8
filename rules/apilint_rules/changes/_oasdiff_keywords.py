"""What oasdiff calls the change of one keyword of a schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..core import Gap, Schema

BODIES = ("request-body", "request-property", "response-body", "response-property")
"""The subjects in bodies."""
_SHORT = {"maximum": "max", "minimum": "min", "exclusiveMaximum": "exclusive-max", "exclusiveMinimum": "exclusive-min",
          "dependentSchemas": "dependent-schema", "patternProperties": "pattern-property"}  # fmt: skip
BOUNDS = ("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "maxLength", "minLength", "maxItems",
           "minItems", "maxProperties", "minProperties", "maxContains", "minContains")  # fmt: skip
"""The keywords whose value moves up or down."""
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
RARE = (*_PRESENT, "dependentRequired", "minContains", "maxContains")
"""The keywords that are looked at in the schemas around a difference, too."""


def of_facet(subject: str, gap: Gap, grows: bool) -> Iterator[str]:
    """The ids of a difference by the keyword that makes it. grows: there are more values than before."""
    facet = gap.facet
    old, new = (_value(schema, facet) for schema in (gap.old, gap.new))
    if facet == "required":
        yield from _required(subject, gap, grows)
    elif facet in ("type", "format"):
        yield from _type(subject, gap, grows)
    elif facet in ("enum", "const"):
        yield from _enum(subject, gap, grows)
    elif facet in BOUNDS:
        verb = _moved(old, new, _LEAST.get(facet))
        name = f"{kebab(facet)}-{verb}"
        if name in _KNOWN.get(subject, ()):
            yield f"{subject}-{name}"
    elif facet == "pattern" and subject in ("request-property", "request-parameter", "response-property"):
        yield f"{subject}-pattern-{_came(old, new)}"
    elif subject in BODIES:
        yield from of_keyword(subject, facet, old, new)


def of_keyword(subject: str, facet: str, old: Any, new: Any) -> Iterator[str]:
    """The ids of another value of one of the rarer keywords."""
    if facet == "dependentRequired" and old != new:
        yield f"{subject}-dependent-required-{_came(old, new)}"
    elif facet in ("minContains", "maxContains"):
        name = f"{kebab(facet)}-{_moved(old, new, _LEAST.get(facet))}"
        if name in _CONTAINS:
            yield f"{subject}-{name}"
    elif facet in _PRESENT and (old is None) != (new is None):
        yield f"{subject}-{kebab(facet)}-{_came(old, new)}"
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
    if (old, new) != (None, None) and subject in BODIES:
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


def kebab(keyword: str) -> str:
    """`maxLength` -> `max-length`."""
    return _SHORT.get(keyword) or re.sub(r"(?=[A-Z])", "-", keyword).lower()
