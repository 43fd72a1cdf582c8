"""A GET with an `ETag` accepts `If-None-Match` and answers `304`.

The point of an `ETag` is not to send again what the client already has. Only if the description says that
the tag can be sent back, and that the answer may then be an empty `304`, do generated clients have a way to
do so and to understand what they get; to others the `304` is an unexpected status.

Only GETs that declare an `ETag` are looked at.

On the wire every GET that sends an `ETag` (or `Last-Modified`) is sent it back. The answer must be `304` with the same
`ETag`, and `200` when the tag is another one; what changes with each call cannot be judged, but a tag that changes
while the body does not is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, NotAbout, Operation, Probe, Problem, Request, Rule, Severity, Situation, Unjudged
from ..core.wire.promises import declares, declares_header, promise_place
from ._headers import accepts, opaque, other_tag, returns_etag, unconditional

RULE = Rule(
    severity=Severity.INFO,
    sources=("RFC 9110 section 13.1.2", "Zalando 182", "Azure condreq-for-read-behavior", "adidas"),
    bad="""
        paths:
          /orders/{id}:
            get:  # <-
              responses:
                '200':
                  description: the order
                  headers:
                    ETag: {schema: {type: string}}
    """,
    good="""
        paths:
          /orders/{id}:
            get:
              parameters:
                - {name: If-None-Match, in: header, schema: {type: string}}
              responses:
                '200':
                  description: the order
                  headers:
                    ETag: {schema: {type: string}}
                '304': {description: unchanged}
    """,
    wire_bad="""
        > GET /orders/17
        < 200 OK
        ---
        > GET /orders/17
        < 200 OK
        < ETag: "a1"
        > GET /orders/17
        > If-None-Match: "a1"
        < 200 OK
        < ETag: "a1"
        > GET /orders/17
        > If-None-Match: "a2"
        < 200 OK
        < ETag: "a1"
    """,
    wire_good="""
        > GET /orders/17
        < 200 OK
        ---
        > GET /orders/17
        < 200 OK
        < ETag: "a1"
        > GET /orders/17
        > If-None-Match: "a1"
        < 304 Not Modified
        < ETag: "a1"
        > GET /orders/17
        > If-None-Match: "a2"
        < 200 OK
        < ETag: "a1"
    """,
)


def is_tagged_get(operation: Operation) -> bool:
    return operation.method == "get" and returns_etag(operation)


@RULE.on_document(
    where=is_tagged_get, many="{count} of {total} GETs with an `ETag` do not say that it can be sent back"
)
def honoured(operation: Operation) -> Iterator[Problem]:
    missing = [] if accepts(operation, "if-none-match") else ["accepts no `If-None-Match`"]
    if not {"304", "3XX", "3xx"} & operation.responses.keys():
        missing.append("declares no `304`")
    if missing:
        yield Problem(
            operation,
            f"GET returns an `ETag` but {' and '.join(missing)}",
            help="add the header parameter `If-None-Match` and the answer `304`",
        )


@RULE.on_probe(about=lambda operation: operation.method == "get")
def unchanged(operation: Operation, situation: Situation) -> Probe:
    """Reads, and reads again on condition that something has changed."""
    known = situation.accepted(operation)
    if known is None:
        yield Unjudged("no request was accepted")
        return
    request = unconditional(known.request)
    fresh = yield request
    etag, date = fresh.answer.header("etag"), fresh.answer.header("last-modified")
    if not fresh.answer.is_success or not (etag or date):
        promised = declares(operation, 304) or declares_header(operation, "etag", "last-modified")
        yield Unjudged("it sends neither `ETag` nor `Last-Modified`") if promised else NotAbout()
    elif etag:
        yield from by_tag(operation, request, fresh, etag)
    else:
        yield from by_date(operation, request, fresh, date or "")


def by_tag(operation: Operation, request: Request, fresh: Exchange, etag: str) -> Probe:
    """The tag just received, and another one."""
    again = yield request.with_header("If-None-Match", etag)
    tag = again.answer.header("etag")
    if again.answer.is_success and tag != etag and again.answer.body == fresh.answer.body:
        yield broken(operation, 200, "the `ETag` changes though the body does not", "tag", [fresh, again])
        return
    if again.answer.is_success and tag != etag:
        again = yield request.with_header("If-None-Match", tag or etag)  # it had just changed, perhaps
        if again.answer.is_success and again.answer.header("etag") != tag:
            yield Unjudged("it changes with each call")
            return
    if again.status != 304:
        message = f"`If-None-Match` with the current `ETag` is answered with {again.status}, not with 304"
        yield broken(operation, 304, message, "not 304")
    elif tag is None:
        yield Problem(
            promise_place(operation, 304),
            "a `304` comes without the `ETag` that the `200` has",
            help="send the `ETag` with the `304` as well",
            severity=Severity.WARNING,
            cause="304 without ETag",
        )
    other = yield request.with_header("If-None-Match", other_tag(opaque(again.answer.header("etag") or etag)))
    if other.status == 304:
        message = "`If-None-Match` with another `ETag` is answered with 304 as well"
        yield broken(operation, 304, message, "always 304", [fresh, other])


def by_date(operation: Operation, request: Request, fresh: Exchange, date: str) -> Probe:
    """The date just received."""
    again = yield request.with_header("If-Modified-Since", date)
    if again.answer.is_success and again.answer.header("last-modified") != date:
        yield Unjudged("it changes with each call")
    elif again.status != 304:
        yield Problem(
            promise_place(operation, 304),
            f"`If-Modified-Since` with the current date is answered with {again.status}, not with 304",
            help="answer `304` without a body",
            severity=Severity.WARNING,
            evidence=[fresh, again],
            cause="date ignored",
        )


def broken(
    operation: Operation, status: int, message: str, cause: str, evidence: list[Exchange] | None = None
) -> Problem:
    """A MUST of HTTP; an error where the description has promised it."""
    promised = accepts(operation, "if-none-match") or "304" in operation.responses
    return Problem(
        promise_place(operation, status),
        message,
        help="compare the tags, and answer `304` without a body where they are equal",
        severity=Severity.ERROR if promised else Severity.WARNING,
        evidence=evidence or (),
        cause=cause,
    )
