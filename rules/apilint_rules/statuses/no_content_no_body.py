"""`204`, `205` and `304` declare no content.

HTTP ends these answers after the headers. Whatever the description promises there never arrives: a server
that sends it anyway breaks the connection for the next answer, and a client generated from the description
waits for a body, or fails to parse the empty one.

An empty `content` is left alone. A media type without a schema promises less and is reported more mildly.

On the wire such an answer has no body, a `204` has no `Transfer-Encoding` and its `Content-Length` is not there at all
(`0` is so common, and so harmless, that it is only mentioned).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Exchange,
    Operation,
    Problem,
    Response,
    Rule,
    Severity,
)
from ..core.wire.promises import BODILESS, declares, promise_place

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "RFC 9110 section 15.3.5", "RFC 9110 section 15.3.6", "RFC 9110 section 15.4.5",
        "Azure 204-no-response-body", "AgID",
    ),
    bad="""
        paths:
          /orders/{id}:
            delete:
              responses:
                '204':
                  description: deleted
                  content:  # <-
                    application/json: {schema: {type: object}}
    """,
    good="""
        paths:
          /orders/{id}:
            delete:
              responses:
                '204':
                  description: deleted
    """,
    wire_bad="""
        > DELETE /orders/17
        < 204 No Content
        < Content-Length: 15
        ===
        > DELETE /orders/17
        < 204 No Content
        <
        < {"gone": true}
    """,
    wire_good="""
        > DELETE /orders/17
        < 204 No Content
    """,
)  # fmt: skip


def is_bodiless(response: Response) -> bool:
    return response.status in ("204", "205", "304")


@RULE.on_document(where=is_bodiless)
def empty(response: Response) -> Iterator[Problem]:
    if not response.content:
        return
    key = next((key for key in ("content", "schema", "examples") if response.has(key)), "content")
    described = any(media.schema_value is not None for media in response.content.values())
    yield Problem(
        response.at(key),
        f"`{response.status}` declares `{key}`, but never has a body",
        help=f"remove `{key}`, or declare a status with a body such as `200`",
        severity=None if described else Severity.WARNING,
    )


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.status in BODILESS,
    about=lambda operation: declares(operation, *BODILESS),
    unseen="no 204, 205 or 304 was seen",
)
def sent_empty(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    status, length = exchange.status, (exchange.answer.header("content-length") or "").strip()
    framed = status == 204 and exchange.answer.header("transfer-encoding") is not None
    if exchange.answer.body or framed or (status != 304 and length not in ("", "0")):
        yield Problem(
            promise_place(operation, status),
            f"a `{status}` came with a body",
            help="send none, or answer `200`",
            cause=f"{status} with a body",
        )
    elif status == 204 and length:
        yield Problem(
            promise_place(operation, status),
            "a `204` came with `Content-Length`, which it must not have (RFC 9110 section 8.6)",
            help="leave the header away",
            severity=Severity.INFO,
            cause="204 with Content-Length",
        )
