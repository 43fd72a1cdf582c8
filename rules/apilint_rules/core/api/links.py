"""The operation that a link of the description leads to. Source: OpenAPI 3.1 section 4.8.20 (Link Object)."""

from __future__ import annotations

from urllib.parse import unquote

from ..references import UnresolvedError
from .model import Api, Link, Operation


def referenced(link: Link) -> Operation | None:
    """The operation that `operationRef` points at, here or in a file that this API is made of; None without one."""
    api, text = link.api, link.text("operationRef")
    if not text or api.library is None:
        return None
    try:
        value = api.library.resolve(link.document, text, link.pointer).value
    except UnresolvedError:
        return _behind_path(api, text)
    return next((operation for operation in api.operations if operation.value is value), None)


def _behind_path(api: Api, text: str) -> Operation | None:
    """The operation that a pointer means where its path is a `$ref` to another file."""
    tokens = [token.replace("~1", "/").replace("~0", "~") for token in unquote(text).split("/")]
    wanted = tokens[2:] if tokens[:2] == ["#", "paths"] else []
    found = (operation for operation in api.operations if [operation.path, operation.method] == wanted)
    return next(found, None)
