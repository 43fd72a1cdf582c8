"""Status codes are registered ones.

Clients, proxies and monitoring act on the number. One that IANA does not list is treated as the first of its
class (RFC 9110 section 15), so that a `450` is handled as a `400`: the meaning that its author wanted to
convey is lost, and some client libraries refuse it outright.

Ranges (`4XX`) and `default` are fine. Codes that well-known gateways make up (`499`, `520` to `526`) are
allowed; the option `allow` names others. `306` and `418` are reserved for nothing and reported more mildly.

On the wire the same holds for the statuses of real answers.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Exchange,
    Operation,
    Option,
    Problem,
    Rule,
    Severity,
    Webhook,
)
from ..core.wire.promises import promise_place
from ._answers import statuses

RULE = Rule(
    severity=Severity.ERROR,
    sources=("RFC 9110 section 15", "Zalando 243", "OpenAPI Responses Object"),
    options={
        "allow": Option(
            ("499", "520", "521", "522", "523", "524", "525", "526"),
            "unregistered codes that are used on purpose",
        )
    },
    bad="""
        paths:
          /orders:
            post:
              responses:
                '201': {description: created}
                '450': {description: the order is not valid}  # <-
    """,
    good="""
        paths:
          /orders:
            post:
              responses:
                '201': {description: created}
                '422': {description: the order is not valid}
    """,
    wire_bad="""
        > POST /orders
        < 450 Not Valid
    """,
    wire_good="""
        > POST /orders
        < 422 Unprocessable Content
        ===
        > POST /orders
        < 499 Client Closed Request
    """,
)

RESERVED = ("306", "418")
REGISTERED = (
    range(100, 105), range(200, 209), (226,), range(300, 306), (307, 308), range(400, 418), range(421, 427),
    (428, 429, 431, 451), range(500, 509), (510, 511),
)  # fmt: skip
"""IANA's HTTP Status Code Registry."""


@RULE.on_document
def registered(operation: Operation | Webhook, allow: tuple[str, ...]) -> Iterator[Problem]:
    for status in statuses(operation):
        if is_code(status) and not is_registered(int(status)) and status not in {str(code) for code in allow}:
            reserved = status in RESERVED
            yield Problem(
                operation.at("responses", status),
                f"`{status}` is {'reserved and has no meaning' if reserved else 'no registered status code'}",
                help=f"use the nearest registered code, or `{status[0]}00` and say the rest in the body",
                severity=Severity.WARNING if reserved else None,
            )


def is_code(status: str) -> bool:
    """Three digits; anything else is for the rule `document-valid`."""
    return len(status) == 3 and status.isascii() and status.isdigit()


def is_registered(code: int) -> bool:
    return any(code in block for block in REGISTERED)


@RULE.on_exchange(where=lambda exchange, operation: True, unseen="no answer was seen")
def sent(exchange: Exchange, operation: Operation, allow: tuple[str, ...]) -> Iterator[Problem]:
    status = str(exchange.status)
    if not is_registered(exchange.status) and status not in {str(code) for code in allow}:
        reserved = status in RESERVED
        yield Problem(
            promise_place(operation, exchange.status),
            f"an answer has the status `{status}`, which {'is reserved' if reserved else 'is not registered'}",
            help=f"use the nearest registered code, or `{status[0]}00` and say the rest in the body",
            severity=Severity.WARNING if reserved else None,
            cause=f"answered {status}",
        )
