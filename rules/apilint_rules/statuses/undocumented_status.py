"""Every status that the service answers with is declared.

A client handles what the description names. An answer that it does not name ends in the branch for the unexpected:
as an exception without a type, a retry that cannot help, or a page that says "something went wrong".

On the wire each answer is compared with the `responses` of its operation; `default` and ranges (`4XX`) count. One
status is one finding, however many operations lack it. Statuses that any gateway or framework gives in the service's
place (`429`, `502` to `504`, and those for methods, media types, conditions and sizes) are only mentioned. Where
another rule is about the missing status, it speaks: `secured-has-401`, `item-has-404`, `input-has-400`,
`operation-has-success`, and `no-server-error` of failures.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, Operation, Problem, Rule, Severity
from . import input_has_400, item_has_404, no_server_error, secured_has_401
from ._answers import is_undeclared, lines_to_add, responses_key, statuses

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Responses Object", "Zalando 151"),
    wire_api="""
        paths:
          /orders:
            post:
              responses:
                '201': {description: created}
                '400': {description: wrong input}
    """,
    wire_bad="""
        > POST /orders
        >
        > {"total": 5}
        < 409 Conflict
    """,
    wire_good="""
        > POST /orders
        >
        > {"total": 5}
        < 201 Created
        ===
        > POST /orders
        >
        > {}
        < 400 Bad Request
    """,
)

FROM_ANYBODY = (304, 405, 406, 412, 413, 414, 415, 426, 429, 431, 502, 503, 504, 505, 511)
"""Given by gateways and frameworks, for every operation alike."""


def is_ours(exchange: Exchange, operation: Operation) -> bool:
    """Whether no other rule is about a status that is missing."""
    status = exchange.status
    if status < 200 or no_server_error.is_failure(exchange):
        return False
    if status < 400 and not any(name[0] in "23" for name in statuses(operation)):
        return not is_undeclared(exchange, operation)
    others = (
        status == 401 and secured_has_401.is_missing(operation),
        status in (404, 410) and item_has_404.is_missing(operation),
        status in (400, 422) and input_has_400.is_missing(operation),
    )
    return not any(others)


@RULE.on_exchange(where=is_ours, unseen="no answer was seen")
def declared(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    if is_undeclared(exchange, operation):
        yield Problem(
            responses_key(operation),
            f"an answer had the status `{exchange.status}`, which `{operation.label}` does not declare",
            help=lines_to_add(operation, exchange.status),
            severity=Severity.INFO if exchange.status in FROM_ANYBODY else None,
            cause=f"undeclared {exchange.status}",
            gap=True,
        )
