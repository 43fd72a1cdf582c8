"""The order in which operations are tried: what others need comes first."""

from __future__ import annotations

from collections.abc import Iterator

from ..api.model import Api, Operation
from ..english import number_free
from ..resources import Kind, Resource
from ..words import words
from .routing import names_of

_DEEPEST = 60
_DEEDS = (Kind.ACTION, Kind.FUNCTION)


def in_order(api: Api) -> list[Operation]:
    """All operations but DELETE: collections before items, parents before children, what is referred to first.

    Of one resource: what makes it, then what lists, reads and changes it. Deeds (`/orders/{id}/cancel`) come last.
    """
    nodes = _Order(api).nodes()
    early = [operation for node in nodes if node.kind not in _DEEDS for operation in _operations(node)]
    late = [operation for node in nodes if node.kind in _DEEDS for operation in _operations(node)]
    return early + late


def deletions(api: Api) -> list[Operation]:
    """The DELETE operations, children before parents."""
    found = [operation for operation in api.operations if operation.method == "delete"]
    return sorted(found, key=lambda operation: -len(operation.resource.segments))


class _Order:
    """Visits the nodes of the tree of paths; a node after those that it needs."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.done: dict[int, Resource] = {}
        self.open: set[int] = set()

    def nodes(self) -> list[Resource]:
        for node in sorted(self.api.resources, key=lambda node: (len(node.segments), node.path)):
            self._visit(node)
        return list(self.done.values())

    def _visit(self, node: Resource) -> None:
        if id(node) in self.done or id(node) in self.open or len(self.open) > _DEEPEST:
            return
        self.open.add(id(node))
        if node.parent is not None:
            self._visit(node.parent)
        for item in node.path_items:
            for operation in item.operations.values():
                for provider in referred(operation):
                    self._visit(provider)
        self.open.discard(id(node))
        self.done[id(node)] = node
        if node.kind is Kind.COLLECTION and node.item is not None:
            self._visit(node.item)


def referred(operation: Operation) -> Iterator[Resource]:
    """The collections of what an operation's parameters and required properties refer to (`customerId`)."""
    names = names_of(operation.path)
    names += [parameter.name for parameter in operation.parameters if parameter.required]
    names += _required_properties(operation)
    for key in (key for name in names for key in _keys(name)):
        for provider in operation.api.resources.by_name.get(key, []):
            if provider.kind is Kind.COLLECTION and provider is not operation.resource:
                yield provider


def _keys(name: str) -> Iterator[tuple[str, ...]]:
    """The words of what a name refers to: `defaultCustomerId` -> (`default`, `customer`), (`customer`,)."""
    tokens = words(name)
    if len(tokens) > 1 and tokens[-1] in ("id", "ids", "uuid", "ref", "key", "name", "code"):
        yield number_free(tokens[:-1])
        yield number_free(tokens[-2:-1])


def _required_properties(operation: Operation) -> list[str]:
    media = operation.request_body.json if operation.request_body is not None else None
    if media is None or media.schema is None:
        return []
    return sorted(media.schema.flat.required)


_RANKS = ("post", "get", "head", "put", "patch")
_UPSERT_RANKS = ("put", "get", "head", "patch", "post")


def _operations(node: Resource) -> list[Operation]:
    """The operations of a node but DELETE, the one that makes the thing first."""
    collection = node.collection
    makes = node.kind is Kind.ITEM and (collection is None or collection.operation("post") is None)
    ranks = _UPSERT_RANKS if makes else _RANKS
    if node.kind is Kind.ITEM and not makes:
        ranks = ("get", "head", "put", "patch", "post")
    found = [operation for item in node.path_items for operation in item.operations.values()]
    found = [operation for operation in found if operation.method != "delete"]
    return sorted(found, key=lambda each: ranks.index(each.method) if each.method in ranks else len(ranks))
