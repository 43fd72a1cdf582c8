"""What the rules on documented answers have in common: what is written, and to whom they speak."""

from __future__ import annotations

from http import HTTPStatus

from ..core import Exchange, Kind, Operation, Parameter, Place, Resource
from ..core.resources import segments_of
from ..core.words import words

_UNQUESTIONED = frozenset(
    (
        "version", "format", "locale", "language", "lang", "culture", "ext", "extension", "date", "year",
        "quarter", "month", "week", "day", "hour", "page", "offset", "limit", "size", "width", "height",
        "lat", "latitude", "lon", "lng", "longitude", "zoom", "query", "term", "keyword", "text", "search",
    )
)  # fmt: skip
"""Words of path parameters that name no thing which could be missing."""
_TRANSPORT = frozenset(
    (
        "authorization", "content-type", "content-length", "content-encoding", "user-agent", "host", "range",
        "prefer", "traceparent", "tracestate", "baggage", "x-request-id", "request-id", "x-correlation-id",
        "correlation-id", "x-correlator", "x-trace-id", "x-b3-traceid", "x-flow-id", "cache-control",
    )
)  # fmt: skip
_FEW = 1000
"""A range of numbers below this is a choice; `1` to `2147483647` is only the width of an integer."""


def statuses(operation: Operation) -> list[str]:
    """The statuses as written, also those whose `$ref` leads nowhere."""
    return [str(status) for status in operation.mapping("responses") if not str(status).startswith("x-")]


def is_documented(operation: Operation) -> bool:
    """Whether its answers are known; `operation-has-success` speaks of those that declare none."""
    written = statuses(operation)
    return bool(written) and "$ref" not in written and operation.method not in ("options", "trace", "connect")


def can_be_wrong(parameter: Parameter) -> bool:
    """Whether the value of a query, header or cookie parameter can be invalid; optional free text cannot.

    Headers that say nothing about the thing asked for (tracing, caching, negotiation) do not count.
    """
    name = parameter.name.lower()
    if parameter.location == "header" and (name in _TRANSPORT or name.startswith(("accept", "if-"))):
        return False
    schema = parameter.any_schema
    if parameter.required or schema is None:
        return parameter.required
    limits = ("enum", "const", "format", "pattern", "minLength", "maxLength", "items", "oneOf", "anyOf")
    typed = bool(schema.flat.types - {"string", "null"})
    return typed or any(schema.flat.first(keyword) is not None for keyword in limits)


def responses_key(operation: Operation) -> Place:
    """The key under which a missing status is to be added."""
    return operation.at("responses")


def items_of(operation: Operation) -> list[str]:
    """The path parameters that name a thing which may not exist, first to last."""
    declared = {parameter.name: parameter for parameter in operation.parameters_in("path")}
    nodes = reversed([operation.resource, *operation.resource.ancestors])
    return [
        name
        for node, segment in zip(nodes, segments_of(operation.path), strict=False)
        for name in segment.parameters
        if not _is_looked_for(node) and not _is_unquestioned(name, declared.get(name))
    ]


def _is_looked_for(node: Resource) -> bool:
    """Whether it stands behind a search or a lookup, which answers what it finds, be it nothing."""
    return node.parent is not None and node.parent.kind is Kind.FUNCTION


def _is_unquestioned(name: str, parameter: Parameter | None) -> bool:
    """Whether a parameter chooses between things that all exist: an enum, a version, a date, a range."""
    tokens = words(name)
    if not tokens or tokens[-1] in _UNQUESTIONED:
        return True
    schema = parameter.any_schema if parameter is not None else None
    if schema is None:
        return False
    flat = schema.flat
    low, high = flat.first("minimum"), flat.first("maximum")
    bounded = type(low) is int and type(high) is int and high - low < _FEW
    dated = flat.first("format") in ("date", "date-time", "time")
    chosen = flat.first("enum") is not None or any("const" in part.value for part in flat.parts)
    return chosen or dated or bounded or flat.types == {"boolean"}


def is_undeclared(exchange: Exchange, operation: Operation) -> bool:
    """Whether the description does not say that an operation answers with this status."""
    return "$ref" not in operation.mapping("responses") and not operation.documents(str(exchange.status))


def lines_to_add(operation: Operation, status: int) -> str:
    """What to write under `responses`: the component that others use for the status, else the plain answer."""
    others = (other.mapping("responses").get(str(status)) for other in operation.api.operations)
    shared = next((one for one in others if type(one) is dict and type(one.get("$ref")) is str), None)
    if shared is not None and str(shared["$ref"]).startswith("#"):
        return f"add `'{status}': {{$ref: '{shared['$ref']}'}}` to its `responses`"
    return f"add `'{status}': {{description: {phrase_of(status)}}}` to its `responses`"


def phrase_of(status: int) -> str:
    """The standard's words for a status, in lower case."""
    try:
        return HTTPStatus(status).phrase.lower()
    except ValueError:
        return "..."
