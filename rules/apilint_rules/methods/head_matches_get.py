"""HEAD works wherever GET does, and answers the same without the body.

HEAD asks whether something is there, how large it is and whether it has changed, without carrying it over. Caches,
link checkers and download tools use it before they decide; a service that refuses it, or says other things than GET
does, sends them wrong.

On the wire GET, HEAD and GET are sent to the same address. The statuses must agree; of the headers that describe the
content, those that are alike in both answers to GET must be the same in that to HEAD, or be left out (what would have
to be computed may be).
"""

from __future__ import annotations

from ..core import Exchange, Operation, Probe, Problem, Rule, Severity, Situation, Unjudged

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 9.3.2", "RFC 9110 section 9.1", "RFC 9110 section 8.6"),
    wire_api="""
        paths:
          /orders:
            get: {responses: {'200': {description: the orders}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        < 200 OK
        > HEAD /orders
        < 405 Method Not Allowed
        ===
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        < 200 OK
        < Content-Type: application/json
        > HEAD /orders
        < 200 OK
        < Content-Type: text/html
        > GET /orders
        < 200 OK
        < Content-Type: application/json
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        < 200 OK
        < Content-Type: application/json
        < ETag: "a"
        < Content-Length: 17
        > HEAD /orders
        < 200 OK
        < Content-Type: application/json
        < ETag: "a"
        > GET /orders
        < 200 OK
        < Content-Type: application/json
        < ETag: "a"
        < Content-Length: 17
    """,
)

ALIKE = (
    "content-type", "content-length", "content-language", "content-encoding", "etag", "last-modified", "cache-control",
    "vary", "link", "accept-ranges",
)  # fmt: skip
NEEDED = ("content-type", "etag")
"""What costs nothing to send, as GET shows: a HEAD without them is told, mildly."""


@RULE.on_probe(about=lambda operation: operation.method == "get", most=3)
def head(operation: Operation, situation: Situation) -> Probe:
    """GET, HEAD, GET."""
    known = situation.accepted(operation)
    first = (yield known.request) if known is not None else None
    if first is None or not first.answer.is_success:
        yield Unjudged("no GET was accepted")
        return
    headed = yield first.request.but(method="HEAD")
    if headed.status in (429, 503):
        yield Unjudged(f"HEAD was answered with {headed.status}")
        return
    if headed.status != first.status:
        yield Problem(
            operation,
            f"HEAD is answered with {headed.status} where GET is with {first.status}",
            help="answer HEAD as GET, without the body",
            cause=f"HEAD {headed.status}",
        )
        return
    again = yield first.request
    for name in ALIKE:
        yield from compared(name, operation, first, headed, again)


def compared(
    name: str, operation: Operation, first: Exchange, headed: Exchange, again: Exchange
) -> list[Problem]:
    """The problem with one header of an answer to HEAD; none where GET itself gives different ones."""
    wanted, sent = first.answer.header(name), headed.answer.header(name)
    if wanted != again.answer.header(name) or sent == wanted:
        return []
    if sent is None and name not in NEEDED:
        return []
    what = "none" if sent is None else f"`{sent[:60]}`"
    length = name == "content-length"
    if length and (first.answer.header("content-encoding") or wanted is None):
        return []
    return [
        Problem(
            operation,
            f"HEAD has {what} as `{name}` where GET has {f'`{wanted[:60]}`' if wanted else 'none'}",
            help="send the header fields of GET" + (", or leave `Content-Length` out" if length else ""),
            cause=f"HEAD {name} {'missing' if sent is None else 'differs'}",
        )
    ]
