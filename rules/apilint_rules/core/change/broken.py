"""Where references lead nowhere: what they name is not known, and is neither there nor gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from ..api.model import (
    Api,
    Header,
    Link,
    MediaType,
    Operation,
    Parameter,
    Reference,
    RequestBody,
    Response,
    SecurityScheme,
    Webhook,
)
from ..api.schema import Schema
from .change import Added, Change, Pair, Removed
from .matching import template
from .parts import canonical

_HOLDERS = {Response: "responses", Header: "headers", Link: "links", MediaType: "content"}
"""Where an operation, an answer or a body keeps its parts of a kind, by their names."""
_PARTS = ("allOf", "anyOf", "oneOf")
_ASIDE = ("Example", "Link")
"""What breaks no client whatever it is."""


class Broken:
    """The broken references of one description, and those that lead to nothing but a broken one.

    but: texts of references that are left out, because they lead nowhere in the other description, too.
    """

    def __init__(self, api: Api, but: Collection[str] = ()) -> None:
        broken = (each for each in api.references if each.error or each.loop)
        self.references = [each for each in broken if str(each.text) not in but]
        self.count = len(self.references)
        self._holders = {id(each.value) for each in self.references}
        waiting = [each for each in api.references if each.target is not None] if self.count else []
        while found := {id(each.value) for each in waiting if self._leads_on(each)} - self._holders:
            self._holders |= found

    def _leads_on(self, reference: Reference) -> bool:
        value = reference.target.value if reference.target is not None else None
        says_more = reference.expected == "Schema" and type(value) is dict and len(value) > 1
        return id(value) in self._holders and not says_more

    @property
    def texts(self) -> frozenset[str]:
        """How the broken references are written."""
        return frozenset(str(each.text) for each in self.references)

    def holds(self, value: Any) -> bool:
        """Whether a value that is written somewhere is a reference that leads nowhere."""
        return type(value) is dict and id(value) in self._holders

    def is_behind(self, schema: Schema | None, path: tuple[str, ...]) -> bool:
        """Whether what is at a path of a payload, or a part of it, is known by such a reference only."""
        schemas = _parts(schema)
        for token in path:
            members = [_member(part, token) for part in schemas]
            if any(map(self.holds, members)):
                return True
            below = [
                part.api.schema_of(part.document, member)
                for part, member in zip(schemas, members, strict=True)
            ]
            schemas = [part for each in below for part in _parts(each)]
        written = [each for part in schemas for keyword in _PARTS for each in part.sequence(keyword)]
        return any(map(self.holds, (*written, *(part.value for part in schemas))))


def _parts(schema: Schema | None) -> list[Schema]:
    """A schema with all that `allOf`, `anyOf` and `oneOf` add to it."""
    found: dict[int, Schema] = {}
    waiting = [schema] if schema is not None else []
    while waiting:
        part = waiting.pop()
        if id(part.value) not in found:
            found[id(part.value)] = part
            waiting += [*part.flat.parts, *part.any_of, *part.one_of]
    return [*found.values()]


def _member(schema: Schema, token: str) -> Any:
    """The schema of a property or of the items, as it is written."""
    if token == "[]":
        return schema.value.get("items")
    return schema.mapping("properties").get(token, schema.value.get("additionalProperties"))


def newly_broken(one: Broken, other: Broken) -> list[Reference]:
    """The references of one description that lead nowhere, one for each fault; not those that do so in the other."""
    known = other.texts
    found: dict[str, Reference] = {}
    for each in sorted(one.references, key=_place):
        if str(each.text) not in known and each.expected not in _ASIDE:
            found.setdefault(each.error or str(each.text), each)
    return [*found.values()]


def _place(reference: Reference) -> tuple[str, ...]:
    """Where a reference stands, in whichever order the branches around it are written."""
    return (str(reference.text), *(str(token) for token in reference.pointer if type(token) is str))


def is_hidden(change: Change[Any], old: Broken, new: Broken) -> bool:
    """Whether a part that came or went may be there on the other side, behind a reference that leads nowhere."""
    above = change.above[0] if change.above else None
    if not isinstance(above, Pair):
        return False
    if isinstance(change, Added):
        return bool(old.count) and _hides(old, above.old, change, new, above.new)
    return isinstance(change, Removed) and bool(new.count) and _hides(new, above.new, change, old, above.old)


def _hides(broken: Broken, above: Any, change: Change[Any], other: Broken, its_above: Any) -> bool:
    if not isinstance(change.part, Parameter):
        return any(map(broken.holds, _named(change, above)))
    texts = {_text(each) for each in _parameters(above) if broken.holds(each)}
    texts -= {_text(each) for each in _parameters(its_above) if other.holds(each)}
    known = {_text(each) for each in _parameters(its_above)}
    reference = change.part.used_by
    return bool(texts - known) or (reference is not None and str(reference.text) in texts)


def _parameters(operation: Operation) -> list[Any]:
    return operation.sequence("parameters") + operation.path_item.sequence("parameters")


def _text(value: Any) -> str:
    return str(value.get("$ref", "")) if type(value) is dict else ""


def _named(change: Change[Any], above: Any) -> Iterator[Any]:
    """What stands in the place of a part in the description that does not have it."""
    part = change.part
    if isinstance(part, SecurityScheme):
        holder = above.root.mapping("components").get("securitySchemes")
        yield holder.get(part.name) if type(holder) is dict else None
    elif isinstance(part, Webhook) and isinstance(above, Operation):
        yield from _in_callbacks(part, above)
    elif isinstance(part, Operation):
        paths = above.root.mapping("webhooks" if isinstance(part, Webhook) else "paths")
        for path, item in paths.items():
            if template(path) == template(part.path):
                yield item
                yield item.get(part.method) if type(item) is dict else None
    elif isinstance(part, RequestBody):
        yield above.value.get("requestBody")
        yield from _parameters(above)  # of OpenAPI 2.0
    elif isinstance(part, Schema):
        yield from (above.value.get(keyword) for keyword in ("schema", "itemSchema"))
    elif type(part) in _HOLDERS:
        holder = above.mapping(_HOLDERS[type(part)])
        yield from (value for key, value in holder.items() if canonical(str(key)) == canonical(change.name))


def _in_callbacks(part: Webhook, operation: Operation) -> Iterator[Any]:
    """All of a callback that has the same name, and the path items in it."""
    pointer = part.path_item.key.pointer
    callback = operation.mapping("callbacks").get(str(pointer[-2]) if len(pointer) > 1 else "")
    yield callback
    yield from callback.values() if type(callback) is dict else ()
