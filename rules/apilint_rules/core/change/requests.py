"""The request behind a finding: one that the old description accepts, whole, with the value that breaks in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

from ..api.model import Parameter
from ..api.schema import Schema
from ..finding import Finding
from ..severity import Severity
from ..wire.exchange import Fields, Request
from ..wire.routing import fill
from ..wire.spelling import header_text, path_text, query_fields
from ..wire.values import Values
from ..wire.written import values_written
from .addresses import base_url, first_alternative, with_credentials
from .bodies import Bodies
from .cases import NOTHING, Wanted, cases
from .diff import Diff
from .faithful import is_faithful
from .parts import NO_PARAMETERS

MOST_TRIES = 8
"""Ways to make a request that are tried for one finding."""
_NAMES = ("a", "b", "c", "d")


class Working(NamedTuple):
    """A request that was accepted. `shown` is the same with the names of variables where credentials belong."""

    request: Request
    shown: Request
    base_url: str


class Requests:
    """Makes the requests behind the findings about two descriptions."""

    def __init__(self, diff: Diff) -> None:
        self._bodies = Bodies(Values(diff.old), diff.forms)

    def of(self, finding: Finding) -> Working | None:
        """A request that the old description accepts and that is a case of the finding.

        None for what clients do not send, for what breaks nothing, and where a part of it cannot be made valid.
        """
        if finding.severity is Severity.INFO:
            return None
        wanted = chain.from_iterable(cases(finding, change) for change in finding.about)
        for each in islice(wanted, MOST_TRIES):
            request, operation = self._made(each), each.operation
            if request is not None:
                names = first_alternative(operation) if each.credentials is None else each.credentials
                shown = with_credentials(request, operation, names)
                return Working(request, shown, base_url(operation, each.server))
        return None

    def _made(self, wanted: Wanted) -> Request | None:
        operation = wanted.operation
        parts: dict[str, list[tuple[str, str]]] = {"path": [], "query": [], "header": [], "cookie": []}
        given = {id(parameter): value for parameter, value in wanted.given}
        for parameter in operation.parameters:
            if id(parameter) in given or _is_needed(parameter):
                apart = wanted.apart if id(parameter) in given else None
                value = self._value(parameter, given.get(id(parameter), NOTHING), apart)
                if value is NOTHING or parameter.location not in parts:
                    return None
                parts[parameter.location] += _fields(parameter, value)
        path = fill(operation.path, dict(parts["path"]))
        body = self._bodies.of(wanted)
        if path is None or body is None or not all(text for _, text in parts["path"]):
            return None
        content, content_type = body
        headers = parts["header"]
        cookies = "; ".join(f"{name}={text}" for name, text in parts["cookie"])
        headers += [("Accept", wanted.accept)] if wanted.accept else []
        headers += [("Cookie", cookies)] if cookies else []
        headers += [("Content-Type", content_type)] if content is not None else []
        return Request(operation.method.upper(), path, tuple(parts["query"]), tuple(headers), content)

    def _value(self, parameter: Parameter, given: Any, apart: Parameter | None) -> Any:
        """A value of a parameter whose text stands for it; `NOTHING` where there is none."""
        values = [given] if given is not NOTHING else self._values_of(parameter)
        if apart is not None:
            values = chain(values, self._longer(parameter))
        for value in values:
            is_apart = apart is None or _fields(apart, value) != _fields(parameter, value)
            if is_apart and is_faithful(parameter, value):
                return value
        return NOTHING

    def _values_of(self, parameter: Parameter) -> Iterator[Any]:
        schema = parameter.any_schema
        if schema is None:
            yield from values_written(parameter)
            yield parameter.name
            return
        yield from (value for value in values_written(parameter) if self._bodies.fits(schema, value))
        yield from self._bodies.instances(schema, parameter.name)

    def _longer(self, parameter: Parameter) -> Iterator[Any]:
        """Lists of several items, and objects with all that they may have."""
        schema = parameter.any_schema
        if schema is None:
            return
        if schema.flat.properties:
            yield from self._bodies.instances(schema, parameter.name, tuple(schema.flat.properties))
        items = schema.flat.items
        if items is not None:
            several = list(self._several(items))
            yield from (
                several[:length] for length in (2, 3, 4) if self._bodies.fits(schema, several[:length])
            )

    def _several(self, items: Schema) -> Iterator[Any]:
        values = items.flat.first("enum")
        yield from values[:4] if type(values) is list else ()
        for name in _NAMES:
            yield from self._bodies.instances(items, name)


def _is_needed(parameter: Parameter) -> bool:
    """Whether there is no request without a parameter, or without this part of its path."""
    if parameter.location == "header" and parameter.name.lower() in NO_PARAMETERS:
        return False
    return parameter.location == "path" or (parameter.required and parameter.location != "formData")


def _fields(parameter: Parameter, value: Any) -> Fields:
    """A parameter as it is written into its part of a request."""
    if parameter.location == "query":
        return query_fields(parameter, value)
    text = path_text if parameter.location == "path" else header_text
    return ((parameter.name, text(parameter, value)),)
