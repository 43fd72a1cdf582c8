"""An action is the last segment of its path and takes POST.

Some deeds fit no method: cancelling an order is neither an update nor a deletion. The custom is to hang
them below what they are done to, `POST /orders/{id}/cancel` or `POST /orders/{id}:cancel`. Gateways,
permissions and clients can then tell deeds from resources by their place. An action with GET is called by
crawlers and caches, one with DELETE says that an order's `cancel` goes away, and one in the middle of a
path leaves open what is done to what.

Only words that are verbs and nothing else are judged: `report`, `search`, `import`, `lock` or `check` may
be things. Verbs that merely compute an answer (`GET /prices/compare`) are free, and `path-no-crud-verbs`
looks at `create`, `delete` and the like.

On the wire GET on an action that takes only POST is refused (`405`): else a crawler or a cache may have called it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Kind,
    Operation,
    PathItem,
    Probe,
    Problem,
    Request,
    Resource,
    Rule,
    Severity,
    Situation,
    Unjudged,
)
from ..core.english import CRUD_VERBS, is_verb
from ..core.wire.routing import fill
from ..core.words import words
from ._paths import introduced

RULE = Rule(
    severity=Severity.INFO,
    sources=("AIP-136", "Azure performing-an-action", "NL /core/resource-operations"),
    bad="""
        paths:
          /orders/{id}/cancel:  # <-
            put: {summary: Cancel an order}
          /orders/{id}/approve/discount:  # <-
            post: {summary: Approve the discount of an order}
    """,
    good="""
        paths:
          /orders/{id}/cancel:
            post: {summary: Cancel an order}
          /orders/{id}/discount/approve:
            post: {summary: Approve the discount of an order}
    """,
    wire_api="""
        paths:
          /orders: {post: {responses: {'201': {description: created}}}}
          /orders/{id}: {get: {responses: {'200': {description: one order}}}}
          /orders/{id}/cancel: {post: {responses: {'204': {description: cancelled}}}}
    """,
    wire_bad="""
        > POST /orders
        < 201 Created
        < Location: /orders/17
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/18/cancel
        < 200 OK
    """,
    wire_good="""
        > POST /orders
        < 201 Created
        < Location: /orders/17
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/18
        > GET /orders/18/cancel
        < 405 Method Not Allowed
        < Allow: POST
    """,
)


def deeds(item: PathItem) -> list[Resource]:
    return [node for node in introduced(item) if node.segment.is_static and is_deed(words(node.segment.name))]


def is_deed(tokens: tuple[str, ...]) -> bool:
    return bool(tokens) and is_verb(tokens[0]) and tokens[0] not in CRUD_VERBS


@RULE.on_document(
    where=lambda item: bool(deeds(item)),
    many="{count} of {total} actions take no POST or are not the last segment",
)
def shape(item: PathItem) -> Iterator[Problem]:
    for node in deeds(item):
        name = node.segment.name
        if node.methods and not node.methods & {"get", "head", "post"}:
            method = sorted(node.methods)[0].upper()
            yield Problem(
                item.key,
                f"action `{name}` takes {method}, not POST",
                help="take POST, or name the thing that is replaced or deleted",
                subject=name,
            )
        elif is_in_the_middle(node):
            yield Problem(
                item.key,
                f"action `{name}` stands in the middle of a path",
                help="put the verb last, below what it is done to",
                subject=name,
            )


def is_in_the_middle(node: Resource) -> bool:
    """Whether a verb that is no path itself leads to further fixed segments that are written to."""
    below = [child for child in node.children.values() if child.segment.is_static]
    return (
        not node.methods
        and any(child.methods - {"get", "head"} for child in below)
        and node.kind is Kind.NAMESPACE
    )


def made_for(operation: Operation) -> Operation | None:
    """The POST that makes what a deed that takes nothing but POST is done to; None of other operations."""
    node = operation.resource
    item = node.parent if node.segment.is_static and is_deed(words(node.segment.name)) else None
    is_post = operation.method == "post" and not node.methods & {"get", "head"}
    collection = item.collection if item is not None and is_post else None
    return collection.operation("post") if collection is not None else None


@RULE.on_probe(about=lambda operation: made_for(operation) is not None, most=2, writes=True)
def not_read(operation: Operation, situation: Situation) -> Probe:
    """Reads the address of a deed, on something that was made for it: should it be done, nobody else is harmed."""
    post = made_for(operation)
    thing = (yield from situation.create(post)) if post is not None else None
    path = fill(operation.path, dict(thing.values)) if thing is not None else None
    if path is None:
        yield Unjudged("nothing could be created that it could be done to")
        return
    exchange = yield Request("GET", path)
    if exchange.answer.is_success:
        yield Problem(
            operation.path_item.key,
            f"GET on an action that is declared for POST was answered with {exchange.status}",
            help="answer `405` with `Allow: POST`",
            cause=f"GET on an action answered with {exchange.status}",
            gap=True,
        )
    elif exchange.status not in (404, 405, 501):
        yield Unjudged(f"GET on it was answered with {exchange.status}")
