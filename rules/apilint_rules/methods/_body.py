"""Where an operation writes down that it takes a body, whatever version of OpenAPI spells it."""

from __future__ import annotations

from typing import NamedTuple

from ..core import Operation, Place, Schema


class Written(NamedTuple):
    """The place that says so, and how it does: `requestBody`, or a `body` or `formData` parameter."""

    place: Place
    text: str


def written_body(operation: Operation) -> Written | None:
    """What makes an operation take a body, be it a `$ref` that leads nowhere; None when nothing does."""
    body = operation.request_body
    if operation.api.version[0] != 2:
        declared = body is not None or bool(operation.mapping("requestBody"))
        return Written(operation.at("requestBody"), "`requestBody`") if declared else None
    if body is None:
        return None
    return Written(_parameter_place(operation), f"{body.text('in')} parameter `{body.text('name')}`")


def is_empty(operation: Operation) -> bool:
    """Whether a body is declared that nothing can be in: no media type, or objects without properties."""
    body = operation.request_body
    if body is None or body.value.get("in") in ("body", "formData"):
        return False
    schemas = [media.schema for media in body.content.values()]
    return all(schema is not None and _is_empty_object(schema) for schema in schemas)


def _is_empty_object(schema: Schema) -> bool:
    flat = schema.flat
    open_keywords = ("additionalProperties", "patternProperties", "oneOf", "anyOf")
    return (
        "properties" in schema.value
        and not flat.property_names
        and not any(flat.first(keyword) for keyword in open_keywords)
    )


def _parameter_place(operation: Operation) -> Place:
    """The 2.0 parameter in the operation's list; if it came by `$ref` or from the path, the nearest key."""
    body = operation.request_body
    assert body is not None
    own = operation.sequence("parameters")
    for number, parameter in enumerate(own):
        if parameter is body.value:
            return operation.at("parameters", number)
    return (
        operation.at("parameters")
        if any("$ref" in entry for entry in own if type(entry) is dict)
        else body.place
    )
