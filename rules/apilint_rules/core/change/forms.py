"""Forms: those of OpenAPI 2.0, whose fields are parameters, read as those of 3.x, which are bodies with a schema.

Source: OpenAPI 2.0, Parameter Object (`in: formData`); OpenAPI 3.1, Encoding Object.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..api.media import essence
from ..api.model import Header, MediaType, Operation, Parameter
from ..api.schema import Schema
from ..api.view import View

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_FILE = {"type": "string", "format": "binary"}
_STYLES = {  # of `collectionFormat`: style and explode
    "csv": ("form", False), "ssv": ("spaceDelimited", False), "pipes": ("pipeDelimited", False),
    "multi": ("form", True),
}  # fmt: skip


class Encoding(NamedTuple):
    """How a field of a form is written: the media types that its part may have, and where it is a list, its style.

    `is_typed` and `is_styled`: whether the one and the other is said, and not only meant.
    """

    content_types: frozenset[str]
    style: str
    explode: bool
    allow_reserved: bool = False
    is_typed: bool = False
    is_styled: bool = False

    @property
    def spelled(self) -> str:
        """The style in the words of OpenAPI 3."""
        return f"`style: {self.style}, explode: {str(self.explode).lower()}`"

    def takes(self, other: Encoding) -> bool:
        """Whether it takes all the media types of another one (RFC 9110 section 12.5.1)."""
        return all(
            not {each, each.partition("/")[0] + "/*", "*/*"}.isdisjoint(self.content_types)
            for each in other.content_types
        )


def is_form(media_type: str) -> bool:
    """Whether a media type is that of a form."""
    return essence(media_type) in FORMS


def is_old_form(media: MediaType) -> bool:
    """Whether it is a form of OpenAPI 2.0."""
    return media.api.version[0] == 2 and media.text("in") == "formData"


class Forms:
    """Schemas that are written in other ways, each made once: forms and files of OpenAPI 2.0, and `false`."""

    def __init__(self) -> None:
        self._known: dict[object, Schema] = {}

    def nothing(self, part: View, keyword: str = "schema") -> Schema:
        """The schema of a part that is `false`: no value is one of its."""
        key = (id(part), keyword)
        if key not in self._known:
            anything: dict[str, Any] = {}
            _added(part, anything, (keyword,))
            self._known[key] = _added(part, {"not": anything}, (keyword,))
        return self._known[key]

    def file(self, part: View) -> Schema:
        """The schema of a part that is a file: a text of any bytes, as 3.0 says it."""
        key = (id(part), "file")
        if key not in self._known:
            self._known[key] = _added(part, dict(_FILE), ("schema",))
        return self._known[key]

    def schema(self, operation: Operation) -> Schema:
        """The object that the fields of an operation make; a file is a text of any bytes."""
        if id(operation) not in self._known:
            self._known[id(operation)] = _schema(operation)
        return self._known[id(operation)]


def _schema(operation: Operation) -> Schema:
    fields = operation.parameters_in("formData")
    properties = {field.name: _value(operation, field) for field in fields}
    required = [field.name for field in fields if field.required]
    value: dict[str, Any] = {"type": "object", "properties": properties, "required": required}
    return _added(operation, value, ("parameters",))


def _value(operation: Operation, field: Parameter) -> dict[str, Any]:
    if field.text("type") != "file" and type(field.schema_value) is dict:
        return field.schema_value
    value = dict(_FILE) if field.text("type") == "file" else {}
    _added(field, value, ())
    return value


def _added(view: View, value: dict[str, Any], tokens: tuple[str | int, ...]) -> Schema:
    """A schema that is written nowhere, known to its description by its value."""
    schema = Schema(view.api, view.document, value, view, tokens)
    return view.api.know(schema)


def encoding_of(media: MediaType, operation: Operation, name: str, schema: Schema | None) -> Encoding:
    """How a field of a form is written, with what is meant where nothing is said."""
    if is_old_form(media):
        field = next((each for each in operation.parameters_in("formData") if each.name == name), None)
        written = field.text("collectionFormat") if field is not None else ""
        return Encoding(_default_types(schema), *_STYLES.get(written or "csv", ("form", False)))
    said = _said(media, name)
    types, style, explode = said.get("contentType"), said.get("style"), said.get("explode")
    content_types = (
        frozenset(map(essence, types.split(","))) if type(types) is str else _default_types(schema)
    )
    name_of_style = style if type(style) is str else "form"
    return Encoding(
        content_types,
        name_of_style,
        explode if type(explode) is bool else name_of_style == "form",
        said.get("allowReserved") is True,
        type(types) is str,
        type(style) is str or type(explode) is bool,
    )


def part_headers(media: MediaType, name: str) -> dict[str, Header]:
    """The headers of the part of a field, by their names in lower case; without those that lead nowhere."""
    headers, api = _said(media, name).get("headers"), media.api
    if type(headers) is not dict or not headers:
        return {}
    views = {id(header.value): header for header in api.all(Header)}
    views |= {id(each.value): views[id(each.target.value)] for each in api.references
              if each.target is not None and id(each.target.value) in views}  # fmt: skip
    found = {str(header).lower(): views[id(value)] for header, value in headers.items() if id(value) in views}
    return {header: view for header, view in found.items() if header != "content-type"}


def _said(media: MediaType, name: str) -> dict[str, Any]:
    said = media.mapping("encoding").get(name) if not is_old_form(media) else None
    return said if type(said) is dict else {}


def _default_types(schema: Schema | None) -> frozenset[str]:
    """Source: OpenAPI 3.1, Encoding Object, `contentType`."""
    inner = schema.flat.items if schema is not None and schema.flat.is_array else schema
    if inner is None:
        return frozenset(("application/octet-stream",))
    if inner.flat.is_object or inner.flat.is_array:
        return frozenset(("application/json",))
    is_binary = inner.flat.first("format") == "binary" or not inner.flat.types
    return frozenset(("application/octet-stream" if is_binary else "text/plain",))
