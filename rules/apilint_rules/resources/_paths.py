"""What the rules about paths share: which path stands for a node of the resource model."""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, PathItem, Resource, Role


def path_items(api: Api) -> list[PathItem]:
    """The items under `paths`; webhooks and callbacks are named by others."""
    return [item for item in api.all(PathItem) if item.role is Role.PATH]


def introduced(item: PathItem) -> Iterator[Resource]:
    """The nodes reported at a path: its own, and those above that are no path and lead to it first."""
    if item.role is not Role.PATH or not item.operations:
        return
    node: Resource | None = item.api.resources[item.path]
    while node is not None and node.parent is not None and _herald(node).path == item.path:
        yield node
        node = node.parent


def _herald(node: Resource) -> PathItem:
    """The path that stands for a node: itself, or the first one that it leads to."""
    while not node.path_items:
        node = next(iter(node.children.values()))
    return node.path_items[0]
