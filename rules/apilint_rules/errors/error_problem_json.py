"""Errors are `application/problem+json`.

RFC 9457 gives errors one format across services: `type` names the kind of problem, `title` and `detail`
explain it, `status` repeats the status for logs. Clients and gateways that know it can handle errors of
services that they have never seen.

Most APIs have an envelope of their own and stay with it; the rule is for those who have decided otherwise.
It is about errors with a JSON body only.

On the wire the `Content-Type` of real JSON errors must be that.
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
from ..core.api.media import is_problem
from ..core.wire.promises import promise_place
from ._bodies import is_error_of_ours, is_sent_error

RULE = Rule(
    severity=Severity.WARNING,
    sources=(
        "RFC 9457 section 3",
        "Zalando 176",
        "NL /core/problem-details",
        "adidas",
        "AgID use-problem-json",
    ),
    default=False,
    profiles={"zalando": True},
    bad="""
        paths:
          /orders/{id}:
            get:
              responses:
                '404':
                  description: no such order
                  content:
                    application/json:  # <-
                      schema: {type: object}
    """,
    good="""
        paths:
          /orders/{id}:
            get:
              responses:
                '404':
                  description: no such order
                  content:
                    application/problem+json:
                      schema: {type: object}
    """,
    wire_bad="""
        > GET /orders/17
        < 404 Not Found
        < Content-Type: application/json
        <
        < {"title": "no such order"}
    """,
    wire_good="""
        > GET /orders/17
        < 404 Not Found
        < Content-Type: application/problem+json
        <
        < {"title": "no such order"}
    """,
)


def is_json_error(response: Response) -> bool:
    return response.json is not None and is_error_of_ours(response)


@RULE.on_document(
    where=is_json_error, many="{count} of {total} JSON errors are not `application/problem+json`"
)
def is_a_problem(response: Response) -> Iterator[Problem]:
    media = response.json
    if media is not None and not any(is_problem(name) for name in response.content):
        yield Problem(
            media, f"`{response.status}` is `{media.name}`", help="write `application/problem+json`"
        )


@RULE.on_exchange(where=is_sent_error, unseen="no error with a body was seen")
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    answer = exchange.answer
    if answer.is_json and not is_problem(answer.content_type):
        yield Problem(
            promise_place(operation, answer.status),
            f"a `{answer.status}` came as `{answer.media_type}`",
            help="send `application/problem+json`",
            cause=f"errors as {answer.media_type}",
        )
