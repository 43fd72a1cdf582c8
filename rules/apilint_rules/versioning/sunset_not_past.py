"""An operation whose sunset has come is gone from the description.

A date in the past means that the description is out of date, or that the service is: callers see an
operation that may stop working any day, and learn that dates announced here do not count.

Dates are compared with the day of the check. Only dates as RFC 3339 writes them are read;
`deprecated-has-sunset` tells of others.

On the wire an operation whose sunset has come, by its description or by the `Sunset` that it sends, does not succeed
any more: `404` and `410` are right.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Exchange,
    Operation,
    Parameter,
    Problem,
    Rule,
    Severity,
)
from ._sent import http_date_of
from ._sunset import date_of

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 8594 section 3", "Zalando 189"),
    bad="""
        paths:
          /orders:
            get:
              deprecated: true
              x-sunset: '2019-06-30'  # <-
    """,
    good="""
        paths:
          /orders:
            get:
              deprecated: true
              x-sunset: '2999-06-30'
    """,
    wire_api="""
        paths:
          /orders:
            get: {deprecated: true, x-sunset: '2019-06-30', responses: {'200': {description: the orders}}}
            post: {deprecated: true, responses: {'201': {description: created}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        ===
        > POST /orders
        < 201 Created
        < Sunset: Sun, 30 Jun 2019 00:00:00 GMT
    """,
    wire_good="""
        > GET /orders
        < 410 Gone
        ===
        > POST /orders
        < 201 Created
        < Sunset: Fri, 31 Dec 2999 00:00:00 GMT
    """,
)


@RULE.on_document(having=("x-sunset",))
def ahead(view: Operation | Parameter, today: str) -> Iterator[Problem]:
    date = date_of(view.value["x-sunset"])
    if date is not None and date < today[:10]:
        name = f"`{view.label}`" if isinstance(view, Operation) else f"parameter `{view.name}`"
        yield Problem(
            view.value_at("x-sunset"),
            f"the sunset of {name} was on {date}",
            help="remove it, or announce a later date",
        )


def has_sunset(exchange: Exchange, operation: Operation) -> bool:
    return operation.has("x-sunset") or exchange.answer.header("sunset") is not None


@RULE.on_exchange(
    where=has_sunset,
    about=lambda operation: operation.has("x-sunset"),
    unseen="no answer with a sunset was seen",
)
def gone(exchange: Exchange, operation: Operation, today: str) -> Iterator[Problem]:
    sent = http_date_of(exchange.answer.header("sunset") or "")
    date = sent.date().isoformat() if sent is not None else date_of(operation.value.get("x-sunset"))
    if date is not None and date < today[:10] and exchange.answer.is_success:
        yield Problem(
            operation.value_at("x-sunset") if operation.has("x-sunset") else operation,
            f"`{operation.label}` answers {exchange.status}, though its sunset was on {date}",
            help="answer `410`, or announce a later date",
            cause=f"{operation.label} after its sunset",
        )
