"""Why a request does not fit the description, in words: what a service ought to refuse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..core import Direction, Operation, Parameter, Request, Schema, View
from ..core.api.media import is_json
from ..core.examples import Case, Fault
from ..core.judge import parse
from ._answers import can_be_wrong


class Mistake(NamedTuple):
    """What is wrong with a request, where the description says otherwise, and whether many services overlook it.

    `kind` is the same of all mistakes of one cause: that a service does not look at a parameter, or at bodies.
    """

    where: View
    message: str
    kind: str
    is_slight: bool = False


def mistake_in(request: Request, operation: Operation) -> Mistake | None:
    """The first certain mistake in a request; None where there is none that can be told for certain."""
    return next(_mistakes(request, operation), None)


def _mistakes(request: Request, operation: Operation) -> Iterator[Mistake]:
    for parameter in operation.parameters:
        values = _values(request, parameter)
        if parameter.required and not values and _is_told(parameter):
            what = f"without the required {parameter.location} parameter `{parameter.name}`"
            yield Mistake(parameter, what, what)
        elif len(values) == 1 and values[0] and parameter.location == "query":
            yield from _in_parameter(parameter, values[0], operation)
    yield from _in_body(request, operation)


def _is_told(parameter: Parameter) -> bool:
    return parameter.location == "query" or (parameter.location == "header" and can_be_wrong(parameter))


def _in_parameter(parameter: Parameter, text: str, operation: Operation) -> Iterator[Mistake]:
    schema = parameter.schema
    if schema is None:
        return
    parsed = parse(text) if schema.flat.types - {"string", "null"} else None
    value = parsed if type(parsed) in (int, float, bool) else text
    for fault in _faults(schema, value, operation, parameter.name, serialised=True):
        if not fault.is_slight:
            first = fault.violations[0]
            what = f"with `{parameter.name}={text[:40]}` ({first.message})"
            yield Mistake(parameter, what, f"wrong {parameter.name}")


def _in_body(request: Request, operation: Operation) -> Iterator[Mistake]:
    body = operation.request_body
    if body is None or body.json is None or not request.body:
        return  # that a body is missing is for the rule `write-body-required-explicit`
    if is_json(request.header("content-type") or "application/json") and body.json.schema is not None:
        if request.json is None and request.body.strip() != b"null":
            yield Mistake(body, "with a body that is no JSON", "no JSON")
        for fault in _faults(body.json.schema, request.json, operation, "body"):
            if not fault.is_slight:
                first = fault.violations[0]
                is_slight = first.kind in _OVERLOOKED
                what = f"with a body in which {first.message}"
                yield Mistake(body, what, "slightly wrong body" if is_slight else "wrong body", is_slight)


def _faults(
    schema: Schema, value: object, operation: Operation, name: str, serialised: bool = False
) -> Iterator[Fault]:
    case = Case(schema, value, Direction.REQUEST, name, lambda: operation.place, serialised)
    return operation.api.validators.faults([case])


def _values(request: Request, parameter: Parameter) -> list[str]:
    fields = request.query if parameter.location == "query" else request.headers
    name = parameter.name.lower()
    return [value for key, value in fields if key.lower() == name]


_OVERLOOKED = ("additionalProperties", "unevaluatedProperties", "format")
"""What lenient services let pass on purpose."""
