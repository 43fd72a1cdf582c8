"""Request bodies, and the media types of bodies."""

from __future__ import annotations

from typing import Any

from ..core import Change, RequestBody


def is_required(body: RequestBody) -> bool:
    """Whether every request needs the body; a 2.0 form when any of its fields is required."""
    if body.text("in") != "formData":
        return body.required
    return any(
        parameter.required
        for operation in body.operations
        for parameter in operation.parameters_in("formData")
    )


def is_request(change: Change[Any]) -> bool:
    """Whether it belongs to a request body rather than to an answer, whoever sends it."""
    return change.nearest(RequestBody) is not None
