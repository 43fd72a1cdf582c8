"""The resource model: the paths as a tree, and what kind of resource each of them names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from .api.model import Api, Operation, PathItem
from .english import number_free
from .kinds import Kind, classify
from .segments import Segment, parse_segment, segments_of
from .words import words

MOST_SEGMENTS = 100
"""Of a path; what comes after them is not looked at, so that one endless path cannot fill the memory."""


class Resource:
    """A node of the tree of paths. Nodes that only lead to others (`/v1`) have no `path_item`."""

    __slots__ = ("children", "evidence", "kind", "parent", "path", "path_items", "segment")

    def __init__(self, path: str, segment: Segment, parent: Resource | None) -> None:
        self.path = path
        self.segment = segment
        self.parent = parent
        self.path_items: list[PathItem] = []
        self.children: dict[str, Resource] = {}
        self.kind = Kind.NAMESPACE
        self.evidence = ""

    @property
    def path_item(self) -> PathItem | None:
        """The path itself; the first, where several spellings (`/users/{id}` and `/users/{id}.json`) meet."""
        return self.path_items[0] if self.path_items else None

    @property
    def methods(self) -> set[str]:
        """The methods on this very path, without `options` and `trace`."""
        return {method for item in self.path_items for method in item.operations} - {"options", "trace"}

    @property
    def item(self) -> Resource | None:
        """For a collection: the node of its items; below `/repos` that is `/repos/{owner}/{repo}`."""
        node = self.children.get("{}")
        while node is not None and not node.path_items and list(node.children) == ["{}"]:
            node = node.children["{}"]
        items = [node] if node is not None else self.children.values()
        return next((item for item in items if item.kind is Kind.ITEM), None)

    @property
    def collection(self) -> Resource | None:
        """For an item: the collection that holds it; for `/repos/{owner}/{repo}` that is `/repos`."""
        node = self.parent if self.kind is Kind.ITEM else None
        while node is not None and node.kind is Kind.ITEM and not node.path_items:
            node = node.parent
        return node if node is not None and node.kind is Kind.COLLECTION else None

    @property
    def ancestors(self) -> Iterator[Resource]:
        """The nodes above, nearest first, without the root."""
        node = self.parent
        while node is not None and node.parent is not None:
            yield node
            node = node.parent

    @property
    def segments(self) -> list[Segment]:
        """The segments of the path, first to last."""
        return [node.segment for node in reversed([self, *self.ancestors])] if self.parent else []

    def operation(self, method: str) -> Operation | None:
        """The operation of a method on this very path."""
        return next((item.operations[method] for item in self.path_items if method in item.operations), None)


class Resources:
    """All resources of one description."""

    def __init__(self, api: Api) -> None:
        self.root = Resource("/", Segment("", "", (), "", ""), None)
        self._by_path: dict[str, Resource] = {}
        for operation in api.operations:
            self._add(operation.path_item)
        formats = Counter(node.segment.extension for node in self if node.segment.extension)
        for node in self:
            node.kind, node.evidence = classify(node, formats)

    def __getitem__(self, path: str) -> Resource:
        return self._by_path[path]

    def __iter__(self) -> Iterator[Resource]:
        """Every node, also those that are no path themselves, parents first."""
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += node.children.values()

    @cached_property
    def by_name(self) -> dict[tuple[str, ...], list[Resource]]:
        """The fixed nodes by the words of their name, be it in the singular or in the plural."""
        named: dict[tuple[str, ...], list[Resource]] = {}
        for node in self:
            if node.segment.is_static:
                named.setdefault(number_free(words(node.segment.name)), []).append(node)
        return named

    def of_kind(self, *kinds: Kind) -> list[Resource]:
        """The nodes of some kinds, in the order of their paths."""
        return sorted((node for node in self if node.kind in kinds), key=lambda node: node.path)

    def _add(self, item: PathItem) -> None:
        if item.path in self._by_path:
            return
        node = self.root
        for segment in segments_of(item.path)[:MOST_SEGMENTS]:
            if segment.key not in node.children:
                node.children[segment.key] = Resource(
                    f"{node.path.rstrip('/')}/{segment.text}", segment, node
                )
            node = node.children[segment.key]
        if not node.path_items:
            node.path = item.path
        node.path_items.append(item)
        self._by_path[item.path] = node


__all__ = ["Kind", "Resource", "Resources", "Segment", "parse_segment", "segments_of"]
