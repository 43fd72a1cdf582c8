"""What must be sent beside some operations to reach them: what makes or lists that which they are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from ..api.model import Api, Operation
from ..resources import Kind, Resource
from .links import target_of
from .order import referred
from .routing import names_of


class SetUp(NamedTuple):
    """Labels of operations that are not tested themselves.

    `producers` give what the tested ones need (an id): the plan sends them first. `beside` may be sent where something
    is to be read before it is changed, or cleared away when all is done.
    """

    producers: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Both of them."""
        return self.producers | self.beside


def set_up(api: Api, tested: Collection[str]) -> SetUp:
    """What some operations (labels) need of the others; whatever the producers need is among it."""
    waiting = [operation for operation in api.operations if operation.label in tested]
    involved = {operation.label: operation for operation in waiting}
    while waiting:
        for each in _producers(waiting.pop()):
            if each.label not in involved:
                involved[each.label] = each
                waiting.append(each)
    beside = {each.label for operation in involved.values() for each in _beside(operation)}
    return SetUp(frozenset(involved) - set(tested), frozenset(beside) - set(involved))


def _producers(operation: Operation) -> Iterator[Operation]:
    """What makes or lists the things that an operation is about or refers to; a list is filled, too."""
    found = [each for node in _lineage(operation) for each in _makers(node)]
    for collection in referred(operation):
        found += _of(collection, "post", "get")
        found += _makers(collection.item) if collection.item is not None else []
    if not found and names_of(operation.path):
        found = list(_linking(operation))
    yield from (each for each in found if each is not operation)


def _lineage(operation: Operation) -> Iterator[Resource]:
    """The items that an operation is about or stands below; for a list its items."""
    resource = operation.resource
    lists = resource.kind is Kind.COLLECTION and operation.method == "get" and resource.item is not None
    yield from [resource.item] if lists and resource.item is not None else []
    yield from (node for node in (resource, *resource.ancestors) if node.kind is Kind.ITEM)


def _makers(item: Resource) -> list[Operation]:
    collection = item.collection
    found = _of(collection, "post", "get") if collection is not None else []
    return found if any(each.method == "post" for each in found) else [*found, *_of(item, "put")]


def _linking(operation: Operation) -> Iterator[Operation]:
    """The operations whose answers have a link to this one."""
    for other in operation.api.operations:
        links = (link for response in other.responses.values() for link in response.links.values())
        if any(target_of(link) is operation for link in links):
            yield other


def _beside(operation: Operation) -> Iterator[Operation]:
    """What reads the thing that an operation changes or makes, and what deletes it."""
    resource = operation.resource
    item = resource.item if resource.kind is Kind.COLLECTION else resource
    if operation.method not in ("get", "head", "options"):
        yield from _of(resource, "get")
        yield from _of(item, "get", "delete") if item is not None and item.kind is Kind.ITEM else []


def _of(resource: Resource, *methods: str) -> list[Operation]:
    return [each for method in methods if (each := resource.operation(method)) is not None]
