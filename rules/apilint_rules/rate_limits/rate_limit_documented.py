"""The description says that calls can be rejected because there are too many of them.

A client that does not know of a limit has no code for it: it takes the `429` for a failure, retries at
once, and makes things worse for itself and for others. Who knows of it waits, and spreads its calls. A
service without any limit, on the other hand, can be stopped by a single loop.

`429`, `4XX` or `default` count for an operation. It is enough as well to describe the limits anywhere in
the text, or to declare headers that tell of them; then nothing is asked of each operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Api, Operation, Problem, Response, Rule, Severity
from ._fields import family_of

RULE = Rule(
    severity=Severity.INFO,
    sources=("RFC 6585 section 4", "Zalando 153", "OWASP API4:2023", "AgID missing-ratelimit"),
    bad="""
        paths:
          /orders:
            get:
              responses:
                '200': {description: the orders}
                '429': {description: too many calls}
            post:  # <-
              responses:
                '201': {description: created}
    """,
    good="""
        paths:
          /orders:
            get:
              responses:
                '200': {description: the orders}
                '429': {description: too many calls}
            post:
              responses:
                '201': {description: created}
                '429': {description: too many calls}
    """,
)

TOLD_APART = 3
_LIMITS = (
    r"\brate[- _]?limit|\bthrottl|\b429\b|\btoo many requests|\bx-ratelimit"
    r"|\b(requests|calls) per (second|minute|hour|day)"
)


@RULE.on_document
def documented(api: Api) -> Iterator[Problem]:
    silent = [operation for operation in api.operations if not operation.documents("429")]
    if not silent or has_headers(api) or is_described(api):
        return
    if len(silent) <= TOLD_APART and 2 * len(silent) <= len(api.operations):
        for operation in silent:
            yield Problem(
                operation, f"`{operation.label}` does not declare `429`", help="add `429` to its responses"
            )
        return
    total = len(api.operations)
    some = f"{len(silent)} of {total} operations do not declare"
    if len(silent) == total:
        some = "no operation declares"
    yield Problem(
        api.key("paths"),
        f"{some} `429`, and rate limits are described nowhere",
        help="add `429` to the responses, or describe the limits in `info.description`",
    )


def has_headers(api: Api) -> bool:
    """Whether any success tells of the limits in its headers."""
    answers: list[Response] = api.all(Response)
    return any(
        family_of(name) is not None for answer in answers if answer.is_success for name in answer.headers
    )


def is_described(api: Api) -> bool:
    """Whether limits are spoken of in the texts, or have an endpoint of their own."""
    texts = [api.info.description, *(tag.description for tag in api.tags)]
    texts += [text for operation in api.operations for text in texts_of(operation)]
    return any(re.search(_LIMITS, text, re.IGNORECASE) for text in texts)


def texts_of(operation: Operation) -> list[str]:
    answers = [response.description for response in operation.successes]
    return [operation.path, operation.summary, operation.description, *answers]
