"""A link leads to an operation that exists, and passes parameters that it has.

Links tell a client which call comes next and what to take over from this answer. Documentation draws arrows
from them and stateful tests follow them; a link to an operation that was renamed, or with a parameter that
nobody takes, breaks both without a word.

Values that begin with `$` must be runtime expressions (`$response.body#/id`). Links to other APIs on the
web are not followed.

On the wire the expressions must find something: a link is told that takes a member or a header from the answer which no
answer had. What the description declares as optional may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from ..core import Api, Exchange, Link, Operation, Problem, Response, Rule, Schema, Seen, Severity, Webhook
from ..core.api.links import referenced
from ..core.references import UnresolvedError
from ..core.wire.links import evaluated, response_of

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Link Object",),
    bad="""
        paths:
          /orders:
            post:
              responses:
                '201':
                  description: created
                  links:
                    order:
                      operationId: getOrder
                      parameters: {orderId: $response.body#/id}  # <-
          /orders/{id}:
            get:
              operationId: getOrder
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    """,
    good="""
        paths:
          /orders:
            post:
              responses:
                '201':
                  description: created
                  links:
                    order:
                      operationId: getOrder
                      parameters: {id: $response.body#/id}
          /orders/{id}:
            get:
              operationId: getOrder
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    """,
    wire_api="""
        paths:
          /orders:
            post:
              responses:
                '201':
                  description: created
                  content: {application/json: {schema: {type: object}}}
                  links:
                    order:
                      operationId: getOrder
                      parameters: {id: $response.body#/orderId}
          /orders/{id}:
            get:
              operationId: getOrder
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    """,
    wire_bad="""
        > POST /orders
        < 201 Created
        < Content-Type: application/json
        <
        < {"id": "17"}
    """,
    wire_good="""
        > POST /orders
        < 201 Created
        < Content-Type: application/json
        <
        < {"orderId": "17"}
    """,
)

EXPRESSION = (
    r"\$(url|method|statusCode|(request|response)\."
    r"(header\.[!#$%&'*+.^_`|~\w-]+|(query|path)\..+|body(#(/.*)?)?))"
)
LOCATIONS = ("path", "query", "header", "cookie", "querystring")


@RULE.on_document
def valid(api: Api) -> Iterator[Problem]:
    links: list[Link] = api.all(Link)
    if not links:
        return
    known = {operation.id: operation for operation in api.all(Operation, Webhook) if operation.id}
    for link in links:
        target = known.get(link.text("operationId")) or referenced(link)
        if target is None:
            yield from lost(link, known)
        else:
            yield from strangers(link, target)
        yield from expressions(link)


def lost(link: Link, known: dict[str, Operation]) -> Iterator[Problem]:
    name, reference = link.text("operationId"), link.text("operationRef")
    if name:
        close = get_close_matches(name, list(known)[:5000], 1)
        advice = f"did you mean `{close[0]}`?" if close else None
        yield Problem(link.value_at("operationId"), f"no operation is called `{name}`", help=advice)
    elif reference and not is_elsewhere(link, reference):
        yield Problem(link.value_at("operationRef"), f"`{reference}` leads to no operation")


def is_elsewhere(link: Link, reference: str) -> bool:
    """Whether a reference leaves this description: what is there need not be part of this API."""
    if reference.startswith("#"):
        return False
    try:
        assert link.api.library is not None
        value = link.api.library.resolve(link.document, reference, link.pointer).value
    except UnresolvedError:
        return reference.lower().startswith(("http://", "https://"))
    return isinstance(value, dict) and "responses" in value


def strangers(link: Link, target: Operation) -> Iterator[Problem]:
    taken = {parameter.name for parameter in target.parameters}
    if not taken and target.sequence("parameters"):
        return
    for name in link.mapping("parameters"):
        location, _, bare = name.partition(".")
        if name not in taken and not (location in LOCATIONS and bare in taken):
            close = get_close_matches(bare or name, taken, 1)
            yield Problem(
                link.at("parameters", name),
                f"`{target.label}` has no parameter `{name}`",
                help=f"did you mean `{close[0]}`?" if close else "name one of its parameters, or remove this",
            )


def expressions(link: Link) -> Iterator[Problem]:
    for name, value in link.mapping("parameters").items():
        if isinstance(value, str) and value.startswith("$") and not re.fullmatch(EXPRESSION, value):
            yield Problem(
                link.value_at("parameters", name),
                f"`{value}` is no runtime expression",
                help="write it like `$response.body#/id`, `$request.path.id` or `$response.header.Location`",
            )


def has_links(exchange: Exchange, operation: Operation) -> bool:
    """Whether it is an answer that a client could take something over from."""
    response = response_of(operation, exchange.status)
    return exchange.answer.is_success and response is not None and bool(response.links)


@RULE.on_traffic(where=has_links, about=lambda operation: any(each.links for each in operation.successes))
def found(traffic: list[Seen]) -> Iterator[Problem]:
    answers: dict[int, tuple[Response, list[Exchange]]] = {}
    for exchange, operation in traffic:
        response = response_of(operation, exchange.status)
        if response is not None:
            answers.setdefault(id(response), (response, []))[1].append(exchange)
    for response, exchanges in answers.values():
        for link in response.links.values():
            yield from missing(link, response, exchanges)


def missing(link: Link, response: Response, exchanges: list[Exchange]) -> Iterator[Problem]:
    for name, expression in link.mapping("parameters").items():
        part = taken_from(expression, response) if isinstance(expression, str) else ""
        if part and all(is_silent(expression, exchange) for exchange in exchanges):
            yield Problem(
                link.value_at("parameters", name),
                f"no answer had the {part} that `{expression}` takes over",
                help="name what the answer has",
                evidence=[exchanges[-1]],
            )


def taken_from(expression: str, response: Response) -> str:
    """What an expression takes from the top of an answer, in words; empty for what may be missing."""
    kind, _, name = expression.removeprefix("$response.").partition("#/" if "#/" in expression else ".")
    if not expression.startswith("$response.") or "/" in name or not name:
        return ""
    if kind == "header":
        is_declared = name.lower() in {header.lower() for header in response.headers}
        return "" if is_declared else f"header `{name}`"
    schemas = [media.schema for media in response.content.values() if media.schema is not None]
    is_declared = any(name in schema.flat.property_names or is_several(schema) for schema in schemas)
    return "" if kind != "body" or is_declared or name.isdigit() else f"member `{name}`"


def is_several(schema: Schema) -> bool:
    """Whether it has alternatives: what one of them has, answers of the others may lack."""
    return any(part.one_of or part.any_of for part in schema.flat.parts)


def is_silent(expression: str, exchange: Exchange) -> bool:
    """Whether an answer that could have had it does not."""
    is_whole = not exchange.answer.is_cut and (
        "header" in expression or isinstance(exchange.answer.json, dict)
    )
    return is_whole and evaluated(expression, exchange, {}) is None
