"""Values that fit a schema: from what the description gives as examples, else made up.

Nothing is answered that the validators do not accept. The same `random.Random` gives the same value. What a schema
wants too much of (a billion items, itself again without end) is given up after a bounded number of steps.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from typing import Any, NamedTuple, TypeVar

from ..api.model import Api, Direction
from ..api.schema import MAX_PARTS, TYPES, Schema
from ..travel import HIDDEN, Travel
from . import texts
from .matching import MOST, matching
from .quantities import number

T = TypeVar("T")

TRIES = 8
"""Values that are made for one schema before it is given up."""
MOST_STEPS = 3_000
"""Values that are made in all of the tries, those inside of others too."""
MOST_ITEMS = 200
DEEPEST = 14
_RICH_DEPTH = 3

Known = Callable[[str, Schema], Iterable[Any]]
"""Values that a property of some name may refer to (ids of what the service holds), the best first."""


class Wish(NamedTuple):
    """What kind of instance is wanted.

    `rich` asks for optional properties too. `unique` becomes a part of the texts that name something, and with `rename`
    also of such texts in examples. `turn` counts the tries: another one, other choices. `known` offers ids; `given` are
    the values of properties that the user has set.
    """

    direction: Direction | None = Direction.REQUEST
    rich: bool = False
    unique: str = ""
    rename: bool = True
    turn: int = 0
    known: Known = lambda name, schema: ()
    given: Mapping[str, Any] = {}
    wanted: frozenset[str] = frozenset()
    """Optional properties that are to be there all the same."""
    without: frozenset[str] = frozenset()
    """Optional properties that are to be left out."""
    other: frozenset[str] = frozenset()
    """Properties whose value is to be another one than before."""


_PLAIN = Wish()


class Values:
    """Makes values that fit the schemas of one description."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._travel: dict[Direction | None, Travel] = {}

    def instance(self, schema: Schema, rng: Random, wish: Wish = _PLAIN, name: str = "") -> Any:
        """A value that fits, for a property or parameter of some name; None when none was found."""
        steps = 0
        for turn in range(wish.turn, wish.turn + TRIES):
            making = _Making(self, rng, wish._replace(turn=turn))
            try:
                value = making.value([schema], name)
            except (_StuckError, RecursionError):
                value = None
            steps += making.steps
            if steps > MOST_STEPS:
                return None
            if value is not None and self.fits(schema, value, wish.direction):
                return value
        return None

    def adapted(self, schema: Schema, example: Any, rng: Random, wish: Wish) -> Any:
        """An example with its names made unlike others, with ids that are known, without what does not travel."""
        making = _Making(self, rng, wish)
        value = making.travelling(example, [schema])
        return making.unique(value, [schema], "") if self.fits(schema, value, wish.direction) else example

    def fits(self, schema: Schema, value: Any, direction: Direction | None) -> bool:
        """Whether the validators accept a value in a direction."""
        return self.api.validators.accepts(schema, value, direction)

    def hidden(self, schema: Schema, direction: Direction | None) -> frozenset[str]:
        """The properties that do not travel in a direction."""
        if direction not in self._travel:
            self._travel[direction] = Travel(self.api, HIDDEN[direction])
        return self._travel[direction].fate(schema).hidden


class _StuckError(Exception):
    """No value was found; another turn may find one."""


class _Making:
    """One value being made."""

    def __init__(self, values: Values, rng: Random, wish: Wish) -> None:
        self.values = values
        self.rng = rng
        self.wish = wish
        self.turn = wish.turn
        self.steps = 0
        self.open: list[int] = []

    def value(self, schemas: list[Schema], name: str = "") -> Any:
        """A value for all of some schemas. Raises `_StuckError`."""
        self.steps += 1
        if self.steps > MOST_STEPS or len(self.open) > DEEPEST:
            raise _StuckError
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
                    tags[tag] = _tag_of(part, (chosen or [schema])[0])
        return list(parts.values()), tags

    def _branch(self, branches: list[Schema]) -> Schema:
        """One of several schemas: none that is being made already, where that can be helped."""
        wanted = [branch for branch in branches if branch.types != {"null"}] or branches
        wanted = [branch for branch in wanted if id(branch.value) not in self.open] or wanted
        return self._choice(wanted)

    def _choice(self, options: list[T]) -> T:
        return options[self.turn] if self.turn < len(options) else self.rng.choice(options)

    # What is written -----------------------------------------------------------------------------------------

    def _written(self, schemas: list[Schema], parts: list[Schema], name: str) -> Iterator[Any]:
        """What may be taken as it is: what the user has set, constants, ids, examples, defaults, enum members."""
        if name in self.wish.given and self._fits(schemas, self.wish.given[name]):
            yield self.wish.given[name]
        constant = next((part.value["const"] for part in parts if "const" in part.value), None)
        if constant is not None:
            yield constant
        members = self._members(parts)
        if members is None and name and len(self.open) < 4:
            known = list(self.wish.known(name, schemas[0]))
            usable = [value for value in known if self._fits(schemas, value)]
            if usable:
                yield usable[self.turn % len(usable)]
        examples = [value for part in parts for value in _examples(part)][:20]
        for value in examples[self.turn :]:
            value = self.travelling(value, schemas)
            if value is not None and self._fits(schemas, value):
                yield self.unique(value, schemas, name)
        if members:
            usable = [value for value in members if value is not None]
            if usable:
                yield self._choice(usable)
        if members is not None:
            raise _StuckError

    def _members(self, parts: list[Schema]) -> list[Any] | None:
        """The members that all enums have; None where there is no enum."""
        enums = [part.enum for part in parts if part.enum is not None]
        if not enums:
            return None
        return [value for value in enums[0][:1000] if all(value in other for other in enums[1:])]

    def _fits(self, schemas: list[Schema], value: Any) -> bool:
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
            except _StuckError:
                return value
        return changed if changed is value or self._fits(schemas, changed) else value

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
            return self._object(parts, tags)
        if kind == "array":
            return self._array(parts, name)
        if kind == "string":
            return self._text(parts, name)
        if kind in ("integer", "number"):
            found = number(parts, kind == "integer", self.rng, self.turn)
            if found is None:
                raise _StuckError
            return found
        if kind == "boolean":
            return self.turn % 2 == 0
        raise _StuckError

    def _kind(self, parts: list[Schema], name: str) -> str:
        allowed: set[str] | None = None
        for part in parts:
            if part.types:
                types = part.types | {"integer"} if "number" in part.types else part.types
                allowed = set(types) if allowed is None else allowed & types
        if allowed is None:
            return _implied(parts) or ("string" if name else "object")
        order = [kind for kind in _KINDS if kind in allowed]
        if not order and allowed <= TYPES:
            raise _StuckError
        if not order:  # `int`, `file`: no type of JSON Schema, and no validator asks for it
            return next((_MISSPELT[kind] for kind in sorted(allowed) if kind in _MISSPELT), "string")
        if "number" in order and "integer" in order:
            order.remove("integer")
        implied = _implied(parts)
        return implied if implied in order and self.turn == 0 else self._choice(order)

    def _object(self, parts: list[Schema], tags: dict[str, str]) -> dict[str, Any]:
        declared: dict[str, list[Schema]] = {}
        for part in parts:
            for name, schema in part.properties.items():
                declared.setdefault(name, []).append(schema)
        hidden = {name for part in parts for name in self.values.hidden(part, self.wish.direction)}
        required = [name for name in _required(parts) if name not in hidden]
        made: dict[str, Any] = {}
        for name in required:
            made[name] = self._tagged(tags, declared, name) or self._property(parts, declared, name)
        for name in self._optional(parts, declared, [*required, *hidden]):
            try:
                made[name] = self._tagged(tags, declared, name) or self.value(declared[name], name)
            except _StuckError:
                continue
        self._fill_up(parts, made)
        return made

    def _tagged(self, tags: dict[str, str], declared: dict[str, list[Schema]], name: str) -> str:
        """What a discriminator wants under a name, where the property allows it."""
        return tags[name] if name in tags and self._fits(declared.get(name, []), tags[name]) else ""

    def _optional(
        self, parts: list[Schema], declared: dict[str, list[Schema]], taken: list[str]
    ) -> list[str]:
        """The optional properties that are wanted: those the user has set, all in a rich value, as many as must be."""
        names = [name for name in declared if name not in taken and name not in self.wish.without]
        is_rich = self.wish.rich and len(self.open) <= _RICH_DEPTH
        least = _most(parts, "minProperties") - len(taken)
        wanted = [name for name in names if is_rich and not self._is_open(declared[name])]
        wanted = [name for name in wanted if not _is_deprecated(declared[name])]
        given = [name for name in names if name in self.wish.given or name in self.wish.wanted]
        extra = [name for name in names if name not in wanted][: max(0, least - len(wanted))]
        return list(dict.fromkeys([*given, *wanted, *extra]))[:MOST_ITEMS]

    def _is_open(self, schemas: list[Schema]) -> bool:
        inner = [*schemas, *(schema.flat.items for schema in schemas if schema.flat.items is not None)]
        return any(id(schema.value) in self.open for schema in inner)

    def _property(self, parts: list[Schema], declared: dict[str, list[Schema]], name: str) -> Any:
        if name in declared:
            return self.value(declared[name], name)
        extra = _first(parts, "additionalProperties")
        return self.value([extra], name) if extra is not None else self.wish.given.get(name, "text")

    def _fill_up(self, parts: list[Schema], made: dict[str, Any]) -> None:
        """More members with names of their own, where there must be more than are declared."""
        least = _most(parts, "minProperties")
        if least > MOST_ITEMS:
            raise _StuckError
        extra = _first(parts, "additionalProperties")
        while len(made) < least:
            name = f"key{len(made) + 1}"
            made[name] = self.value([extra], name) if extra is not None else "text"

    def _array(self, parts: list[Schema], name: str) -> list[Any]:
        least, most = _most(parts, "minItems"), _least(parts, "maxItems")
        if least > MOST_ITEMS:
            raise _StuckError
        first = _tuple(parts, "prefixItems") or _tuple(parts, "items")
        rest = [part.items for part in parts if part.items is not None]
        contained = _first(parts, "contains")
        if contained is not None:
            first = first or [contained]
        made: list[Any] = []
        unlike = any(part.flag("uniqueItems") for part in parts)
        wanted = max(least, len(first), 0 if self.turn % 2 else 1)
        for number_ in range(min(wanted, most)):
            schemas = [first[number_]] if number_ < len(first) else rest
            try:
                made.append(self._item(schemas, name, made if unlike else []))
            except _StuckError:
                if number_ < least:
                    raise
                break
        return made

    def _item(self, schemas: list[Schema], name: str, others: list[Any]) -> Any:
        if not schemas:
            return f"text{len(others)}"
        written = {_key(other) for other in others}
        before = self.turn
        try:
            for self.turn in range(before, before + len(others) + 4):
                value = self.value(schemas, name)
                if _key(value) not in written:
                    return value
        finally:
            self.turn = before
        raise _StuckError

    def _text(self, parts: list[Schema], name: str) -> str:
        least, most = _most(parts, "minLength"), _least(parts, "maxLength")
        if least > MOST or least > most:
            raise _StuckError
        patterns = [part.text("pattern") for part in parts if part.text("pattern")]
        format_ = next((part.format for part in parts if part.format), "")
        unique = self.wish.unique
        if patterns:
            return self._of_pattern(patterns[0], format_, name, max(least, 1), most)
        known = texts.of_format(format_, self.rng, self.turn, unique) if format_ else None
        if known is not None:
            return known if len(known) <= most else texts.fitted(known, least, most)
        text = texts.of_name(name, self.rng, self.turn, unique)
        if self.turn > 2:
            text = f"{text}{self.turn}"
        return texts.fitted(text, least, most)

    def _of_pattern(self, pattern: str, format_: str, name: str, least: int, most: int) -> str:
        """The usual text where the pattern allows it (an address for `^.+@.+$`), else one made of the pattern."""
        if self.turn == 0 and format_:
            usual = texts.of_format(format_, self.rng, self.turn, self.wish.unique)
            if usual is not None and least <= len(usual) <= most:
                return usual
        found = matching(pattern, self.rng, least, min(most, MOST))
        if found is None:
            found = matching(pattern, self.rng, 0, min(most, MOST))
        if found is None:
            return texts.fitted(texts.of_name(name, self.rng, self.turn, self.wish.unique), least, most)
        return found


_KINDS = ("object", "array", "string", "integer", "number", "boolean")
_MISSPELT = {"int": "integer", "long": "integer", "float": "number", "double": "number", "bool": "boolean"}
_IMPLIED = {
    "object": ("properties", "required", "additionalProperties", "minProperties", "patternProperties"),
    "array": ("items", "prefixItems", "minItems", "uniqueItems"),
    "string": ("pattern", "minLength", "maxLength", "format"),
    "number": ("minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"),
}


def _implied(parts: list[Schema]) -> str:
    """The type that keywords speak of, where none is named."""
    for kind, keywords in _IMPLIED.items():
        if any(part.has(*keywords) for part in parts):
            return kind
    return ""


def _examples(part: Schema) -> Iterator[Any]:
    """What a schema gives as a value: `example` (3.0), `examples` (3.1), `x-example` (2.0), `default`."""
    for keyword in ("example", "x-example"):
        if keyword in part.value:
            yield part.value[keyword]
    yield from part.sequence("examples")
    if "default" in part.value:
        yield part.value["default"]


def _tag_of(part: Schema, branch: Schema) -> str:
    """The value by which a discriminator knows a branch: its key in `mapping`, else the name of the schema."""
    names = part.mapping("discriminator").get("mapping")
    for tag, text in names.items() if type(names) is dict else ():
        if type(text) is str and branch.name and text.rpartition("/")[2] == branch.name:
            return str(tag)
    return branch.name if "definitions" in branch.pointer[-2:] or "schemas" in branch.pointer[-2:] else ""


def _first(parts: list[Schema], keyword: str) -> Schema | None:
    """The schema under a keyword in the first part that has one."""
    return next((found for part in parts if (found := part.subschema(keyword)) is not None), None)


def _required(parts: list[Schema]) -> list[str]:
    return list(dict.fromkeys(name for part in parts for name in part.required))


def _is_deprecated(schemas: list[Schema]) -> bool:
    return any(schema.deprecated for schema in schemas)


def _tuple(parts: list[Schema], keyword: str) -> list[Schema]:
    """The schemas of an array of positions (`items` as a list before 2020-12)."""
    for part in parts:
        found = [part.subschema(keyword, index) for index in range(len(part.sequence(keyword)))]
        if found:
            return [schema for schema in found if schema is not None][:MOST_ITEMS]
    return []


def _counts(parts: list[Schema], keyword: str) -> list[int]:
    return [part.value[keyword] for part in parts if type(part.value.get(keyword)) is int]


def _most(parts: list[Schema], keyword: str) -> int:
    return max(_counts(parts, keyword), default=0)


def _least(parts: list[Schema], keyword: str) -> int:
    return min(_counts(parts, keyword), default=MOST_STEPS * 1000)


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)
