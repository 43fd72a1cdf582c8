"""Paths name things; what is done with them is said by the method.

`POST /createOrder` and `GET /getOrders` say twice what happens and leave open what it happens to: caches,
permissions and logs that work by path see unrelated resources where there is one order. A client that knows
`/orders` can guess how to list, create and delete; one that knows `/getOrders` can guess nothing.

The verb must be the first word of a segment. Compounds are left alone where they name things (`/add-ons`,
`/delete-requests`, `/update-checks/{id}`), as is a verb behind a colon (`/orders:batchGet`). Reading by
POST (`/retrieve-orders`), which keeps data out of URLs, is told mildly.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Kind, PathItem, Problem, Resource, Rule, Severity
from ..core.english import CRUD_VERBS, is_verb
from ..core.words import words
from ._paths import introduced

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Zalando 141", "IBM", "adidas", "AgID"),
    bad="""
        paths:
          /getOrders:  # <-
            get: {summary: List orders}
          /orders/{id}/delete:  # <-
            post: {summary: Delete an order}
    """,
    good="""
        paths:
          /orders:
            get: {summary: List orders}
          /orders/{id}:
            delete: {summary: Delete an order}
    """,
)

INSTEAD = {
    "create": "`POST`", "add": "`POST`", "update": "`PUT` or `PATCH`",
    "delete": "`DELETE`", "remove": "`DELETE`",
}  # fmt: skip
READS = frozenset(("get", "list", "fetch", "retrieve"))
THINGS = frozenset(
    ("request", "requests", "event", "events", "history", "log", "logs", "token", "tokens", "on", "ons")
)
"""Last words that make a thing of a verb before them: `delete-request`, `update-history`, `add-on`."""


def static_nodes(item: PathItem) -> list[Resource]:
    return [node for node in introduced(item) if node.segment.is_static and node.kind is not Kind.FILE]


@RULE.on_document(
    where=lambda item: bool(static_nodes(item)),
    many="{count} of {total} paths begin a segment with a verb that a method stands for",
)
def no_verb(item: PathItem) -> Iterator[Problem]:
    for node in static_nodes(item):
        name, tokens = node.segment.name, words(node.segment.name)
        if tokens and tokens[0] in CRUD_VERBS and not is_thing(node, tokens):
            is_query = tokens[0] in READS and node.methods == {"post"}
            yield Problem(
                item.key,
                f"path segment `{name}` begins with a verb that a method stands for",
                help=help_for(tokens[0], is_query),
                subject=name,
                severity=Severity.INFO if is_query else None,
            )


def is_thing(node: Resource, tokens: tuple[str, ...]) -> bool:
    """Whether the verb is part of a noun: `add-ons`, `remove-token`, `list-members/{id}`."""
    if len(tokens) == 1 or tokens[0] in ("create", "get", "fetch", "retrieve"):
        return False
    has_items = node.kind is Kind.COLLECTION and "{}" in node.children
    return tokens[-1] in THINGS or (has_items and not is_verb(tokens[0]))


def help_for(verb: str, is_query: bool) -> str:
    if is_query:
        return "name the thing; a query that needs a body is by custom `POST` on `.../search`"
    return f"name the thing and let {INSTEAD.get(verb, '`GET`')} say what happens to it"
