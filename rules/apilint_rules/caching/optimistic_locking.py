"""Where GET returns an `ETag`, writes accept it in `If-Match`.

Two people open the same order, both change it, both save: without a condition the second write silently
undoes the first, and nobody learns of it. An `ETag` is half of the remedy; the other half is that PUT,
PATCH and DELETE take it back in `If-Match`, and answer `412` when somebody else was faster.

Only resources whose GET declares an `ETag` are looked at. `4XX` and `default` count as `412`, and
`If-Unmodified-Since` counts as `If-Match`.

On the wire something is created, and written to with a tag that it does not have: the answer must be `412` (`428` and
`409` say the same to the client) and nothing may have changed. With its own tag the write must be let through. That is
an error where the description promises it, and a warning where only the `ETag` does.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Kind, NotAbout, Operation, Probe, Problem, Rule, Severity, Situation, Unjudged
from ..core.wire.likeness import differences
from ..core.wire.promises import declares
from ._headers import accepts, other_tag, reads_with_etag, unconditional

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 13.1.1", "Zalando 182", "AIP-154", "Azure condreq-support"),
    bad="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  headers:
                    ETag: {schema: {type: string}}
            put:  # <-
              responses:
                '204': {description: changed}
    """,
    good="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  headers:
                    ETag: {schema: {type: string}}
            put:
              parameters:
                - {name: If-Match, in: header, schema: {type: string}}
              responses:
                '204': {description: changed}
                '412': {description: somebody else was faster}
    """,
    wire_api="""
        paths:
          /orders:
            post: {responses: {'201': {description: created}}}
          /orders/{id}:
            get: {responses: {'200': {description: the order}}}
            put:
              parameters:
                - {name: If-Match, in: header, schema: {type: string}}
              responses:
                '204': {description: changed}
                '412': {description: somebody else was faster}
    """,
    wire_bad="""
        > POST /orders
        < 201 Created
        < Location: /orders/17
        > PUT /orders/17
        > Content-Type: application/json
        >
        > {"total": 5}
        < 204 No Content
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/18
        < 200 OK
        < ETag: "a1"
        > PUT /orders/18
        > If-Match: "a2"
        < 204 No Content
    """,
    wire_good="""
        > POST /orders
        < 201 Created
        < Location: /orders/17
        > PUT /orders/17
        > Content-Type: application/json
        >
        > {"total": 5}
        < 204 No Content
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/18
        < 200 OK
        < ETag: "a1"
        > PUT /orders/18
        > If-Match: "a2"
        < 412 Precondition Failed
        > GET /orders/18
        < 200 OK
        < ETag: "a1"
        > PUT /orders/18
        > If-Match: "a1"
        < 204 No Content
    """,
)

REFUSED = (412, 428, 409)


def is_write(operation: Operation) -> bool:
    """Whether it changes what a GET on the same path returns with an `ETag`."""
    return operation.method in ("put", "patch", "delete") and reads_with_etag(operation.path_item)


@RULE.on_document(where=is_write, many="{count} of {total} writes do not accept the `ETag` that GET returns")
def accepted(operation: Operation) -> Iterator[Problem]:
    method = operation.method.upper()
    if not accepts(operation, "if-match", "if-unmodified-since"):
        yield Problem(
            operation,
            f"`{method}` accepts no `If-Match`, though GET returns an `ETag`",
            help="add the header parameter `If-Match` and the answer `412`",
        )
    elif not operation.documents("412"):
        yield Problem(
            operation, f"`{method}` accepts `If-Match` but declares no `412`", help="add the answer `412`"
        )


def changes_an_item(operation: Operation) -> bool:
    is_item = operation.resource.kind is Kind.ITEM and "get" in operation.path_item.operations
    return is_item and operation.method in ("put", "patch", "delete")


@RULE.on_probe(about=changes_an_item, writes=True)
def locked(operation: Operation, situation: Situation) -> Probe:
    """Writes to a new thing with a tag that it does not have, then with its own."""
    thing = yield from situation.create_for(operation)
    read = situation.request(operation.path_item.operations["get"], thing) if thing is not None else None
    write = situation.request(operation, thing) if thing is not None else None
    if read is None or write is None:
        yield Unjudged("nothing could be created")
        return
    before = yield unconditional(read)
    etag = (before.answer.header("etag") or "").strip()
    if not before.answer.is_success or not etag:
        yield Unjudged("GET sends no `ETag`") if declares(operation, 412, 428) else NotAbout()
        return
    method, is_weak = operation.method.upper(), etag.startswith("W/")
    stale = yield unconditional(write).with_header("If-Match", other_tag(etag.removeprefix("W/")))
    if stale.answer.is_success:
        yield broken(
            operation, f"{method} with an `If-Match` that does not fit is answered with {stale.status}"
        )
        return
    if stale.status not in REFUSED:
        yield Unjudged(f"{stale.status} came before the condition was looked at")
        return
    after = yield unconditional(read)
    if not after.answer.is_success or list(differences(before.answer.json, after.answer.json)):
        yield broken(
            operation, f"{method} answered {stale.status}, and has changed the resource all the same"
        )
        return
    tag = after.answer.header("etag") or etag
    if not is_weak:  # If-Match compares strongly (RFC 9110 section 13.1.1): a weak tag never fits
        good = yield unconditional(write).with_header("If-Match", tag)
        if good.status == 412:
            yield broken(operation, f"{method} with the current `ETag` in `If-Match` is answered with 412")


def broken(operation: Operation, message: str) -> Problem:
    promised = accepts(operation, "if-match") or "412" in operation.responses
    return Problem(
        operation,
        message,
        help="answer `412` where the tag is another one, and change nothing",
        severity=Severity.ERROR if promised else Severity.WARNING,
        cause=message,
    )
