"""What can be changed can be read.

A client that replaces or patches an item must know what is there: to send back the fields that it does not
want to change, to see whether its write arrived, to go on after a timeout. Without GET it can only keep a
copy and hope that nobody else writes.

A list that holds the item is enough, wherever it is (`/pages/{id}/elements` for `/element/{id}`), as is an
item that is returned with its parts, unless `list_suffices` says otherwise. What is only added and removed
as a whole (a membership, a star, a block) is left alone, unless it is created by POST. Secrets and
credentials are written and never shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Kind, Option, PathItem, Problem, Resource, Role, Rule, Schema, Severity
from ..core.english import number_free
from ..core.listing import name_key
from ..core.words import words

RULE = Rule(
    severity=Severity.INFO,
    sources=("AIP-121", "AIP-131", "IBM"),
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


def is_listed(node: Resource, api: Api) -> bool:
    """Whether the items of this collection, or of another one with its name, are returned by some GET."""
    collection = node.collection
    if collection is None:
        return False
    alike = api.resources.by_name[number_free(words(collection.segment.name))]
    by_key = [child for child in collection.children.values() if child.kind is Kind.FUNCTION]
    held = [other for one in (*alike, *by_key) for other in (one, one.item) if other is not None]
    return any(other.methods & {"get", "head"} for other in held)


def is_embedded(node: Resource) -> bool:
    """Whether an item above is returned with its parts: `/carts/{id}` with the `lines` of `.../lines`."""
    collection = node.collection
    gets = [get for above in node.ancestors if (get := above.operation("get")) is not None]
    responses = [response.json for get in gets for response in get.successes if response.json is not None]
    names = {name_key(name) for media in responses if media.schema for name in names_in(media.schema)}
    return collection is not None and name_key(collection.segment.name) in names


def names_in(body: Schema) -> set[str]:
    """The names of the properties of a body and its alternatives, and of the objects and lists in it."""
    names: set[str] = set()
    for schema in [body, *body.one_of, *body.any_of]:
        names |= schema.flat.property_names
        for part in schema.flat.properties.values():
            names |= part.flat.property_names
            names |= part.flat.items.flat.property_names if part.flat.items is not None else set()
    return names


def is_written(node: Resource) -> bool:
    """Whether clients keep this item: they patch it or replace and delete it, or have created it by POST."""
    above = node.collection
    if above is not None and "post" in above.methods:
        return True
    put = node.operation("put")
    return "patch" in node.methods or (
        "delete" in node.methods and put is not None and put.request_body is not None
    )


def is_secret(node: Resource) -> bool:
    return any(SECRETS & set(words(segment.name)) for segment in node.segments[-3:])
