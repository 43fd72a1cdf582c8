"""PATCH takes a patch format: merge patch or JSON Patch.

A PATCH body is a list of changes, and its media type says how to read it. Plain `application/json` does not:
whether a missing member means "leave it" or "remove it", whether `null` removes a member, and whether an
array is replaced or appended to are all left to guessing. `application/merge-patch+json` and
`application/json-patch+json` answer each of these.

Nearly every published API does take plain JSON, so the rule is off unless a profile asks for it. Types that
define patches of their own (`application/vnd.api+json`, `application/scim+json`), forms, files and media
ranges are left alone.

On the wire a `415` of a PATCH names the formats that are taken in `Accept-Patch`, and plain JSON is not taken where
only patch formats are declared: what it means is not written anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, Operation, Probe, Problem, Rule, Severity, Situation, Unjudged
from ..core.wire.promises import declares, promise_place
from ._things import can_be_tried, write

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    sources=("RFC 5789 section 2", "RFC 7396", "Zalando 148", "Azure patch-content-type", "AgID"),
    bad="""
        paths:
          /orders/{id}:
            patch:
              requestBody:
                required: true
                content:
                  application/json:  # <-
                    schema: {type: object}
              responses:
                '200': {description: the order}
    """,
    good="""
        paths:
          /orders/{id}:
            patch:
              requestBody:
                required: true
                content:
                  application/merge-patch+json:
                    schema: {type: object}
              responses:
                '200': {description: the order}
    """,
    wire_api="""
        paths:
          /orders: {post: {responses: {'201': {description: created}}}}
          /orders/{id}:
            get: {responses: {'200': {description: one order}}}
            patch:
              requestBody: {content: {application/merge-patch+json: {schema: {type: object}}}}
              responses: {'200': {description: changed}, '415': {description: another type}}
    """,
    wire_bad="""
        > PATCH /orders/17
        > Content-Type: text/plain
        < 415 Unsupported Media Type
        ===
        > POST /orders
        < 201 Created
        < Location: /orders/17
        > PATCH /orders/17
        > Content-Type: application/merge-patch+json
        >
        > {"total": 7}
        < 200 OK
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > PATCH /orders/18
        > Content-Type: application/json
        < 200 OK
    """,
    wire_good="""
        > PATCH /orders/17
        > Content-Type: text/plain
        < 415 Unsupported Media Type
        < Accept-Patch: application/merge-patch+json
        ===
        > POST /orders
        < 201 Created
        < Location: /orders/17
        > PATCH /orders/17
        > Content-Type: application/merge-patch+json
        >
        > {"total": 7}
        < 200 OK
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > PATCH /orders/18
        > Content-Type: application/json
        < 415 Unsupported Media Type
        < Accept-Patch: application/merge-patch+json
    """,
    profiles={"strict": True, "zalando": True, "azure": True},
)

PLAIN = ("application/json", "text/json")


def patches(operation: Operation) -> bool:
    return operation.method == "patch" and operation.request_body is not None


@RULE.on_document(
    where=patches, many="{count} of {total} PATCH operations take plain JSON instead of a patch format"
)
def patch_format(operation: Operation) -> Iterator[Problem]:
    body = operation.request_body
    assert body is not None
    media = list(body.content.values())
    if media and all(one.essence in PLAIN for one in media):
        yield Problem(
            media[0],
            f"PATCH takes `{media[0].name}`, which does not say how changes are applied",
            help="take `application/merge-patch+json` (RFC 7396) or `application/json-patch+json` (RFC 6902)",
        )


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.status == 415 and operation.method == "patch",
    about=lambda operation: operation.method == "patch" and declares(operation, 415),
    unseen="no 415 was seen",
)
def names_formats(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    """RFC 5789 section 2.2: such an answer SHOULD include `Accept-Patch`."""
    if exchange.answer.header("accept-patch") is None:
        yield Problem(
            promise_place(operation, 415),
            "a `415` of a PATCH came without `Accept-Patch`",
            help="send `Accept-Patch` with the formats that are taken",
            cause="415 without Accept-Patch",
        )


def takes_only_formats(operation: Operation) -> bool:
    """Whether a PATCH that can be tried declares formats, and plain JSON is none of them."""
    if operation.method != "patch" or operation.request_body is None or not can_be_tried(operation):
        return False
    names = [media.essence for media in operation.request_body.content.values()]
    return any("patch+json" in name for name in names) and not set(names) & {*PLAIN, "*/*", "application/*"}


@RULE.on_probe(about=takes_only_formats, most=2, writes=True)
def plain_json(operation: Operation, situation: Situation) -> Probe:
    """Sends an accepted patch as plain JSON."""
    thing = yield from situation.create_for(operation)
    request = write(operation, situation, thing, thing.made_by) if thing is not None else None
    if request is None or not request.body:
        yield Unjudged("no accepted PATCH with a body is known")
        return
    exchange = yield request.with_header("Content-Type", PLAIN[0])
    if exchange.answer.is_success:
        body = operation.request_body
        yield Problem(
            body if body is not None else operation,
            f"a patch sent as `{PLAIN[0]}` was taken with {exchange.status}",
            help="answer `415` with `Accept-Patch`, or declare the type",
            cause="plain JSON taken as a patch",
            gap=True,
        )
