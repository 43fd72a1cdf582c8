"""What the service is known to hold: values of path parameters, and ids by the name of what they are ids of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import Any

from ..api.model import Api, Operation
from ..api.schema import Schema
from ..english import number_free
from ..listing import listing_of
from ..resources import Kind, Resource
from ..words import words
from .exchange import Exchange
from .routing import names_of
from .situation import Thing, ids_in

MOST_KNOWN = 50
"""Values kept for one thing; a list may be long."""
_MOST_NODES = 500
_ID_WORDS = frozenset("id ids uuid uid guid key name slug code ref no number identifier".split())

Key = tuple[str, ...]


class Pool:
    """Grows with every accepted answer. What the run itself has made comes first."""

    def __init__(self, api: Api) -> None:
        self.size = 0
        """How much was ever learnt: whoever failed may try again when it has grown."""
        self._things: dict[int, dict[tuple[str, ...], tuple[bool, bool, int, int]]] = {}
        self._named: dict[Key, list[Any]] = {}
        self._keys = {
            _key_of(operation, name) for operation in api.operations for name in names_of(operation.path)
        }

    def add(self, resource: Resource, values: Mapping[str, str], own: bool = False, other: int = 0) -> None:
        """Notes a thing: the values of the parameters of its path. `own`: the run has made it. `other`: the number of
        the name, where the thing may be called by several."""
        found = _tuple(resource, values)
        known = self._things.setdefault(id(resource), {})
        if not found or (found not in known and len(known) >= MOST_KNOWN and not own):
            return
        if found not in known:
            self.size += 1
            known[found] = (not own, True, other, -self.size if own else self.size)
        if not other:
            self.name(_collection_key(resource), found[-1], own)

    def confirm(self, resource: Resource, values: Mapping[str, str]) -> None:
        """Notes that a thing is really called so: that name of it goes first."""
        self.add(resource, values)
        found, known = _tuple(resource, values), self._things.get(id(resource), {})
        if found in known and known[found][1]:
            self.size += len(known) > 1
            known[found] = (known[found][0], False, *known[found][2:])

    def suggest(
        self, item: Resource, outer: Mapping[str, str], body: Any, own: bool = False
    ) -> list[dict[str, str]]:
        """Notes a thing by all that its representation may call it: its id, then its name and the like."""
        names = names_of(item.path)
        missing = names[len(outer) :]
        if len(missing) > 1:
            ids = [_exact_id(body, name) for name in missing]
            options = [ids] if all(ids) else []
        elif type(body) in (str, int) and body != "":
            options = [[body]]
        else:
            options = [[each] for each in islice(ids_in(body, missing[0]), 3)] if missing else []
        found = [dict(zip(names, [*outer.values(), *map(str, each)], strict=False)) for each in options]
        for number, values in enumerate(found):
            self.add(item, values, own, number)
        return found

    def name(self, key: Key, value: Any, first: bool = False) -> None:
        """Notes an id by the words of what it is an id of."""
        known = self._named.setdefault(key, [])
        if key and value not in known and (first or len(known) < MOST_KNOWN):
            known.insert(0 if first else len(known), value)
            self.size += 1

    def forget(self, thing: Thing) -> None:
        """Takes a deleted thing out, and what was below it."""
        gone = tuple(thing.values[name] for name in names_of(thing.resource.path) if name in thing.values)
        waiting = [thing.resource]
        while waiting:
            node = waiting.pop()
            for each in [each for each in self._things.get(id(node), ()) if each[: len(gone)] == gone]:
                del self._things[id(node)][each]
            waiting += node.children.values()
        named = self._named.get(_collection_key(thing.resource), [])
        named[:] = [value for value in named if str(value) != gone[-1]]

    def choices(self, operation: Operation) -> Iterator[dict[str, str]]:
        """Values for the path of an operation, the best first; all parameters are named."""
        names = names_of(operation.path)
        seen: set[tuple[str, ...]] = set()
        node = operation.resource
        for resource in (node, *node.ancestors):
            known = self._things.get(id(resource), {})
            for found in sorted(known, key=lambda each: known[each])[:10]:
                yield from self._completed(operation, names, found, seen)
        yield from self._completed(operation, names, (), seen)

    def known(self, name: str, schema: Schema) -> list[Any]:
        """The values that a property or parameter may refer to, in its type; none where its name is no reference."""
        tokens = words(name)
        if len(tokens) < 2 or tokens[-1] not in ("id", "ids", "uuid", "uid", "ref", "key"):
            return []
        found = self._of(number_free(tokens[:-1])) or self._of(number_free(tokens[-2:-1]))
        return [value for value in (_typed(value, schema) for value in found) if value is not None]

    def learn(self, exchange: Exchange, operation: Operation, values: Mapping[str, str]) -> None:
        """Reads an accepted answer: the items of a list, the ids of a thing, and what refers to others."""
        resource = operation.resource
        if resource.kind is Kind.ITEM and operation.method in ("get", "put", "patch", "head"):
            self.confirm(resource, _renamed(operation, resource, values))
        body = exchange.answer.json
        if body is None:
            return
        self._learn_items(operation, values, body)
        self._learn_names(operation, body)

    def _learn_items(self, operation: Operation, values: Mapping[str, str], body: Any) -> None:
        item = operation.resource.item if operation.method == "get" else None
        outer = names_of(operation.path)
        items = _items(operation, body)
        listing = listing_of(operation) if operation.method == "get" else None
        kind = listing.items.name if listing is not None and listing.items is not None else ""
        for each in islice(items, MOST_KNOWN):
            if item is not None:
                self.suggest(item, {name: values[name] for name in outer}, each)
            key = number_free(words(kind))
            for value in islice(ids_in(each, "id"), 1 if kind else 0):
                self.name(key, value)

    def _learn_names(self, operation: Operation, body: Any) -> None:
        """The members of a body that are called as path parameters are, and the id of the thing itself."""
        media = next((response.json for response in operation.successes if response.json is not None), None)
        kind = media.schema.name if media is not None and media.schema is not None else ""
        if type(body) is dict and kind:
            for value in islice(ids_in(body, "id"), 1):
                self.name(number_free(words(kind)), value)
        for name, value in _members(body):
            key = _reference_key(name)
            if key in self._keys and type(value) in (str, int) and value != "":
                self.name(key, value)

    def _completed(
        self, operation: Operation, names: list[str], found: tuple[str, ...], seen: set[tuple[str, ...]]
    ) -> Iterator[dict[str, str]]:
        options = [self._of_parameter(operation, name)[:4] for name in names[len(found) :]]
        for rest in islice(product(*options), 12):
            values = (*found, *map(str, rest))
            if values not in seen and len(values) == len(names):
                seen.add(values)
                yield dict(zip(names, values, strict=True))

    def _of_parameter(self, operation: Operation, name: str) -> list[Any]:
        key = _reference_key(name)
        return (self._of(key) if key else []) or self._of(_key_of(operation, name))

    def _of(self, key: Key) -> list[Any]:
        return self._named.get(key, []) if key else []


def _reference_key(name: str) -> Key:
    """`customerId` -> (`customer`,); nothing for `id` alone."""
    tokens = words(name)
    bare = tokens[:-1] if tokens and tokens[-1] in _ID_WORDS else tokens
    return number_free(bare) if bare else ()


def _key_of(operation: Operation, name: str) -> Key:
    """What a path parameter names: by its own name, else by the segment before it."""
    key = _reference_key(name)
    if key:
        return key
    before = operation.path.partition("{" + name + "}")[0].rstrip("/").rpartition("/")[2]
    return number_free(words(before))


def _collection_key(resource: Resource) -> Key:
    node = resource.parent
    while node is not None and node.segment.parameters:
        node = node.parent
    return number_free(words(node.segment.name)) if node is not None else ()


def _renamed(operation: Operation, resource: Resource, values: Mapping[str, str]) -> dict[str, str]:
    """Values under the names that the path of the resource uses: several spellings of a path share it."""
    ours, theirs = names_of(operation.path), names_of(resource.path)
    return {new: values[old] for old, new in zip(ours, theirs, strict=False) if old in values}


def _items(operation: Operation, body: Any) -> Iterable[Any]:
    """The items of an answer that is a list, or holds one."""
    if type(body) is list:
        return body
    if type(body) is not dict:
        return ()
    listing = listing_of(operation) if operation.method == "get" else None
    envelope = body.get(listing.envelope) if listing is not None and listing.envelope else None
    lists = [value for value in [envelope, *body.values()] if type(value) is list and value]
    return lists[0] if lists else ()


def _tuple(resource: Resource, values: Mapping[str, str]) -> tuple[str, ...]:
    """The values of all parameters of a path; empty where one is missing."""
    names = names_of(resource.path)
    return tuple(values[name] for name in names) if all(name in values for name in names) else ()


def _exact_id(body: Any, name: str) -> Any:
    """The member that is called as a parameter is."""
    found = body.get(name) if type(body) is dict else None
    return found if type(found) in (str, int) and found != "" else None


def _members(body: Any) -> Iterator[tuple[str, Any]]:
    """The members of an answer, a few levels deep."""
    waiting = [(body, 0)]
    steps = 0
    while waiting and steps < _MOST_NODES:
        value, depth = waiting.pop(0)
        steps += 1
        if type(value) is dict:
            yield from ((str(name), member) for name, member in value.items())
            waiting += [(member, depth + 1) for member in value.values() if depth < 3]
        elif type(value) is list:
            waiting += [(member, depth + 1) for member in value[:20] if depth < 3]


def _typed(value: Any, schema: Schema) -> Any:
    types = schema.flat.types
    if "string" in types or not types:
        return str(value)
    if types & {"integer", "number"}:
        return int(value) if str(value).lstrip("-").isdigit() else None
    if "array" in types and schema.flat.items is not None:
        inner = _typed(value, schema.flat.items)
        return None if inner is None else [inner]
    return None
