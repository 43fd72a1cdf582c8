"""What is named a deed is not done by GET.

GET is safe: browsers prefetch it, crawlers follow it, proxies cache it and clients repeat it after a
timeout, all without asking. A `GET /orders/{id}/cancel` is called by a link checker one day, and an answer
from a cache means that nothing was cancelled.

A name counts as a deed when it begins with a verb for a change (`cancelOrder`, `users/deleteAll`) or ends
in one behind the name of a thing (`orders.create`). Names that begin with `get`, `list`, `is` and the like
are believed, and nouns such as `cancellations` are no verbs.

On the wire an item is read with GET, HEAD and OPTIONS in turn, and must not change by that, whatever it is called:
what differs again at every reading is told, but for times, versions and entity tags. A GET on what lies below an item
(`/orders/{id}/receipt`) must leave the item as it was; that is looked at on a new item, too, where one can be made, and
told if the same does not change by itself on another new one.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Exchange,
    Kind,
    Operation,
    Probe,
    Problem,
    Resource,
    Rule,
    Severity,
    Situation,
    Unjudged,
)
from ..core.wire.likeness import differences
from ..core.wire.routing import fill
from ..core.words import words

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 9.2.1", "NL /core/http-safety"),
    bad="""
        paths:
          /orders/{id}/cancel:
            get:  # <-
              summary: Cancel an order
          /orders/draft:
            get:
              operationId: createDraft  # <-
    """,
    good="""
        paths:
          /orders/{id}/cancel:
            post:
              summary: Cancel an order
          /orders/draft:
            get:
              operationId: getDraft
    """,
    wire_api="""
        paths:
          /orders:
            post: {responses: {'201': {description: created}}}
          /orders/{id}:
            get: {responses: {'200': {description: the order}}}
          /orders/{id}/cancel:
            get: {responses: {'200': {description: cancelled}}}
    """,
    wire_bad="""
        > GET /orders/17
        < 200 OK
        ---
        > GET /orders/17
        < 200 OK
        <
        < {"total": 5, "reads": 1}
        > HEAD /orders/17
        < 200 OK
        > OPTIONS /orders/17
        < 204 No Content
        > GET /orders/17
        < 200 OK
        <
        < {"total": 5, "reads": 2}
        > GET /orders/17
        < 200 OK
        <
        < {"total": 5, "reads": 3}
        ===
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/17/cancel
        < 200 OK
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/19
        > GET /orders/19
        < 200 OK
        <
        < {"total": 5, "cancelled": false}
        > GET /orders/19/cancel
        < 200 OK
        > GET /orders/19
        < 200 OK
        <
        < {"total": 5, "cancelled": true}
        > POST /orders
        < 201 Created
        < Location: /orders/20
        > GET /orders/20
        < 200 OK
        <
        < {"total": 5, "cancelled": false}
        > HEAD /orders/20
        < 200 OK
        > GET /orders/20
        < 200 OK
        <
        < {"total": 5, "cancelled": false}
        ===
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/17/cancel
        < 200 OK
        ---
        > GET /orders/17
        < 200 OK
        <
        < {"total": 5, "cancelled": false}
        > GET /orders/17/cancel
        < 200 OK
        > GET /orders/17
        < 200 OK
        <
        < {"total": 5, "cancelled": true}
    """,
    wire_good="""
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/17/cancel
        < 200 OK
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/19
        > GET /orders/19
        < 200 OK
        <
        < {"total": 5, "state": "new"}
        > GET /orders/19/cancel
        < 200 OK
        > GET /orders/19
        < 200 OK
        <
        < {"total": 5, "state": "checked"}
        > POST /orders
        < 201 Created
        < Location: /orders/20
        > GET /orders/20
        < 200 OK
        <
        < {"total": 5, "state": "new"}
        > HEAD /orders/20
        < 200 OK
        > GET /orders/20
        < 200 OK
        <
        < {"total": 5, "state": "checked"}
        ===
        > GET /orders/17
        < 200 OK
        ---
        > GET /orders/17
        < 200 OK
        <
        < {"total": 5, "state": "waiting"}
        > HEAD /orders/17
        < 200 OK
        > OPTIONS /orders/17
        < 204 No Content
        > GET /orders/17
        < 200 OK
        <
        < {"total": 5, "state": "ready"}
        > GET /orders/17
        < 200 OK
        <
        < {"total": 5, "state": "ready"}
    """,
)

WRITES = frozenset(
    (
        "create", "update", "delete", "send", "cancel", "approve", "insert", "modify", "remove", "destroy",
        "revoke", "reject", "activate", "deactivate", "enable", "disable", "terminate", "uninstall",
        "unsubscribe", "publish",
    )
)  # fmt: skip
READS = frozenset(
    (
        "get", "list", "read", "fetch", "find", "search", "show", "view", "retrieve", "query", "describe",
        "check", "count", "is", "has", "can", "download", "export", "preview", "validate", "test", "lookup",
        "browse", "load",
    )
)  # fmt: skip
NOUNS = frozenset(("update", "publish"))
"""Of these the ones that can end the name of a thing: `last_update`."""


@RULE.on_document(where=lambda operation: operation.method == "get")
def deed(operation: Operation) -> Iterator[Problem]:
    verb = deed_of(operation.id)
    if verb:
        yield Problem(
            operation.value_at("operationId"),
            f"`{operation.id}` is a GET, but its name says that it will {verb} something",
            help=f"let {method_for(verb)} do it, or name what it returns",
        )
    elif not operation.id or not operation.path_item or len(operation.path_item.operations) == 1:
        yield from by_path(operation)


def by_path(operation: Operation) -> Iterator[Problem]:
    """A path that takes GET alone and ends in a deed, where the operationId does not say otherwise."""
    segment = operation.resource.segment
    verb = deed_of(segment.verb or (segment.name.rpartition(".")[2] if segment.is_static else ""))
    if verb and not operation.resource.children and not begins_harmlessly(operation.id):
        yield Problem(
            operation,
            f"`{operation.label}` is a GET, but its name says that it will {verb} something",
            help=f"let {method_for(verb)} do it, or name what it returns",
        )


def deed_of(name: str) -> str:
    """The verb by which a name promises a change; empty when it does not."""
    tokens = words(name)
    if not tokens or begins_harmlessly(name):
        return ""
    if tokens[0] in WRITES:
        return tokens[0]
    is_dotted = len(tokens) > 1 and name.lower().endswith(
        (f".{tokens[-1]}", f"/{tokens[-1]}", f"_{tokens[-1]}")
    )
    return tokens[-1] if is_dotted and tokens[-1] in WRITES - NOUNS else ""


def begins_harmlessly(name: str) -> bool:
    """Whether a name says first that something is read."""
    return bool(READS & set(words(name)[:1]))


def method_for(verb: str) -> str:
    return "DELETE" if verb in ("delete", "remove", "destroy") else "POST"


def reads_item(operation: Operation) -> bool:
    return operation.method == "get" and operation.resource.kind is Kind.ITEM


@RULE.on_probe(about=reads_item, most=5)
def reading_changes_nothing(operation: Operation, situation: Situation) -> Probe:
    """Reads an item in all safe ways, and compares what comes each time."""
    known = situation.accepted(operation)
    if known is None or (type(known.answer.json) is not dict and known.answer.body):
        yield Unjudged("no item was read as JSON")
        return
    first = yield known.request
    for method in ("HEAD", "OPTIONS"):
        yield known.request.but(method=method)
    second = yield known.request
    if not changed(first, second):
        return
    third = yield known.request
    fields = [name for name in changed(first, second) if name in changed(second, third)]
    if fields:
        yield Problem(
            operation,
            f"`{fields[0]}` changes each time the item is read",
            help="let reading change nothing, or leave what it counts out of the representation",
            cause=f"{operation.label} {fields[0]}",
        )


def changed(before: Exchange, after: Exchange) -> list[str]:
    """The fields that differ between two readings."""
    if not (before.answer.is_success and after.answer.is_success):
        return []
    return list(differences(before.answer.json, after.answer.json, counters=True))


def item_above(operation: Operation) -> Resource | None:
    """The nearest item above that can be read."""
    items = (node for node in operation.resource.ancestors if node.kind is Kind.ITEM)
    return next((node for node in items if node.operation("get") is not None), None)


@RULE.on_probe(
    about=lambda operation: operation.method == "get" and item_above(operation) is not None,
    most=3,
)
def leaves_item_alone(operation: Operation, situation: Situation) -> Probe:
    """Reads an item before and after the GET of something below it."""
    known, item = situation.accepted(operation), item_above(operation)
    route = situation.router.find("GET", known.request.path) if known is not None else None
    path = fill(item.path, route.values) if route is not None and item is not None else None
    if known is None or path is None or item is None:
        yield Unjudged("nothing below an item was read")
        return
    read = known.request.but(path=path, query=())
    before = yield read
    known_again = yield known.request
    after = yield read
    fields = altered(before, after)
    if fields:
        yield writes(operation, item, fields[0], (before, known_again, after))


def makes_item_above(operation: Operation) -> bool:
    item = item_above(operation) if operation.method == "get" else None
    return item is not None and maker_of_items(item) is not None


def maker_of_items(item: Resource) -> Operation | None:
    return item.collection.operation("post") if item.collection is not None else None


@RULE.on_probe(about=makes_item_above, most=8, writes=True)
def leaves_new_item_alone(operation: Operation, situation: Situation) -> Probe:
    """Makes an item, and reads it before and after the GET of something below it; then another, only to read it."""
    item = item_above(operation)
    post, get = (maker_of_items(item), item.operation("get")) if item is not None else (None, None)
    thing = (yield from situation.create(post)) if post is not None else None
    read = situation.request(get, thing) if thing is not None and get is not None else None
    below = situation.request(operation, thing) if thing is not None else None
    if item is None or post is None or get is None or thing is None or read is None or below is None:
        yield Unjudged("nothing could be created below which something can be read")
        return
    before = yield read
    between = yield below
    after = yield read
    fields = altered(before, after) if between.answer.is_success else []
    if not between.answer.is_success or not before.answer.is_success:
        yield Unjudged(f"what lies below a new item was answered with {between.status}")
    if not fields:
        return
    other = yield from situation.create(post)
    control = situation.request(get, other) if other is not None else None
    if control is None:
        return
    first = yield control
    yield control.but(method="HEAD")
    last = yield control
    fields = [name for name in fields if name not in altered(first, last)]
    if fields and last.answer.is_success:
        yield writes(operation, item, fields[0], (thing.made_by, before, between, after))


def altered(before: Exchange, after: Exchange) -> list[str]:
    """The fields that differ, but for those that count readers."""
    is_read = before.answer.is_success and after.answer.is_success
    return list(differences(before.answer.json, after.answer.json)) if is_read else []


def writes(operation: Operation, item: Resource, field: str, evidence: tuple[Exchange, ...]) -> Problem:
    return Problem(
        operation,
        f"`{operation.label}` has changed `{field}` of `{item.path}`",
        help="let POST do it; GET must change nothing",
        severity=Severity.ERROR,
        evidence=evidence,
        cause=f"{operation.label} writes",
    )
