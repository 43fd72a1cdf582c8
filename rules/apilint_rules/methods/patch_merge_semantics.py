"""PATCH leaves alone what it does not name; a merge patch removes what it sets to `null`.

A client sends the one field that its user has edited. When the service takes the rest for absent, and empties it, data
is lost that nobody has touched: the PATCH was a PUT.

On the wire one field of something that the run itself has made is changed; no other may be gone or empty afterwards.
With `application/merge-patch+json`, an optional field is then set to `null` and must be gone, unless that is refused.
"""

from __future__ import annotations

from typing import Any

from ..core import Operation, Probe, Problem, Rule, Severity, Situation, Unjudged
from ..core.wire.likeness import is_volatile
from ..core.wire.situation import maker_of
from ._things import body_schema, can_be_tried, changed, fits, read, write

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 7396 section 2", "RFC 5789 section 2"),
    wire_api="""
        paths:
          /orders:
            post: {responses: {'201': {description: created}}}
          /orders/{id}:
            get: {responses: {'200': {description: the order}}}
            patch:
              requestBody:
                content:
                  application/merge-patch+json:
                    schema:
                      type: object
                      properties: {note: {type: [string, 'null']}, total: {type: number}}
              responses: {'200': {description: changed}}
    """,
    wire_bad="""
        > POST /orders
        < 201 Created
        < Location: /orders/1
        > PATCH /orders/1
        > Content-Type: application/merge-patch+json
        >
        > {"total": 7, "note": "new"}
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
        > {"total": 7}
        < 200 OK
        > GET /orders/2
        < 200 OK
        <
        < {"note": null, "total": 7}
    """,
    wire_good="""
        > POST /orders
        < 201 Created
        < Location: /orders/1
        > PATCH /orders/1
        > Content-Type: application/merge-patch+json
        >
        > {"total": 7, "note": "new"}
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
        > {"total": 7}
        < 200 OK
        > GET /orders/2
        < 200 OK
        <
        < {"note": "old", "total": 7}
        > PATCH /orders/2
        >
        > {"note": null}
        < 200 OK
        > GET /orders/2
        < 200 OK
        <
        < {"total": 7}
    """,
)

MERGE = "application/merge-patch+json"


def merges(operation: Operation) -> bool:
    """Whether a PATCH takes a JSON object of changes."""
    body = operation.request_body
    media = body.json if body is not None else None
    is_list = media is not None and media.essence == "application/json-patch+json"
    schema = body_schema(operation)
    return operation.method == "patch" and can_be_tried(operation) and schema is not None and not is_list


@RULE.on_probe(about=merges, writes=True)
def merged(operation: Operation, situation: Situation) -> Probe:
    """Changes one field, looks at the others, and removes one."""
    thing = yield from situation.create_for(operation)
    before = (yield from read(operation, situation, thing)) if thing is not None else None
    request = write(operation, situation, thing, before) if thing is not None and before is not None else None
    if thing is None or before is None or request is None or type(before.answer.json) is not dict:
        yield Unjudged("nothing could be created that could be changed")
        return
    now, kind = before.answer.json, request.header("content-type") or "application/json"
    patch = one_change(operation, request.json, now)
    if patch is None:
        yield Unjudged("no change of a single field is known")
        return
    exchange = yield request.with_json(patch, kind)
    after = (yield from read(operation, situation, thing)) if exchange.answer.is_success else None
    if after is None or type(after.answer.json) is not dict:
        yield Unjudged(f"the change of a single field was answered with {exchange.status}")
        return
    for name in lost(now, after.answer.json, patch):
        yield Problem(
            operation,
            f"a PATCH that names only `{next(iter(patch))}` has emptied `{name}`",
            help="leave alone what a PATCH does not name",
            severity=Severity.ERROR if kind.startswith(MERGE) else None,
            cause=f"{operation.label} replaces",
        )
        return
    name = removable(operation, after.answer.json) if kind.startswith(MERGE) else ""
    tag = after.answer.header("etag") if request.header("if-match") else None
    exchange = (
        (yield request.with_json({name: None}, kind).with_header("If-Match", tag)) if name else exchange
    )
    left = (yield from read(operation, situation, thing)) if name and exchange.answer.is_success else None
    if (
        left is not None
        and type(left.answer.json) is dict
        and left.answer.json.get(name) == after.answer.json[name]
    ):
        yield Problem(
            operation,
            f"a merge patch that sets `{name}` to `null` has not removed it",
            help="remove what a merge patch sets to `null`, or refuse the request",
            severity=Severity.ERROR,
            cause=f"{operation.label} keeps",
        )


def one_change(operation: Operation, body: Any, now: dict[str, Any]) -> dict[str, Any] | None:
    """A body with one field that is new, if possible one that is not the only field which can be lost; else None."""
    schema = body_schema(operation)
    known = schema.flat.properties if schema is not None else {}
    given = body if type(body) is dict else {}
    optional = {name for name in known if now.get(name) not in (None, "", [])} - required_to_make(operation)
    fields = {**given, **{name: now[name] for name in known if name in now and name not in given}}
    for name in sorted(fields, key=lambda name: (optional == {name}, name not in given)):
        new = changed(operation, {name: fields[name]}, now)
        if new is not None and fits(operation, new):
            return new
    return None


def required_to_make(operation: Operation) -> set[str]:
    """The fields without which nothing of the kind can be made."""
    maker = maker_of(operation)
    schema = body_schema(maker) if maker is not None else None
    return set(schema.flat.required) if schema is not None else set()


def lost(before: dict[str, Any], after: dict[str, Any], patch: dict[str, Any]) -> list[str]:
    """The fields that were there, were not named, and are gone or empty."""
    others = (name for name in before if name not in patch and not is_volatile(name))
    return [
        name for name in others if before[name] not in (None, "", []) and after.get(name) in (None, "", [])
    ]


def removable(operation: Operation, now: dict[str, Any]) -> str:
    """A field that a patch may set to `null`, by the description, and that is there."""
    schema = body_schema(operation)
    names = schema.flat.properties if schema is not None else {}
    can_go = (name for name, one in names.items() if "null" in one.flat.types and now.get(name) is not None)
    return next((name for name in can_go if fits(operation, {name: None})), "")
