"""Which version of OpenAPI a document claims to be."""

from __future__ import annotations

import re
from typing import Any

from .document import Document
from .pointer import Pointer
from .text.reading import MARKUP, TextError

SUPPORTED = ((2, 0), (3, 0), (3, 1), (3, 2))
_NUMBER = re.compile(r"(\d+)\.(\d+)(?:[.-].*)?")
_LIST = "2.0, 3.0, 3.1, 3.2 are"


def is_description(data: Any) -> bool:
    """Whether plain values look like the root of an OpenAPI description."""
    return type(data) is dict and ("openapi" in data or "swagger" in data)


def version_of(document: Document) -> tuple[int, int]:
    """The version, (3, 1) for `3.1.0`. Raises `TextError` when it is missing or not supported.

    A number (`openapi: 3.0`) is read as its text; that it must be a string is for `document-valid` to say.
    """
    data = document.data
    if type(data) is not dict:
        if type(data) is str and data.startswith("<"):
            raise TextError(MARKUP)
        raise TextError("the root must be an object")
    if not is_description(data):
        raise TextError("not an OpenAPI document (no `openapi` or `swagger` key)")
    key = "openapi" if "openapi" in data else "swagger"
    found = _NUMBER.fullmatch(str(data[key]))
    version = (int(found[1][:3]), int(found[2][:3])) if found else None
    if version not in SUPPORTED or (key == "swagger") != (version == (2, 0)):
        name = "OpenAPI" if key == "openapi" else "Swagger"
        span = document.locate([(Pointer((key,)), False)])[0]
        raise TextError(f"{name} {str(data[key])[:40]} is not supported ({_LIST})", span.line, span.column)
    return version
