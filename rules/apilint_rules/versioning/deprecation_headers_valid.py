"""A deprecated operation says so in its answers, in the notation of the RFCs, and does not end before it begins to.

The description is read once, when the client is written. Only the answers reach those who run it, years later: a proxy
or a log can count the calls that will stop working, if it can read the dates.

On the wire `Deprecation` is `@` and seconds since 1970 (`@1767225600`), as RFC 9745 has it, and `Sunset` an
HTTP-date, not before it. The notation of older drafts (`true`, an HTTP-date) is only mentioned, and so is a
`Deprecation` that is missing, unless the description promises it. An answer with `Deprecation`, of an operation that
is not deprecated in the description, shows a gap.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, Operation, Problem, Rule, Severity
from ..core.wire.promises import promise_place, promised
from ._sent import deprecation_of, http_date_of, is_of_a_draft

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9745 section 2", "RFC 9745 section 4", "RFC 8594 section 3", "Zalando 189"),
    wire_api="""
        paths:
          /orders:
            get:
              deprecated: true
              responses: {'200': {description: the orders}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        < Deprecation: since spring
        ===
        > GET /orders
        < 200 OK
        < Deprecation: @1767225600
        < Sunset: 2032-12-31
        ===
        > GET /orders
        < 200 OK
        < Deprecation: @1767225600
        < Sunset: Wed, 01 Jan 2025 00:00:00 GMT
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        < Deprecation: @1767225600
        < Sunset: Fri, 31 Dec 2032 00:00:00 GMT
    """,
)


def is_told(exchange: Exchange, operation: Operation) -> bool:
    """Whether an answer of a deprecated operation came, or one that says that it is."""
    answer = exchange.answer
    sent = answer.header("deprecation") is not None or answer.header("sunset") is not None
    return sent or (operation.deprecated and answer.is_success)


@RULE.on_exchange(
    where=is_told,
    about=lambda operation: operation.deprecated,
    unseen="no answer of a deprecated operation was seen",
)
def valid(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    deprecation, sunset = exchange.answer.header("deprecation"), exchange.answer.header("sunset")
    if deprecation is None:
        if operation.deprecated and exchange.answer.is_success:
            yield missing(exchange, operation)
    elif not operation.deprecated:
        yield Problem(
            operation,
            f"an answer says that `{operation.label}` is deprecated, the description does not",
            help="add `deprecated: true`",
            cause=f"{operation.label} is deprecated",
            gap=True,
        )
    if deprecation is not None and deprecation_of(deprecation) is None:
        yield Problem(
            operation.at("deprecated") if operation.deprecated else operation,
            f"`Deprecation` was sent as `{deprecation[:60]}`, where RFC 9745 has `@` and seconds",
            help="send `@1767225600`",
            severity=Severity.INFO if is_of_a_draft(deprecation) else None,
            cause="notation of Deprecation",
        )
    yield from wrong_sunset(operation, deprecation, sunset)


def missing(exchange: Exchange, operation: Operation) -> Problem:
    """The problem with a deprecated operation that does not say so."""
    response = promised(operation, exchange.status)
    is_promised = response is not None and response.header("deprecation") is not None
    return Problem(
        promise_place(operation, exchange.status) if is_promised else operation.at("deprecated"),
        "an answer of a deprecated operation has no `Deprecation`",
        help="send `Deprecation: @1767225600`, the moment since when it is deprecated",
        severity=None if is_promised else Severity.INFO,
        cause="no Deprecation" + " though promised" * is_promised,
    )


def wrong_sunset(operation: Operation, deprecation: str | None, sunset: str | None) -> Iterator[Problem]:
    """The problem with a `Sunset` that is no date, or that comes before the deprecation."""
    if sunset is None:
        return
    place = operation.at("deprecated") if operation.deprecated else operation.place
    end, start = http_date_of(sunset), deprecation_of(deprecation or "")
    if end is None:
        yield Problem(
            place,
            f"`Sunset` was sent as `{sunset[:60]}`, which is no HTTP-date",
            help="send `Fri, 31 Dec 2032 00:00:00 GMT`",
            cause="notation of Sunset",
        )
    elif start is not None and end < start:
        yield Problem(
            place,
            f"`Sunset` ({sunset}) comes before `Deprecation` ({start.date()})",
            help="let the end not be before the deprecation",
            severity=Severity.ERROR,
            cause="Sunset before Deprecation",
        )
