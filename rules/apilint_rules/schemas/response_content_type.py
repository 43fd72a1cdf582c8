"""Answers come in a media type that is declared for them.

The media type says how a body is read. One that is not declared is parsed by the wrong parser, or handed to the caller
as a text; a page of HTML in place of JSON becomes an error about a `<` in the first column.

On the wire the media type is compared without its parameters; ranges (`image/*`) count. A body without any
`Content-Type` is told as well. Errors that are no JSON are for the rule `error-is-json`, bodies of answers that
declare none for `success-has-schema` and `error-has-schema`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, Operation, Problem, Response, Rule, Severity
from ..core.wire.promises import declares_body, has_body, promised, promised_media
from ._observed import place_of_answer

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 8.3", "OpenAPI Response Object", "Zalando 178"),
    wire_api="""
        paths:
          /orders:
            get:
              responses: {'200': {description: the orders, content: {application/json: {schema: {type: object}}}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        < Content-Type: text/html
        <
        < <p>No orders</p>
        ===
        > GET /orders
        < 200 OK
        <
        < {}
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        < Content-Type: application/json; charset=utf-8
        <
        < {}
    """,
)


def is_judged(exchange: Exchange, operation: Operation) -> bool:
    """Whether a body came for which media types are declared."""
    response = promised(operation, exchange.status)
    written = response is not None and bool(response.content) and is_written(response, operation)
    foreign = exchange.answer.is_error and not exchange.answer.is_json
    return written and not foreign and has_body(exchange.request.method, exchange.answer)


def is_written(response: Response, operation: Operation) -> bool:
    """Whether the media types stand in the description; 2.0 has none where there is no `produces`."""
    return response.api.version[0] != 2 or operation.has("produces") or response.api.root.has("produces")


@RULE.on_exchange(where=is_judged, about=declares_body, unseen="no body was seen")
def declared(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    answer, response = exchange.answer, promised(operation, exchange.status)
    if response is None or promised_media(operation, answer) is not None:
        return
    names = ", ".join(f"`{name}`" for name in list(response.content)[:4])
    came = f"as `{answer.media_type[:60]}`" if answer.media_type else "without `Content-Type`"
    yield Problem(
        place_of_answer(exchange, operation),
        f"a `{answer.status}` came {came}; declared is {names}",
        help="send a declared type, or declare this one" if answer.media_type else "send `Content-Type`",
        cause=f"{response.pointer} {came}",
    )
