"""Payloads that are bytes and no value of JSON: a file, an image, however their schema says so."""

from __future__ import annotations

import re

from ..api.model import MediaType, Operation
from ..api.schema import Schema
from ..api.view import View
from ..json_schema import CONSTRAINTS
from .forms import encoding_of

_OPAQUE = re.compile(r"(?:image|audio|video|font)/.+|application/(?:octet-stream|pdf|zip|gzip)")


def is_any_file(part: View) -> bool:
    """Whether a payload is any bytes of its media type: `type: string, format: binary` in 3.0, nothing in 3.1.

    Source: OpenAPI 3.1, "Considerations for File Uploads"; 3.0, the same section.
    """
    if not isinstance(part, MediaType) or not _OPAQUE.fullmatch(part.essence) or part.has("itemSchema"):
        return False
    if part.schema_value is None or part.schema_value is True:
        return True
    return part.schema is not None and _is_unlimited(part.schema)


def is_file_field(media: MediaType, operation: Operation, name: str, schema: Schema | None) -> bool:
    """Whether a field of a `multipart/form-data` body is any bytes, by its schema and its `contentType`.

    Source: OpenAPI 3.1.1, "Migrating binary descriptions from OAS 3.0", and Encoding Object, `contentType`.
    """
    if media.essence != "multipart/form-data":
        return False
    encoding = encoding_of(media, operation, name, schema)
    if encoding.is_typed and not all(map(_OPAQUE.fullmatch, encoding.content_types)):
        return False
    return schema is None or (
        _is_unlimited(schema)
        and (not schema.types or schema.format == "binary" or "file" in schema.types
             or _OPAQUE.fullmatch(schema.text("contentMediaType")) is not None)
    )  # fmt: skip


def _is_unlimited(schema: Schema) -> bool:
    return (
        CONSTRAINTS.isdisjoint(schema.value)
        and not schema.has("contentEncoding")
        and schema.types <= {"string", "file"}
        and schema.format in ("", "binary")
    )
