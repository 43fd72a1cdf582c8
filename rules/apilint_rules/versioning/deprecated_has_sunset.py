"""A deprecated operation says on which day it will stop working.

Callers plan by dates: without one, moving away is never urgent, and the operation lives on or dies by
surprise. A date that programs can read (`x-sunset: 2026-11-30`) reaches generated clients and change logs,
a documented `Sunset` header reaches the callers themselves.

A date in prose is good for people and cannot be checked, so it does not count here.

On the wire a success of a deprecated operation carries `Sunset`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Exchange,
    Operation,
    Problem,
    Rule,
    Severity,
)
from ..core.wire.promises import promised
from ._sunset import date_of, sunset_key

RULE = Rule(
    severity=Severity.INFO,
    sources=("RFC 8594 section 3", "Zalando 189"),
    bad="""
        paths:
          /orders:
            get:
              deprecated: true  # <-
          /invoices:
            get:
              deprecated: true
              x-sunset: next summer  # <-
    """,
    good="""
        paths:
          /orders:
            get:
              deprecated: true
              x-sunset: '2026-11-30'
          /invoices:
            get:
              deprecated: true
              responses:
                '200':
                  description: the invoices
                  headers:
                    Sunset: {schema: {type: string}}
    """,
    wire_bad="""
        > GET /invoices
        < 200 OK
    """,
    wire_good="""
        > GET /invoices
        < 200 OK
        < Sunset: Mon, 30 Nov 2026 00:00:00 GMT
    """,
)


@RULE.on_document(
    where=lambda operation: operation.deprecated,
    many="{count} of {total} deprecated operations have no sunset date",
)
def sunset(operation: Operation) -> Iterator[Problem]:
    key = sunset_key(operation)
    if key == "x-sunset" and date_of(operation.value[key]) is None:
        yield Problem(
            operation.value_at(key),
            f"`{operation.value[key]}` is no RFC 3339 date",
            help="write `2026-11-30` or `2026-11-30T00:00:00Z`",
        )
    elif key is None and not any(response.header("sunset") for response in operation.responses.values()):
        yield Problem(
            operation.at("deprecated"),
            f"`{operation.label}` is deprecated without a sunset date",
            help="add `x-sunset` with a date, or document the `Sunset` header of its answers",
        )


@RULE.on_exchange(
    where=lambda exchange, operation: operation.deprecated and exchange.answer.is_success,
    about=lambda operation: operation.deprecated,
    unseen="no answer of a deprecated operation was seen",
)
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    if exchange.answer.header("sunset") is None:
        response = promised(operation, exchange.status)
        is_promised = response is not None and response.header("sunset") is not None
        yield Problem(
            operation.at("deprecated"),
            "an answer of a deprecated operation has no `Sunset`" + ", which is promised" * is_promised,
            help="send `Sunset: Mon, 30 Nov 2026 00:00:00 GMT`, the day from which it will not work",
            severity=Severity.WARNING if is_promised else None,
            cause="no Sunset",
        )
