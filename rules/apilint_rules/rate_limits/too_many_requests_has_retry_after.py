"""A `429` says when to try again.

A rejected client has to wait, but for how long? Without `Retry-After` it guesses: too short, and it is
rejected again and keeps the service busy with rejections; too long, and it stands idle. All clients that
guess the same come back together.

`Retry-After` and any of the rate-limit headers (`RateLimit`, `X-RateLimit-Reset`) count, and so do a field
of the body and a description that name the time. For `503`, other than that of a health check, it is only
mentioned: not every outage has an end that is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Operation, Problem, Response, Role, Rule, Severity
from ..core.listing import name_key
from ..core.words import words
from ._fields import family_of

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
    fields = {name_key(name) for schema in schemas for name in schema.flat.property_names}
    in_body = any(field.startswith(("retry_after", "retry_in")) for field in fields)
    return in_body or re.search(r"\bretry-after\b", response.description, re.IGNORECASE) is not None
