"""Each operation says what it answers when all goes well.

The success is what the caller came for. Without it a generated client returns nothing, a mock server has
nothing to send, and a contract test cannot tell a working service from a broken one. OpenAPI asks for it as
well: if an operation declares one answer only, it should be that of a successful call.

Any 2xx or 3xx counts, a range (`2XX`) too, and `101` for a change of protocol. `default` alone is reported
more mildly. An operation that answers `410` or `501` says that it is gone or not there yet, and is left
alone.

On the wire a success of an operation that declares none shows what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Exchange,
    Operation,
    Problem,
    Rule,
    Severity,
    Webhook,
)
from ._answers import is_undeclared, lines_to_add, responses_key, statuses

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Responses Object", "Zalando 151", "adidas"),
    bad="""
        paths:
          /orders:
            get:
              responses:  # <-
                '404': {description: no such customer}
    """,
    good="""
        paths:
          /orders:
            get:
              responses:
                '200': {description: the orders}
                '404': {description: no such customer}
    """,
    wire_api="""
        paths:
          /orders:
            get:
              responses:
                '404': {description: no such customer}
            post:
              responses:
                '201': {description: created}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
    """,
    wire_good="""
        > POST /orders
        < 201 Created
    """,
)


def is_told(operation: Operation) -> bool:
    """Whether the answers stand here; a `$ref` in their place is no OpenAPI."""
    return not operation.has("responses") or "$ref" not in operation.mapping("responses")


@RULE.on_document(where=is_told, many="{count} of {total} operations declare no success (2xx or 3xx)")
def declared(operation: Operation | Webhook) -> Iterator[Problem]:
    written = statuses(operation)
    if any(status[:1] in ("2", "3") or status in ("101", "410", "501") for status in written):
        return
    if not written:
        message, severity = "declares no answer at all", None
    elif "default" in written:
        message, severity = "declares `default`, but no success of its own", Severity.WARNING
    else:
        message, severity = f"declares {listed(written)}, but no success", None
    where = responses_key(operation) if operation.has("responses") else operation
    yield Problem(
        where,
        f"`{operation.label}` {message}",
        help="add the answer to a call that succeeds, such as `200` with its schema or `204`",
        severity=severity,
    )


def listed(written: list[str]) -> str:
    return ", ".join(f"`{status}`" for status in written[:4]) + (", ..." if len(written) > 4 else "")


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.answer.is_success and is_told(operation),
    about=is_told,
    unseen="no success was seen",
)
def seen(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    if is_undeclared(exchange, operation) and not any(
        status[:1] in ("2", "3") for status in statuses(operation)
    ):
        yield Problem(
            responses_key(operation) if operation.has("responses") else operation,
            f"`{operation.label}` answers `{exchange.status}`, but declares no success",
            help=lines_to_add(operation, exchange.status),
            cause=f"{operation.label} succeeds",
            gap=True,
        )
