"""A success that has a body says what is in it.

The body of the success is what an API is called for. Without its schema a generated client returns an untyped
value, nobody can compare what the service sends with what was agreed, and a renamed field is found by the
users.

`200`, `201`, `203` and `206` are looked at. Left alone: HEAD and OPTIONS, webhooks and callbacks (their
receiver owes no body), a `201` that points to the new resource with `Location`, and media types other than
JSON, which are enough for a download, a picture or a page. Where the description says that the body is empty,
this is only information: `204` would say it to programs as well.

On the wire a JSON body that comes where none is declared shows what to add.
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
    Webhook,
)
from ..core.api.media import is_json
from ..core.api.swagger import media_names
from ..core.wire.promises import declares_body, promise_place, promised
from ..core.wire.promises import has_body as came_with_body
from ..core.words import words

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Response Object", "Azure success-response-body", "IBM content-contains-schema", "AgID"),
    bad="""
        paths:
          /orders:
            get:
              responses:
                '200':  # <-
                  description: the orders
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
                      schema: {type: array, items: {type: object}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        < Content-Type: application/json
        <
        < {"orders": []}
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ===
        > GET /orders
        < 200 OK
        < Content-Type: application/pdf
        <
        < %PDF
    """,
    wire_api="""
        paths:
          /orders:
            get:
              responses: {'200': {description: the orders}}
    """,
)


KEY = {2: "`schema`", 3: "`content`"}


def has_body(response: Response) -> bool:
    """Whether a status that has a body answers a call of the client's."""
    return response.status in ("200", "201", "203", "206") and any(
        not isinstance(operation, Webhook) and operation.method not in ("head", "options", "trace")
        for operation in response.operations
    )


@RULE.on_document(where=has_body, many="{count} of {total} successful answers declare no schema")
def described(response: Response) -> Iterator[Problem]:
    if not response.content:
        if not is_elsewhere(response) and not is_download(response):
            yield Problem(
                response,
                f"`{response.status}` declares no {KEY[response.api.version[0]]}",
                help="say what the body is, or answer `204` if there is none",
                severity=Severity.INFO if is_said_empty(response) else None,
            )
        return
    for media in response.content.values():
        if media.is_json and not has_schema(media):
            yield Problem(media, f"`{media.name}` of `{response.status}` has no schema", help="add `schema`")


def is_said_empty(response: Response) -> bool:
    """Whether the description says that there is no body."""
    return bool({"empty", "null", "no", "without", "nothing"} & set(words(response.description)))


def has_schema(media: MediaType) -> bool:
    return media.schema_value is not None or media.has("itemSchema")


def is_elsewhere(response: Response) -> bool:
    """Whether the answer is only a pointer to the new resource."""
    return response.status == "201" and response.header("location") is not None


def is_download(response: Response) -> bool:
    """Whether a 2.0 operation produces only types that need no schema."""
    return response.api.version[0] == 2 and all(
        is_download_operation(operation) for operation in response.operations
    )


def is_download_operation(operation: Operation) -> bool:
    return not any(is_json(name) for name in media_names(operation.api, operation, "produces"))


@RULE.on_exchange(
    where=lambda exchange, operation: (
        exchange.answer.is_success and came_with_body(exchange.request.method, exchange.answer)
    ),
    about=declares_body,
    unseen="no success with a body was seen",
)
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    response = promised(operation, exchange.status)
    if response is None or response.status == "default" or response.content or not exchange.answer.is_json:
        return
    media = exchange.answer.media_type
    yield Problem(
        promise_place(operation, exchange.status),
        f"a `{exchange.status}` comes with a body of `{media}`, which is not declared",
        help=f"add `content: {{{media}: {{schema: ...}}}}`",
        cause=f"undeclared {media}",
        gap=True,
    )
