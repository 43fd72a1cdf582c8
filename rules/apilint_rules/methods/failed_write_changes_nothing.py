"""A write that is refused changes nothing.

The client is told that its request was not carried out, shows that to its user, and goes on with the old state in
mind. When half of the change was made all the same, nobody knows which half; mending the request and sending it again
may then be refused for what the first try has done. For PATCH the RFC asks for all or nothing outright.

On the wire a PUT or PATCH of something that the run itself has made carries one field that is new and, at its end, one
that the description forbids. If it is refused, the thing must be as it was, but for times, versions and entity tags.
"""

from __future__ import annotations

from typing import Any

from ..core import Operation, Probe, Problem, Rule, Severity, Situation, Unjudged
from ..core.wire.likeness import differences
from ._things import body_schema, can_be_tried, changed, read, spoiled, write

RULE = Rule(
    severity=Severity.ERROR,
    sources=("RFC 5789 section 2", "RFC 9110 section 15.5"),
    wire_api="""
        paths:
          /orders:
            post: {responses: {'201': {description: created}}}
          /orders/{id}:
            get: {responses: {'200': {description: the order}}}
            patch:
              requestBody:
                content:
                  application/json:
                    schema: {type: object, properties: {note: {type: string}, total: {type: number}}}
              responses: {'200': {description: changed}}
    """,
    wire_bad="""
        > POST /orders
        < 201 Created
        < Location: /orders/1
        > PATCH /orders/1
        >
        > {"note": "new", "total": 5}
        < 200 OK
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/2
        > GET /orders/2
        < 200 OK
        <
        < {"note": "old", "total": 5}
        > PATCH /orders/2
        >
        > {"note": "new", "total": {"apilint": []}}
        < 422 Unprocessable Content
        > GET /orders/2
        < 200 OK
        <
        < {"note": "new", "total": 5}
    """,
    wire_good="""
        > POST /orders
        < 201 Created
        < Location: /orders/1
        > PATCH /orders/1
        >
        > {"note": "new", "total": 5}
        < 200 OK
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/2
        > GET /orders/2
        < 200 OK
        <
        < {"note": "old", "total": 5, "version": 1}
        > PATCH /orders/2
        >
        > {"note": "new", "total": {"apilint": []}}
        < 422 Unprocessable Content
        > GET /orders/2
        < 200 OK
        <
        < {"note": "old", "total": 5, "version": 2}
    """,
)


def changes_by_json(operation: Operation) -> bool:
    return (
        operation.method in ("put", "patch")
        and can_be_tried(operation)
        and body_schema(operation) is not None
    )


@RULE.on_probe(about=changes_by_json, writes=True)
def all_or_nothing(operation: Operation, situation: Situation) -> Probe:
    """Reads, writes what is half right, and reads again."""
    thing = yield from situation.create_for(operation)
    before = (yield from read(operation, situation, thing)) if thing is not None else None
    request = write(operation, situation, thing, before) if thing is not None and before is not None else None
    if thing is None or before is None or request is None or type(before.answer.json) is not dict:
        yield Unjudged("nothing could be created that could be changed")
        return
    body = half_right(operation, request.json, before.answer.json)
    if body is None:
        yield Unjudged("no change that is half right could be made up")
        return
    exchange = yield request.with_json(body, request.header("content-type") or "application/json")
    if exchange.status not in (400, 409, 422):
        yield Unjudged(f"the change that is half right was answered with {exchange.status}")
        return
    after = yield from read(operation, situation, thing)
    if after is None or not after.answer.is_success:
        yield Unjudged("the thing could not be read afterwards")
        return
    differing = list(differences(before.answer.json, after.answer.json))
    if differing:
        yield Problem(
            operation,
            f"a {exchange.request.method} that was refused with {exchange.status} has changed `{differing[0]}`",
            help="check the whole request before anything is changed",
            cause=f"{operation.label} half done",
        )


def half_right(operation: Operation, body: Any, now: dict[str, Any]) -> dict[str, Any] | None:
    """A body whose first field is new and whose last is wrong; None where none can be made up."""
    new = changed(operation, body, now) if type(body) is dict else None
    return spoiled(operation, new, next(iter(new))) if new else None
