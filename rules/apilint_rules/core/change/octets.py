"""Payloads that are bytes and no value of JSON: a file, an image, however their schema says so."""

from __future__ import annotations

import re

from ..api.model import MediaType
from ..api.view import View
from ..json_schema import CONSTRAINTS

_OPAQUE = re.compile(r"(?:image|audio|video|font)/.+|application/(?:octet-stream|pdf|zip|gzip)")


def is_any_file(part: View) -> bool:
    """Whether a payload is any bytes of its media type: `type: string, format: binary` in 3.0, nothing in 3.1.

    Source: OpenAPI 3.1, "Considerations for File Uploads"; 3.0, the same section.
    """
    if not isinstance(part, MediaType) or not _OPAQUE.fullmatch(part.essence) or part.has("itemSchema"):
        return False
    if part.schema_value is None or part.schema_value is True:
        return True
    schema = part.schema
    return (
        schema is not None
        and CONSTRAINTS.isdisjoint(schema.value)
        and not schema.has("contentEncoding")
        and schema.types <= {"string", "file"}
        and schema.format in ("", "binary")
    )
