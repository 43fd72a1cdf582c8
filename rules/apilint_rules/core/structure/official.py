"""The specification's own JSON Schemas, read from openapi-spec-validator's data and sharpened.

Sharpened: `oneOf: [X, Reference]` becomes a choice by the presence of `$ref`, so that an error inside X is told at its
own place instead of as "not valid under any of the schemas". The meaning stays the same; draft 4 becomes 2020-12.
The Python code of that package is never imported (over a second); its schemas are data.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Version = tuple[int, int]

_FILES = {
    (2, 0): ("openapi_spec_validator", "resources/schemas/v2.0/schema.json"),
    (3, 0): ("openapi_spec_validator", "resources/schemas/v3.0/schema.json"),
    (3, 1): ("openapi_spec_validator", "resources/schemas/v3.1/schema.json"),
    (3, 2): ("openapi_spec_validator", "resources/schemas/v3.2/schema.json"),
}
_DIALECTS = {
    (3, 1): ("schemas/oas3.1/metaschema.json", "schemas/oas3.1/vocabularies/base"),
    (3, 2): ("schemas/oas3.2/dialect/2025-09-17.json", "schemas/oas3.2/meta/2025-09-17.json"),
}
_DRAFT4 = "http://json-schema.org/draft-04/schema"
_COMPONENT_NAME = {"pattern": "^[a-zA-Z0-9._-]+$"}
_REFERENCES = ("#/definitions/Reference", "#/definitions/jsonReference")


@cache
def official(version: Version) -> dict[str, Any]:
    """The sharpened schema of a version's documents."""
    schema: dict[str, Any] = _sharpened(_read(*_FILES[version]))
    schema.pop("$schema", None)
    schema.pop("id", None)
    definitions = schema["$defs" if version >= (3, 1) else "definitions"]
    if version >= (3, 1):
        dialect = _read("openapi_schema_validator", _DIALECTS[version][0])
        definitions["schema"] = {"$dynamicAnchor": "meta", "$ref": dialect["$id"]}
        definitions["operation"] = _or_reference(definitions["operation"])
        _mended(definitions)
    elif version == (3, 0):
        definitions["Operation"] = _or_reference(definitions["Operation"])
        for section in definitions["Components"]["properties"].values():
            section["propertyNames"] = _COMPONENT_NAME
    else:
        definitions["operation"] = _or_reference(definitions["operation"])
    return schema


def _mended(definitions: dict[str, Any]) -> None:
    """The places where the schemas of 3.1 and 3.2 forbid what their specification allows."""
    # A link's `server` is called `body` there, and its parameters may be any constants.
    link = definitions["link"]["properties"]
    link.setdefault("server", link.pop("body", None))
    link["parameters"] = {"type": "object"}
    # The `$ref` of a path item may have siblings.
    definitions["path-item"]["properties"]["$ref"] = {"type": "string"}
    if "path-item-or-reference" in definitions:
        definitions["path-item-or-reference"] = {"$ref": "#/$defs/path-item"}
    # The extensions of callbacks are behind a `$ref`, where `additionalProperties` does not see them.
    definitions["callbacks"]["patternProperties"] = {"^x-": True}


@cache
def validator(version: Version, definition: str | None = None) -> Any:
    """A jsonschema-rs validator of whole documents or of one definition (`Parameter`, `parameter`, ...)."""
    import jsonschema_rs

    schema = official(version)
    if definition is not None:
        holder = "$defs" if version >= (3, 1) else "definitions"
        kept = {key: schema[key] for key in ("$id", holder) if key in schema}
        schema = {**kept, "$ref": f"#/{holder}/{definition}"}
    return jsonschema_rs.Draft202012Validator(schema, registry=_registry(version), validate_formats=False)


def known_fields(version: Version, definition: str) -> set[str]:
    """The fixed fields of a definition, wherever in it they are named; empty when there is no such definition."""
    schema = official(version)
    holder = schema.get("$defs", schema.get("definitions", {}))
    names: set[str] = set()
    _collect_fields(holder.get(definition, schema if not definition else {}), holder, names, 0)
    return names


def definition_of(version: Version, kind: str) -> str | None:
    """How a version's schema calls a kind of object: `RequestBody` is `request-body` since 3.1."""
    holder = official(version).get("$defs", official(version).get("definitions", {}))
    spellings = (kind, kind[0].lower() + kind[1:], _kebab(kind), _kebab(kind) + "s")
    return next((name for name in spellings if name in holder), None)


@cache
def _registry(version: Version) -> Any:
    import jsonschema_rs

    if version in _DIALECTS:
        resources = [_read("openapi_schema_validator", name) for name in _DIALECTS[version]]
    elif version == (
        2,
        0,
    ):  # borrows keyword definitions from draft 4, here without its draft so that they fit
        draft4 = _sharpened(_read("jsonschema_specifications", "schemas/draft4/metaschema.json"))
        resources = [{**{key: draft4[key] for key in ("definitions", "properties")}, "$id": _DRAFT4}]
    else:
        return None
    return jsonschema_rs.Registry([(resource["$id"], resource) for resource in resources])


@cache
def _read(package: str, name: str) -> dict[str, Any]:
    spec = find_spec(package)  # finds it without importing it
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(f"`{package}` is not installed")
    text = (Path(spec.submodule_search_locations[0]) / name).read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def _sharpened(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_sharpened(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    sharp = {key: _sharpened(value) for key, value in schema.items()}
    for bound, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if sharp.get(bound) is True:
            sharp[bound] = sharp.pop(limit)
    branches = sharp.get("oneOf")
    if isinstance(branches, list):
        references = [branch for branch in branches if branch.get("$ref") in _REFERENCES]
        others = [branch for branch in branches if branch.get("$ref") not in _REFERENCES]
        if len(references) == 1:
            del sharp["oneOf"]
            otherwise = others[0] if len(others) == 1 else {"anyOf": others}
            sharp.update(
                {"if": {"type": "object", "required": ["$ref"]}, "then": references[0], "else": otherwise}
            )
    return sharp


def _or_reference(operation: dict[str, Any]) -> dict[str, Any]:
    """Most tools follow a `$ref` in place of an operation; `document-valid` says so once instead of at each."""
    return {"if": {"type": "object", "required": ["$ref"]}, "then": True, "else": operation}


def _collect_fields(schema: Any, holder: dict[str, Any], names: set[str], depth: int) -> None:
    if not isinstance(schema, dict) or depth > 8:
        return
    names.update(schema.get("properties", ()))
    reference = schema.get("$ref", "")
    if reference.startswith(("#/$defs/", "#/definitions/")) and reference.count("/") == 2:
        _collect_fields(holder.get(reference.rpartition("/")[2]), holder, names, depth + 1)
    for keyword in ("if", "then", "else"):
        _collect_fields(schema.get(keyword), holder, names, depth + 1)
    for keyword in ("allOf", "anyOf", "oneOf"):
        for branch in schema.get(keyword, ()):
            _collect_fields(branch, holder, names, depth + 1)
    for keyword in ("dependentSchemas", "$defs"):
        for branch in schema.get(keyword, {}).values():
            _collect_fields(branch, holder, names, depth + 1)
    for pattern in schema.get("patternProperties", ()):
        if pattern.startswith("^(") and "|" in pattern:
            names.update(pattern[2:].rstrip("$)").removeprefix("?:").split("|"))


def _kebab(kind: str) -> str:
    return "".join(
        ("-" if letter.isupper() and at else "") + letter.lower() for at, letter in enumerate(kind)
    )
