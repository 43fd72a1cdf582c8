"""The structure of one description: the root document, and every fragment that references lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..api.model import Api
from ..document import Document, Place
from ..pointer import Pointer
from ..version import SUPPORTED
from .official import definition_of, known_fields, validator
from .retell import Violation, violations

# Keywords of any JSON Schema dialect: where a version lacks one, `schema-dialect` says so.
_KEYWORDS = """
    $schema $id $anchor $dynamicAnchor $dynamicRef $recursiveAnchor $recursiveRef $vocabulary $comment $defs definitions
    if then else const contains minContains maxContains propertyNames patternProperties prefixItems additionalItems
    unevaluatedItems unevaluatedProperties dependentSchemas dependentRequired dependencies examples contentEncoding
    contentMediaType contentSchema deprecated writeOnly nullable oneOf anyOf not id
"""
JSON_SCHEMA_KEYWORDS = frozenset(_KEYWORDS.split())
_SCHEMAS = frozenset(("Schema", "schema"))


class Misfit(NamedTuple):
    """A violation with the document it is in."""

    place: Place
    violation: Violation
    help: str | None


def misfits(api: Api) -> Iterator[Misfit]:
    """Everything that breaks the specification's schema; notes the places in `api.invalid`."""
    yield from _in_fragment(api, api.document, Pointer(), None)
    for kind, target in api.fragments:
        definition = definition_of(api.version, kind)
        if definition is not None:
            yield from _in_fragment(api, target.document, target.pointer, definition)


def _in_fragment(api: Api, document: Document, base: Pointer, definition: str | None) -> Iterator[Misfit]:
    fields = _fields_of(api.version)
    for found in violations(validator(api.version, definition), document.value(base), fields):
        if _is_told_elsewhere(api, document, base, found):
            continue
        place = Place(document, base.child(*found.pointer), found.on_key)
        if not found.on_key:  # a value of a wrong type; beside a missing or unknown key the rest can be read
            api.invalid.add((id(document), str(place.pointer)))
        yield Misfit(place, found, found.help or _newer(api, found, fields))


def _fields_of(version: tuple[int, int]):  # type: ignore[no-untyped-def]
    return lambda definition: known_fields(version, definition)


def _is_told_elsewhere(api: Api, document: Document, base: Pointer, found: Violation) -> bool:
    """`ref-resolves`, `schema-dialect` and the rules on parameters and tags tell their mistakes in better words."""
    last = found.pointer[-1] if found.pointer else ""
    if last == "$ref":
        return _is_followed(api, document, base, found)
    if found.kind == "uniqueItems" and found.pointer[-2:-1] in (("parameters",), ("tags",)):
        return isinstance(document.value(base.child(*found.pointer)), dict)
    if found.definition in _SCHEMAS:
        if found.kind in ("additionalProperties", "unevaluatedProperties"):
            return last in JSON_SCHEMA_KEYWORDS
        return last in ("exclusiveMinimum", "exclusiveMaximum") or (
            last == "type" and _is_list(document, base, found)
        )
    # A path parameter without `required: true`.
    return (
        "`required`" in found.message
        and found.kind in ("required", "enum", "const")
        and _is_path_parameter(document, base, found)
    )


def _is_followed(api: Api, document: Document, base: Pointer, found: Violation) -> bool:
    """Whether the `$ref` stands where references may stand, and `ref-resolves` looked at it."""
    holder = document.value(base.child(*found.pointer.parent))
    return any(reference.value is holder for reference in api.references)


def _is_list(document: Document, base: Pointer, found: Violation) -> bool:
    return isinstance(document.value(base.child(*found.pointer)), list)


def _is_path_parameter(document: Document, base: Pointer, found: Violation) -> bool:
    pointer = found.pointer if found.on_key else found.pointer.parent
    value = document.value(base.child(*pointer))
    return isinstance(value, dict) and value.get("in") == "path"


def _newer(api: Api, found: Violation, fields) -> str | None:  # type: ignore[no-untyped-def]
    """Which later version has a field that this one lacks."""
    if found.kind not in ("additionalProperties", "unevaluatedProperties"):
        return None
    name = str(found.pointer[-1])
    definition = found.definition
    for version in SUPPORTED:
        if version > api.version:
            spelt = definition_of(version, definition) if definition else ""
            if spelt is not None and name in known_fields(version, spelt):
                own = ".".join(map(str, api.version))
                return f"`{name}` needs OpenAPI {version[0]}.{version[1]}; this document is {own}"
    return None if name.startswith("x-") else "remove it, or begin its name with `x-` if it is an extension"
