"""The resource model: what kind of resource each path names, found from structure and never from spelling alone.

`X` is a collection if `X/{p}` exists, or its GET returns a list, or POST on it creates what `X/{p}` returns. A path
item may overrule the model with `x-apilint-kind`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from .api.model import Api, Operation, PathItem
from .english import VERBS, is_plural
from .listing import listing_of
from .words import words

_PARAMETER = re.compile(r"\{([^{}]*)\}")
_EXTENSION = re.compile(r"\.(json|xml|csv|ya?ml|txt|html?|pdf|zip|tar|gz|png|jpe?g|svg|ics|geojson|rss|atom)$", re.IGNORECASE)
_VERSION = re.compile(r"v\d+([._]\d+)*((alpha|beta|rc|preview)\d*)?|\d{4}-\d{2}(-\d{2})?", re.IGNORECASE)
_LOOKUP = frozenset(("search", "query", "lookup", "find", "filter", "count", "stats", "statistics", "summary", "by", "autocomplete", "suggest"))
_SELF = frozenset(("me", "self", "current", "latest", "default", "mine", "own", "now", "today", "all", "any", "head", "root"))


class Kind(Enum):
    """What a path names."""

    ROOT = "root"
    COLLECTION = "collection"
    ITEM = "item"
    SINGLETON = "singleton"
    ACTION = "action"
    FUNCTION = "function"
    FILE = "file"
    WELL_KNOWN = "well-known"
    NAMESPACE = "namespace"


class Segment(NamedTuple):
    """One segment of a path: as written, without extension and `:verb`, and the parameters in it."""

    text: str
    name: str
    parameters: tuple[str, ...]
    verb: str
    extension: str

    @property
    def is_static(self) -> bool:
        return not self.parameters

    @property
    def is_version(self) -> bool:
        return self.is_static and _VERSION.fullmatch(self.text) is not None


class Resource:
    """A node of the tree of paths. `item` is None for nodes that only lead to others (`/orders` of `/orders/{id}`)."""

    __slots__ = ("children", "evidence", "kind", "parent", "path", "path_item", "segment")

    def __init__(self, path: str, segment: Segment, parent: Resource | None) -> None:
        self.path = path
        self.segment = segment
        self.parent = parent
        self.path_item: PathItem | None = None
        self.children: dict[str, Resource] = {}
        self.kind = Kind.NAMESPACE
        self.evidence = ""

    @property
    def item(self) -> Resource | None:
        """For a collection: the node of its items."""
        return next((child for child in self.children.values() if child.kind is Kind.ITEM), None)

    @property
    def collection(self) -> Resource | None:
        """For an item: the collection that holds it."""
        return self.parent if self.kind is Kind.ITEM and self.parent and self.parent.kind is Kind.COLLECTION else None

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
        return self.path_item.operations.get(method) if self.path_item else None


class Resources:
    """All resources of one description."""

    def __init__(self, api: Api) -> None:
        self.root = Resource("/", Segment("", "", (), "", ""), None)
        self._by_path: dict[str, Resource] = {}
        for operation in api.operations:
            self._add(operation.path_item)
        for node in self:
            node.kind, node.evidence = _classify(node)

    def __getitem__(self, path: str) -> Resource:
        return self._by_path[path]

    def __iter__(self) -> Iterator[Resource]:
        """Every node, also those that are no path themselves, parents first."""
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += node.children.values()

    def of_kind(self, *kinds: Kind) -> list[Resource]:
        """The nodes of some kinds, in the order of their paths."""
        return sorted((node for node in self if node.kind in kinds), key=lambda node: node.path)

    def _add(self, item: PathItem) -> None:
        if item.path in self._by_path:
            return
        node = self.root
        for text in item.path.strip("/").split("/") if item.path.strip("/") else ():
            segment = parse_segment(text)
            key = "{}" if segment.parameters and segment.name == "{}" else segment.name + segment.verb
            if key not in node.children:
                node.children[key] = Resource(f"{node.path.rstrip('/')}/{text}", segment, node)
            node = node.children[key]
        node.path_item = node.path_item or item
        self._by_path[item.path] = node


def parse_segment(text: str) -> Segment:
    """`{id}.json` -> the parameter `id` with extension `json`; `orders:cancel` -> `orders` with verb `cancel`."""
    parameters = tuple(_PARAMETER.findall(text))
    name = _PARAMETER.sub("{}", text)
    extension = ""
    found = _EXTENSION.search(name)
    if found:
        name, extension = name[: found.start()], found[1].lower()
    name, _, verb = name.partition(":") if not name.startswith(":") else (name, "", "")
    return Segment(text, name, parameters, verb, extension)


def _classify(node: Resource) -> tuple[Kind, str]:
    item = node.path_item
    declared = item.value.get("x-apilint-kind") if item is not None else None
    if declared in {kind.value for kind in Kind}:
        return Kind(declared), "`x-apilint-kind`"
    if node.parent is None:
        return Kind.ROOT, "the root"
    if any(segment.text == ".well-known" for segment in node.segments):
        return Kind.WELL_KNOWN, "RFC 8615"
    if node.segment.verb:
        return Kind.ACTION, f"`:{node.segment.verb}`"
    if node.segment.parameters:
        return Kind.ITEM, "the last segment is a parameter"
    return _classify_static(node, item)


def _classify_static(node: Resource, item: PathItem | None) -> tuple[Kind, str]:
    tokens = words(node.segment.name)
    first = tokens[0] if tokens else ""
    has_items = "{}" in node.children and not node.segment.is_version
    methods = set(item.operations) if item is not None else set()
    if first in _LOOKUP:
        return Kind.FUNCTION, f"`{first}`"
    if tokens and tokens[-1] in _SELF:
        return Kind.SINGLETON, f"`{tokens[-1]}`"
    if first in VERBS and methods <= {"post", "put"} and (methods or not has_items):
        return Kind.ACTION, f"only {'/'.join(sorted(methods)).upper() or 'a verb'}"
    if has_items:
        child = node.children["{}"]
        if first in VERBS and not methods and not is_plural(tokens[-1]):
            return Kind.FUNCTION, f"`{first}` before a parameter"
        return Kind.COLLECTION, f"`{child.path}` exists"
    get = item.operations.get("get") if item is not None else None
    if get is not None and listing_of(get) is not None:
        return Kind.COLLECTION, "GET returns a list"
    if node.segment.extension and not node.children:
        return Kind.FILE, f"`.{node.segment.extension}`"
    if first in VERBS and methods == {"get"}:
        return Kind.FUNCTION, f"GET on `{first}`"
    if item is None or not methods:
        return Kind.NAMESPACE, "only leads to other paths"
    if methods == {"post"}:
        return _classify_post(node, item)
    return Kind.SINGLETON, "no items below"


def _classify_post(node: Resource, item: PathItem) -> tuple[Kind, str]:
    if "201" in item.operations["post"].responses:
        return Kind.COLLECTION, "POST answers `201`"
    return Kind.ACTION, "only POST, and no items below"
