"""What belongs to the run: it has made it, or the thing that it is a part of."""

from __future__ import annotations

from collections.abc import Mapping

from ..api.model import Operation
from ..resources import Kind, Resource
from .make import Maker
from .routing import names_of
from .situation import Situation


def makes(operation: Operation, maker: Maker) -> bool:
    """Whether an operation creates things: POST on a collection, or PUT where its collection has no POST."""
    resource = operation.resource
    if operation.method == "post":
        return resource.kind is Kind.COLLECTION
    if operation.method != "put" or resource.kind is not Kind.ITEM:
        return False
    if operation.request_body is None and not maker.is_name(operation, resource.segment.parameters[-1]):
        return False
    collection = resource.collection
    return collection is None or collection.operation("post") is None


def is_ours(situation: Situation, resource: Resource, values: Mapping[str, str]) -> bool:
    """Whether this run has made the thing that the values name, or the one that it is a part of."""
    lineage = (resource, *resource.ancestors)
    named = list(values.values())
    return any(
        thing.resource in lineage and list(thing.values.values()) == named[: len(thing.values)]
        for thing in situation.things
    )


def item_above(resource: Resource) -> Resource | None:
    """The nearest item that a resource is a part of."""
    return next((node for node in resource.ancestors if node.kind is Kind.ITEM and node.path_items), None)


def item_of(resource: Resource) -> Resource | None:
    """The item that a resource is, or else is a part of."""
    return resource if resource.kind is Kind.ITEM else item_above(resource)


def can_be_made(item: Resource, maker: Maker) -> bool:
    """Whether the description has an operation that creates such items."""
    collection = item.collection
    if collection is not None and collection.operation("post") is not None:
        return True
    put = item.operation("put")
    return put is not None and makes(put, maker)


def needs_ours(operation: Operation, maker: Maker) -> bool:
    """Whether an operation may only be about things of the run: it changes them, and others could be made instead."""
    if operation.method in ("get", "head", "options", "query", "put", "patch") or not names_of(
        operation.path
    ):
        return False
    if operation.method == "post" and operation.resource.kind is Kind.COLLECTION:
        return False
    item = item_of(operation.resource)
    return item is not None and can_be_made(item, maker)
