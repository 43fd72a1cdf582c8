"""Ids that look like those of a service, and that nothing has: what is asked for to see what an unknown one gives."""

from __future__ import annotations

import re

from ..api.model import Operation
from .exchange import Request
from .routing import fill, names_of
from .situation import Situation

_UUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
STRANGE_UUID = "7e57ab1e-0000-4000-8000-00000000dead"
STRANGE_NUMBER = 999_999_937


def stranger_to(value: str) -> str:
    """An id of the same kind as `value` that is most unlikely to exist: a number, a UUID, letters and digits."""
    if re.fullmatch(_UUID, value):
        return STRANGE_UUID
    if value.isascii() and value.isdigit():
        return str(STRANGE_NUMBER) if len(value) < 10 else "9" * (len(value) - 1) + "7"
    if re.fullmatch(r"[0-9a-f]{8,}", value):
        return ("deadbeef" * (len(value) // 8 + 1))[: len(value)]
    turned = re.sub(r"[a-z]", "q", re.sub(r"[A-Z]", "Q", re.sub(r"\d", "9", value)))
    return turned if turned != value else turned.replace("q", "z").replace("Q", "Z").replace("9", "8")


def ask_for_stranger(operation: Operation, situation: Situation) -> Request | None:
    """The accepted request of an operation with a made-up last path parameter.

    None where none was accepted, or where the schema of the parameter refuses what was made up.
    """
    known = situation.accepted(operation)
    route = situation.router.find(known.request.method, known.request.path) if known else None
    names = names_of(operation.path)
    if known is None or route is None or not names:
        return None
    last = names[-1]
    made_up = stranger_to(route.values[last])
    path = fill(operation.path, {**route.values, last: made_up})
    return known.request.but(path=path) if path and _is_allowed(operation, last, made_up) else None


def _is_allowed(operation: Operation, name: str, value: str) -> bool:
    parameter = next((one for one in operation.parameters_in("path") if one.name == name), None)
    schema = parameter.any_schema if parameter is not None else None
    if schema is None:
        return True
    readings = [value, int(value)] if value.isdigit() else [value]
    return any(operation.api.validators.accepts(schema, reading) for reading in readings)
