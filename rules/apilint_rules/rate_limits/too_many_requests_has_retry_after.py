"""A `429` says when to try again.

A rejected client has to wait, but for how long? Without `Retry-After` it guesses: too short, and it is
rejected again and keeps the service busy with rejections; too long, and it stands idle. All clients that
guess the same come back together.

`Retry-After` and any of the rate-limit headers (`RateLimit`, `X-RateLimit-Reset`) count, and so do a field
of the body and a description that name the time. For `503`, other than that of a health check, it is only
mentioned: not every outage has an end that is known.

On the wire the same is asked of each `429` that comes, and what `Retry-After` says must be seconds (no instant) or a
date as HTTP writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Answer, Exchange, Operation, Problem, Response, Role, Rule, Severity
from ..core.listing import name_key
from ..core.wire.promises import declares, promise_place, promised
from ..core.words import words
from ._fields import family_of
from ._retry import wrong_with

RULE = Rule(
    severity=Severity.WARNING,
    sources=(
        "RFC 6585 section 4",
        "RFC 9110 section 10.2.3",
        "Zalando 153",
        "OWASP API4:2023",
        "AgID missing-retry-after",
    ),
    bad="""
        paths:
          /orders:
            get:
              responses:
                '429':  # <-
                  description: too many calls
    """,
    good="""
        paths:
          /orders:
            get:
              responses:
                '429':
                  description: too many calls
                  headers:
                    Retry-After: {description: seconds to wait, schema: {type: integer}}
    """,
    wire_bad="""
        > GET /orders
        < 429 Too Many Requests
        ===
        > GET /orders
        < 429 Too Many Requests
        < Retry-After: in a minute
    """,
    wire_good="""
        > GET /orders
        < 429 Too Many Requests
        < Retry-After: 60
    """,
)

HEALTH = frozenset(
    (
        "health",
        "healthz",
        "healthcheck",
        "heartbeat",
        "ready",
        "readiness",
        "readyz",
        "live",
        "liveness",
        "livez",
    )
)


def is_too_many(response: Response) -> bool:
    return response.status == "429" and is_ours(response)


def is_unavailable(response: Response) -> bool:
    return response.status == "503" and is_ours(response) and not all(map(is_health, response.operations))


def is_ours(response: Response) -> bool:
    """Whether the service answers, and not its client to a callback."""
    return any(operation.role is Role.PATH for operation in response.operations)


def is_health(operation: Operation) -> bool:
    """Whether the answer is the report that was asked for, and no rejection."""
    return not HEALTH.isdisjoint(words(operation.path))


@RULE.on_document(where=is_too_many, many="{count} of {total} answers `429` do not say when to try again")
def limited(response: Response) -> Iterator[Problem]:
    if not says_when(response):
        yield Problem(
            response,
            "`429` declares no `Retry-After` header",
            help="add `Retry-After` to its `headers`: seconds to wait, or a date",
        )


@RULE.on_document(where=is_unavailable, many="{count} of {total} answers `503` do not say when to try again")
def unavailable(response: Response) -> Iterator[Problem]:
    if not says_when(response):
        yield Problem(
            response,
            "`503` declares no `Retry-After` header",
            help="add `Retry-After` to its `headers` where the service knows how long it will take",
            severity=Severity.INFO,
        )


def says_when(response: Response) -> bool:
    names = list(response.headers)
    if any(name_key(name).startswith("retry_after") or family_of(name) is not None for name in names):
        return True
    schemas = [media.schema for media in response.content.values() if media.schema is not None]
    in_body = any(is_wait(name) for schema in schemas for name in schema.flat.property_names)
    return in_body or re.search(r"\bretry-after\b", response.description, re.IGNORECASE) is not None


def is_wait(name: str) -> bool:
    """Whether a field of a body says how long to wait."""
    return name_key(name).startswith(("retry_after", "retry_in"))


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.status == 429,
    about=lambda operation: declares(operation, 429),
    unseen="no 429 was seen",
)
def told(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    yield from judged(exchange, operation, Severity.WARNING)


@RULE.on_exchange(where=lambda exchange, operation: exchange.status == 503 and not is_health(operation))
def told_when_unavailable(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    yield from judged(exchange, operation, Severity.INFO)


def judged(exchange: Exchange, operation: Operation, severity: Severity) -> Iterator[Problem]:
    status, value = exchange.status, exchange.answer.header("retry-after")
    response = promised(operation, status)
    is_promised = response is not None and response.header("retry-after") is not None
    if value is None and (is_promised or not tells_when(exchange.answer)):
        yield Problem(
            promise_place(operation, status),
            f"a `{status}` came without `Retry-After`"
            + (", which the description promises" if is_promised else ""),
            help="send `Retry-After`: seconds to wait, or a date",
            severity=severity,
            cause=f"{status} without Retry-After",
        )
    fault = wrong_with(value) if value is not None else ""
    if fault:
        yield Problem(
            promise_place(operation, status),
            f"`Retry-After: {value}` is {fault}",
            help="write the seconds to wait (`60`), or a date (`Wed, 21 Oct 2026 07:28:00 GMT`)",
            severity=severity,
            cause=f"Retry-After that is {fault}",
        )


def tells_when(answer: Answer) -> bool:
    """Whether the body, or (of a `429`) a rate-limit field says when to come back."""
    in_body = type(answer.json) is dict and any(is_wait(str(name)) for name in answer.json)
    in_fields = answer.status == 429 and any(family_of(name) is not None for name, _ in answer.headers)
    return in_body or in_fields
