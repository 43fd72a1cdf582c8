"""One value being made: what is written down for it is taken, the rest is made up."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

from ..api.schema import MAX_PARTS, TYPES, Schema
from . import texts
from .parts import KINDS, MISSPELT, allowed_types, examples, implied, tag_of
from .quantities import number
from .shapes import array_of, object_of, text_of
from .wish import DEEPEST, MOST_STEPS, StuckError, Wish

if TYPE_CHECKING:
    from .values import Values

T = TypeVar("T")


class Making:
    """One value being made."""

    def __init__(self, values: Values, rng: Random, wish: Wish) -> None:
        self.values = values
        self.rng = rng
        self.wish = wish
        self.turn = wish.turn
        self.steps = 0
        self.open: list[int] = []

    def value(self, schemas: list[Schema], name: str = "") -> Any:
        """A value for all of some schemas. Raises `StuckError`."""
        self.steps += 1
        if self.steps > MOST_STEPS or len(self.open) > DEEPEST:
            raise StuckError
        if name in self.wish.other and self.open:
            return self._another(schemas, name)
        parts, tags = self._parts(schemas)
        for written in self._written(schemas, parts, name):
            return written
        self.open += [id(schema.value) for schema in schemas]
        try:
            return self._made(parts, tags, name)
        finally:
            del self.open[-len(schemas) :]

    def _another(self, schemas: list[Schema], name: str) -> Any:
        """The value of a property that the service did not like, made with other choices."""
        before = self.wish, self.turn
        self.wish, self.turn = self.wish._replace(other=self.wish.other - {name}), self.turn + 1
        try:
            return self.value(schemas, name)
        finally:
            self.wish, self.turn = before

    # What the schema is made of ------------------------------------------------------------------------------

    def _parts(self, schemas: list[Schema]) -> tuple[list[Schema], dict[str, str]]:
        """All that applies, one branch of each alternative among it; and the tags that discriminators want."""
        parts: dict[int, Schema] = {}
        tags: dict[str, str] = {}
        waiting = list(schemas)
        while waiting and len(parts) <= MAX_PARTS:
            schema = waiting.pop(0)
            for part in schema.flat.parts:
                if id(part.value) in parts:
                    continue
                parts[id(part.value)] = part
                chosen = [self._branch(branches) for branches in (part.one_of, part.any_of) if branches]
                waiting += chosen
                tag = part.mapping("discriminator").get("propertyName") or part.value.get("discriminator")
                if type(tag) is str:
                    tags[tag] = tag_of(part, (chosen or [schema])[0])
        return list(parts.values()), tags

    def _branch(self, branches: list[Schema]) -> Schema:
        """One of several schemas: none that is being made already, where that can be helped."""
        wanted = [branch for branch in branches if branch.types != {"null"}] or branches
        wanted = [branch for branch in wanted if id(branch.value) not in self.open] or wanted
        return self.choice(wanted)

    def choice(self, options: list[T]) -> T:
        return options[self.turn] if self.turn < len(options) else self.rng.choice(options)

    # What is written -----------------------------------------------------------------------------------------

    def _written(self, schemas: list[Schema], parts: list[Schema], name: str) -> Iterator[Any]:
        """What may be taken as it is: what the user has set, constants, ids, examples, defaults, enum members."""
        if name in self.wish.given and self.fits(schemas, self.wish.given[name]):
            yield self.wish.given[name]
        constant = next((part.value["const"] for part in parts if "const" in part.value), None)
        if constant is not None:
            yield constant
        members = self._members(parts)
        if members is None and name and len(self.open) < 4:
            known = list(self.wish.known(name, schemas[0]))
            usable = [value for value in known if self.fits(schemas, value)]
            if usable:
                yield usable[self.turn % len(usable)]
        given = [value for part in parts for value in examples(part)][:20]
        for value in given[self.turn :]:
            value = self.travelling(value, schemas)
            if value is not None and self.fits(schemas, value):
                yield self.unique(value, schemas, name)
        if members:
            usable = [value for value in members if value is not None]
            if usable:
                yield self.choice(usable)
        if members is not None:
            raise StuckError

    def _members(self, parts: list[Schema]) -> list[Any] | None:
        """The members that all enums have; None where there is no enum."""
        enums = [part.enum for part in parts if part.enum is not None]
        if not enums:
            return None
        return [value for value in enums[0][:1000] if all(value in other for other in enums[1:])]

    def fits(self, schemas: list[Schema], value: Any) -> bool:
        return all(self.values.fits(schema, value, self.wish.direction) for schema in schemas)

    def travelling(self, value: Any, schemas: list[Schema]) -> Any:
        """An example without what does not travel."""
        if type(value) is not dict:
            return value
        hidden = {name for schema in schemas for name in self.values.hidden(schema, self.wish.direction)}
        hidden |= self.wish.without
        return {name: member for name, member in value.items() if name not in hidden}

    def unique(self, value: Any, schemas: list[Schema], name: str) -> Any:
        """An example with the names in it made unlike others, and with ids of what the service holds."""
        changed = value
        if type(value) is str and len(self.open) > 0:
            changed = texts.renamed(name, value, self._tag)
        elif type(value) is dict and not self.open:
            try:
                changed = {key: self._member(schemas, key, member) for key, member in value.items()}
            except StuckError:
                return value
        return changed if changed is value or self.fits(schemas, changed) else value

    def _member(self, schemas: list[Schema], name: str, value: Any) -> Any:
        if name in self.wish.given:
            return self.wish.given[name]
        schema = next((s.flat.properties[name] for s in schemas if name in s.flat.properties), None)
        if schema is not None and name in self.wish.other:
            return self._another([schema], name)
        if type(value) in (str, int) and schema is not None:
            for known in self.wish.known(name, schema):
                return known
            if type(value) is str and schema.enum is None:
                return texts.renamed(name, value, self._tag)
        return value

    @property
    def _tag(self) -> str:
        """What examples are renamed with."""
        return self.wish.unique if self.wish.rename else ""

    # What is made --------------------------------------------------------------------------------------------

    def _made(self, parts: list[Schema], tags: dict[str, str], name: str) -> Any:
        kind = self._kind(parts, name)
        if kind == "object":
            return object_of(self, parts, tags)
        if kind == "array":
            return array_of(self, parts, name)
        if kind == "string":
            return text_of(self, parts, name)
        if kind in ("integer", "number"):
            found = number(parts, kind == "integer", self.rng, self.turn)
            if found is None:
                raise StuckError
            return found
        if kind == "boolean":
            return self.turn % 2 == 0
        raise StuckError

    def _kind(self, parts: list[Schema], name: str) -> str:
        allowed = allowed_types(parts)
        if allowed is None:
            return implied(parts) or ("string" if name else "object")
        order = [kind for kind in KINDS if kind in allowed]
        if not order and allowed <= TYPES:
            raise StuckError
        if not order:  # `int`, `file`: no type of JSON Schema, and no validator asks for it
            return next((MISSPELT[kind] for kind in sorted(allowed) if kind in MISSPELT), "string")
        if "number" in order and "integer" in order:
            order.remove("integer")
        spoken_of = implied(parts)
        return spoken_of if spoken_of in order and self.turn == 0 else self.choice(order)
