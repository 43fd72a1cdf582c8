"""An answer is a JSON object, also when it is a list.

`[{...}, {...}]` cannot grow. The day a list needs a cursor, a total or a warning, there is no place for it,
and to make one breaks every client. In an object (`{"orders": [...]}`) there always is.

Arrays below the top are what lists are made of and free. An API that answers with arrays as a rule is told
once.

On the wire the real body of a JSON answer is looked at, whether the description says that it is an array or not.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, MediaType, Operation, Problem, Response, Rule, Severity
from ..core.listing import listing_of
from ..core.wire.promises import promise_place, promised

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Zalando 110", "Azure", "IBM", "AgID"),
    bad="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: the orders
                  content:
                    application/json:
                      schema: {type: array, items: {type: object}}  # <-
    """,
    good="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: the orders
                  content:
                    application/json:
                      schema: {type: object, properties: {orders: {type: array, items: {type: object}}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        < Content-Type: application/json
        <
        < [{"id": 17}]
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        < Content-Type: application/json
        <
        < {"orders": [{"id": 17}]}
    """,
)


def is_list(response: Response) -> bool:
    """Whether a success answers with a list, be it bare or in an object."""
    if not response.is_success or not any(type(operation) is Operation for operation in response.operations):
        return False
    if array_of(response) is not None:
        return True
    listings = [listing_of(operation) for operation in response.operations[:1]]
    body = response.json.schema if response.json is not None else None
    return any(
        listing is not None and body is not None and listing.body.value is body.value for listing in listings
    )


@RULE.on_document(where=is_list, many="{count} of {total} lists are bare arrays")
def is_object(response: Response) -> Iterator[Problem]:
    media = array_of(response)
    if media is not None:
        users = response.operations
        subject = f"`{response.status}` of `{users[0].label}`" if len(users) == 1 else f"`{response.status}`"
        yield Problem(
            media.at("schema"),
            f"{subject} is a bare array",
            help="answer with an object that holds the list under a name and can grow a cursor or a total",
        )


def array_of(response: Response) -> MediaType | None:
    """The JSON representation, if it is an array at the top."""
    media = response.json
    is_array = media is not None and media.schema is not None and media.schema.flat.is_array
    return media if is_array and "stream" not in media.essence else None  # type: ignore[union-attr]


def answers_with_json(operation: Operation) -> bool:
    """Whether a success is declared as JSON."""
    return any(response.json is not None for response in operation.successes)


def has_json(exchange: Exchange, operation: Operation) -> bool:
    answer = exchange.answer
    return answer.is_success and answer.is_json and "stream" not in answer.media_type and bool(answer.body)


@RULE.on_exchange(where=has_json, about=answers_with_json, unseen="no JSON was seen")
def sent_as_object(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    if type(exchange.answer.json) is list:
        response = promised(operation, exchange.status)
        yield Problem(
            promise_place(operation, exchange.status),
            f"`{operation.label}` answers with a bare array",
            help="answer with an object that holds the list under a name and can grow a cursor or a total",
            cause="bare array",
            gap=response is None or array_of(response) is None,
        )
