"""An error says what its body looks like.

A client that is told only the status cannot show its user what was wrong with the input, cannot tell "no
such order" from "no such path", and cannot log what support will ask for. Generated clients throw the body
of an error without a schema away.

Looked at are the answers 4xx and 5xx, and `default` beside a success. Left alone are answers to HEAD, which
have no body, and those that gateways and proxies give in the service's place: 401, 407, 429, 502, 503 and
504.

On the wire an error that comes with a JSON body, while its declaration has none, shows what to add.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Exchange,
    MediaType,
    Operation,
    Problem,
    Response,
    Rule,
    Severity,
)
from ..core.wire.promises import promise_place, promised
from ._bodies import FROM_GATEWAYS, is_error_of_ours, is_sent_error

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Azure rest-error-response-body-structure", "OWASP API8:2023", "OpenAPI Response Object"),
    bad="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200': {description: the order}
                '404':  # <-
                  description: no such order
    """,
    good="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200': {description: the order}
                '404':
                  description: no such order
                  content:
                    application/json:
                      schema: {$ref: '#/components/schemas/Error'}
        components:
          schemas:
            Error: {type: object, properties: {code: {type: string}, message: {type: string}}}
    """,
    wire_bad="""
        > GET /orders/17
        < 404 Not Found
        < Content-Type: application/json
        <
        < {"message": "no such order"}
    """,
    wire_good="""
        > GET /orders/17
        < 404 Not Found
        ===
        > GET /orders/17
        < 429 Too Many Requests
        < Content-Type: application/json
        <
        < {"message": "slowly"}
    """,
    wire_api="""
        paths:
          /orders/{id}:
            get:
              responses: {'200': {description: the order}, '404': {description: no such order}}
    """,
)


def has_body(response: Response) -> bool:
    return response.status not in FROM_GATEWAYS and is_error_of_ours(response)


@RULE.on_document(where=has_body, many="{count} of {total} errors do not say what their body looks like")
def described(response: Response) -> Iterator[Problem]:
    name = "the `default` answer" if response.status == "default" else f"`{response.status}`"
    if not response.content:
        yield Problem(response, f"{name} has no schema", help="add a `schema` to it, the same for all errors")
        return
    bare = [media for media in response.content.values() if media.is_json and not says_what(media)]
    if bare and len(bare) == len(response.content):
        yield Problem(
            bare[0], f"{name} has no schema for `{bare[0].name}`", help="add the `schema` of all errors"
        )


def says_what(media: MediaType) -> bool:
    """Whether there is a schema, be it one that cannot be found."""
    return media.schema_value is not None or media.has("itemSchema")


@RULE.on_exchange(where=is_sent_error, unseen="no error with a body was seen")
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    response = promised(operation, exchange.status)
    if response is None or response.content or not exchange.answer.is_json:
        return
    media = exchange.answer.media_type
    yield Problem(
        promise_place(operation, exchange.status),
        f"a `{exchange.status}` comes with a body of `{media}`, which is not declared",
        help=f"add `content: {{{media}: {{schema: ...}}}}` to it, the same for all errors",
        cause=f"undeclared {media}",
        gap=True,
    )
