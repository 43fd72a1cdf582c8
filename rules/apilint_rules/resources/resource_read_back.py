"""What can be changed can be read.

A client that replaces or patches an item must know what is there: to send back the fields that it does not
want to change, to see whether its write arrived, to go on after a timeout. Without GET it can only keep a
copy and hope that nobody else writes.

A list that holds the item is enough, wherever it is (`/pages/{id}/elements` for `/element/{id}`), as is an
item that is returned with its parts, unless `list_suffices` says otherwise. What is only added and removed
as a whole (a membership, a star, a block) is left alone, unless it is created by POST. Secrets and
credentials are written and never shown.

On the wire something is created and read again: a dead address is an error, a value that is not the one that was sent a
warning (spelling, rounding and what the service sets by itself do not count). It must be in the list of its collection,
where that fits on one page, and gone from it, and from its address, when it has been deleted.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Kind,
    Operation,
    Option,
    PathItem,
    Probe,
    Problem,
    Request,
    Resource,
    Role,
    Rule,
    Severity,
    Situation,
    Unjudged,
)
from ..core.wire.pages import written
from ..core.words import words
from ._kept import is_in_list, is_mock
from ._readback import stored_otherwise
from ._readers import is_embedded, is_listed, is_written

RULE = Rule(
    severity=Severity.INFO,
    sources=("AIP-121", "AIP-131", "IBM"),
    covered_by=("idempotent-methods",),
    options={
        "list_suffices": Option(True, "whether a list of the items, or the item that holds them, is enough")
    },
    profiles={"strict": {"list_suffices": False}, "google": {"list_suffices": False}},
    bad="""
        paths:
          /orders/{id}:  # <-
            put: {summary: Replace an order, requestBody: {content: {}}}
            delete: {summary: Delete an order}
    """,
    good="""
        paths:
          /orders/{id}:
            get: {summary: Get an order}
            put: {summary: Replace an order, requestBody: {content: {}}}
            delete: {summary: Delete an order}
    """,
    wire_api="""
        paths:
          /orders:
            post: {responses: {'201': {description: created}}}
          /orders/{id}:
            get: {responses: {'200': {description: the order}}}
            delete: {responses: {'204': {description: deleted}}}
    """,
    wire_bad="""
        > POST /orders
        >
        > {"total": 5}
        < 201 Created
        < Location: /orders/17
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/18
        < 404 Not Found
        > GET /orders/18
        < 404 Not Found
        ===
        > POST /orders
        >
        > {"total": 5}
        < 201 Created
        < Location: /orders/17
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/18
        < 200 OK
        <
        < {"id": 18, "total": 6}
        > POST /orders
        < 201 Created
        < Location: /orders/19
        > GET /orders/999999937
        < 404 Not Found
    """,
    wire_good="""
        > POST /orders
        >
        > {"total": 5}
        < 201 Created
        < Location: /orders/17
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/18
        < 200 OK
        <
        < {"id": 18, "total": 5}
    """,
)

SECRETS = frozenset(
    ("secret", "secrets", "password", "passwords", "credential", "credentials",
     "token", "tokens", "key", "keys")
)  # fmt: skip


def is_changed(item: PathItem) -> bool:
    """Whether a path is an item that can be changed or deleted."""
    if item.role is not Role.PATH or not item.operations:
        return False
    node = item.api.resources[item.path]
    return (
        node.kind is Kind.ITEM
        and node.collection is not None
        and bool(node.methods & {"put", "patch", "delete"})
    )


@RULE.on_document(where=is_changed, many="{count} of {total} items that can be changed cannot be read")
def readable(item: PathItem, list_suffices: bool) -> Iterator[Problem]:
    node = item.api.resources[item.path]
    if node.methods & {"get", "head"} or is_secret(node) or node.path_items[0].path != item.path:
        return
    if list_suffices and (is_listed(node, item.api) or is_embedded(node)):
        return
    if is_written(node):
        methods = [method.upper() for method in sorted(node.methods & {"put", "patch", "delete"})]
        yield Problem(
            item.key,
            f"`{item.path}` takes {' and '.join(methods)}, but no GET",
            help="add a GET that returns the item",
        )


def is_secret(node: Resource) -> bool:
    return any(SECRETS & set(words(segment.name)) for segment in node.segments[-3:])


# On the wire -------------------------------------------------------------------------------------------------


def creates_items(operation: Operation) -> bool:
    item = operation.resource.item if operation.method == "post" else None
    return item is not None and item.operation("get") is not None


def deletes_items(operation: Operation) -> bool:
    resource = operation.resource
    return (
        operation.method == "delete" and resource.kind is Kind.ITEM and resource.operation("get") is not None
    )


@RULE.on_probe(about=creates_items, writes=True)
def reads_back(operation: Operation, situation: Situation) -> Probe:
    """Creates a thing, reads it, and looks for it in its list."""
    thing = yield from situation.create(operation)
    get = thing.resource.operation("get") if thing is not None else None
    if thing is None or get is None:
        yield Unjudged("nothing could be created, or the answer does not tell what it is called")
        return
    read = yield Request("GET", thing.path)
    if read.status in (404, 410):
        read = yield Request("GET", thing.path)  # what is stored behind a queue comes a little later
    if read.status in (404, 410):
        yield Problem(
            operation,
            f"what `{operation.label}` has created is answered with {read.status}",
            help="store it before saying so, or answer `202`",
            severity=Severity.ERROR,
            evidence=[thing.made_by, read],
            cause="created, but not there",
        )
        return
    if not read.answer.is_success:
        yield Unjudged(f"reading it is answered with {read.status}")
        return
    different = list(stored_otherwise(operation, thing, read))
    if different and (yield from is_mock(thing, situation)):
        yield Unjudged("it answers like a mock: whatever is asked for is there")
        return
    yield from different
    if (yield from is_in_list(thing, situation)) is False:
        yield Problem(
            operation,
            "what was created is not in the list of its collection",
            help="list it, or describe which things are listed",
            severity=Severity.WARNING,
            cause=f"{operation.label}: created, but not listed",
        )


@RULE.on_probe(about=deletes_items, writes=True)
def is_gone(operation: Operation, situation: Situation) -> Probe:
    """Creates a thing, deletes it, and looks for it where it was."""
    thing = yield from situation.create_for(operation)
    request = situation.request(operation, thing) if thing is not None else None
    if thing is None or request is None:
        yield Unjudged("nothing could be created")
        return
    there = yield Request("GET", thing.path)
    deleted = yield request
    if not there.answer.is_success or deleted.status not in (200, 204):
        yield Unjudged(f"the new thing is read with {there.status} and deleted with {deleted.status}")
        return
    read = yield Request("GET", thing.path)
    if read.answer.is_success and written(read.answer.json) == written(there.answer.json):
        if (yield from is_mock(thing, situation)):
            yield Unjudged("it answers like a mock: whatever is asked for is there")
            return
        yield Problem(
            operation,
            f"what was deleted can still be read ({read.status})",
            help="answer `404` or `410` after a DELETE, or `202` where it takes its time",
            severity=Severity.ERROR,
            evidence=[thing.made_by, deleted, read],
            cause="deleted, but still there",
        )
    elif (yield from is_in_list(thing, situation, most=2)):
        yield Problem(
            operation,
            "what was deleted is still in the list of its collection",
            help="take it out of the list",
            severity=Severity.WARNING,
            cause="deleted, but still listed",
        )
