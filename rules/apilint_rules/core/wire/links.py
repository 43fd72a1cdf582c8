"""Where an answer leads by the links of the description.

Source: OpenAPI 3.1 sections 4.8.20 (Link Object) and 4.8.20.4 (Runtime Expressions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..api.links import referenced
from ..api.model import Link, Operation, Response
from ..pointer import Pointer, lookup
from .exchange import Exchange
from .routing import names_of

_DEEPEST = 10
_EMBEDDED = re.compile(r"\{(\$[^{}]+)\}")


class Lead(NamedTuple):
    """An operation that a link leads to, with values for its parameters, and a body where the link has one."""

    operation: Operation
    values: Mapping[str, Any]
    body: Any


def leads(exchange: Exchange, operation: Operation, path_values: Mapping[str, str]) -> Iterator[Lead]:
    """What the links of an answer lead to; links whose expressions find nothing are left out."""
    response = response_of(operation, exchange.status)
    for link in (response.links if response is not None else {}).values():
        target = target_of(link)
        if target is None:
            continue
        values = {
            _bare(name): evaluated(expression, exchange, path_values)
            for name, expression in link.mapping("parameters").items()
        }
        found = {name: value for name, value in values.items() if value is not None}
        body = _evaluated_within(link.value.get("requestBody"), exchange, path_values)
        if all(name in found for name in names_of(target.path) if name in values):
            yield Lead(target, found, body)


def evaluated(expression: Any, exchange: Exchange, path_values: Mapping[str, str]) -> Any:
    """The value of a runtime expression, of a text that embeds some, or the constant itself; None for nothing."""
    if type(expression) is not str:
        return expression
    if expression.startswith("$"):
        return _value(expression, exchange, path_values)
    return _EMBEDDED.sub(lambda found: str(_value(found[1], exchange, path_values) or ""), expression)


def _evaluated_within(value: Any, exchange: Exchange, path_values: Mapping[str, str], depth: int = 0) -> Any:
    """The body of a link with the expressions in its members evaluated; None where one of them finds nothing."""
    if depth > _DEEPEST or type(value) not in (dict, list):
        return evaluated(value, exchange, path_values)
    items = value.items() if type(value) is dict else enumerate(value)
    made = {key: _evaluated_within(member, exchange, path_values, depth + 1) for key, member in items}
    if any(member is None and value[key] is not None for key, member in made.items()):
        return None
    return made if type(value) is dict else list(made.values())


def _value(expression: str, exchange: Exchange, path_values: Mapping[str, str]) -> Any:
    request, answer = exchange.request, exchange.answer
    if expression == "$url":
        return request.target
    if expression in ("$method", "$statusCode"):
        return request.method if expression == "$method" else answer.status
    side, _, rest = expression.partition(".")
    source, _, name = rest.partition(".")
    if side not in ("$request", "$response"):
        return None
    if source.startswith("body"):
        body = request.json if side == "$request" else answer.json
        return _in_body(body, source.partition("#")[2] if not name else rest.partition("#")[2])
    if source == "header":
        return request.header(name) if side == "$request" else answer.header(name)
    if source == "query":
        return request.parameter(name)
    return path_values.get(name) if source == "path" else None


def _in_body(body: Any, text: str) -> Any:
    if not text:
        return body
    try:
        return lookup(body, Pointer.parse(text))
    except (ValueError, KeyError):
        return None


def response_of(operation: Operation, status: int) -> Response | None:
    """The declared answer that a status belongs to."""
    for name in (str(status), f"{status // 100}XX", f"{status // 100}xx", "default"):
        if name in operation.responses:
            return operation.responses[name]
    return None


def target_of(link: Link) -> Operation | None:
    """The operation that a link leads to; None where the description has none such."""
    name = link.text("operationId")
    if name:
        return next((operation for operation in link.api.operations if operation.id == name), None)
    return referenced(link)


def _bare(name: str) -> str:
    """`path.id` -> `id`."""
    location, _, bare = name.partition(".")
    return bare if location in ("path", "query", "header", "cookie") and bare else name
