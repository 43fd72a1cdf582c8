"""A link leads to an operation that exists, and passes parameters that it has.

Links tell a client which call comes next and what to take over from this answer. Documentation draws arrows
from them and stateful tests follow them; a link to an operation that was renamed, or with a parameter that
nobody takes, breaks both without a word.

Values that begin with `$` must be runtime expressions (`$response.body#/id`). Links to other APIs on the
web are not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from ..core import Api, Link, Operation, Problem, Rule, Severity, Webhook
from ..core.api.links import referenced
from ..core.references import UnresolvedError

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
