"""Schemas as JSON Schema reads them, whatever version of OpenAPI spelt them."""

from __future__ import annotations

from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..document import Document
from .view import View

if TYPE_CHECKING:
    from .model import Api

TYPES = frozenset(("null", "boolean", "object", "array", "number", "string", "integer"))
_NUMERIC = frozenset(("number", "integer"))

MAX_PARTS = 100
"""Schemas joined by `allOf` that are looked at together; longer chains count as not completely known."""

# How a schema is used: bits, gathered from everything that leads to it.
REQUEST_JSON, RESPONSE_JSON, REQUEST_OTHER, RESPONSE_OTHER, PARAMETER, HEADER = 1, 2, 4, 8, 16, 32


class Unit:
    """A schema that is written in one piece (a component, or one inline schema), and what it refers to."""

    __slots__ = ("targets", "use")

    def __init__(self, use: int = 0) -> None:
        self.use = use
        self.targets: list[Unit] = []


_NOWHERE = Unit()


class Schema(View):
    """A Schema Object. Members that are schemas come resolved: a `$ref` is followed to what it names."""

    __slots__ = ("_conjuncts", "_flat", "_types", "unit")

    def __init__(
        self,
        api: Api,
        document: Document,
        value: dict[str, Any],
        parent: View | None,
        tokens: tuple[str | int, ...],
        unit: Unit | None = None,
    ) -> None:
        # Made 40,000 times for a large description: written out instead of going through View.__init__.
        self.api = api
        self.document = document
        self.value = value
        self._parent = parent
        self._tokens = tokens
        self.used_by = None
        self.unit = unit or _NOWHERE
        self._conjuncts: tuple[Schema, ...] | None = None
        self._flat: Flat | None = None
        self._types: frozenset[str] | None = None

    # What was written ------------------------------------------------------------------------------------------

    @property
    def types(self) -> frozenset[str]:
        """The JSON types that `type` names, with `null` where 3.0 says `nullable`; empty when there is no `type`."""
        if self._types is None:
            self._types = _types_of(self.value)
        return self._types

    @property
    def format(self) -> str:
        value = self.value.get("format")
        return value if type(value) is str else ""

    @property
    def title(self) -> str:
        return self.text("title")

    @property
    def enum(self) -> list[Any] | None:
        """The `enum`, None when there is none."""
        value = self.value.get("enum")
        return value if type(value) is list else None

    @property
    def required(self) -> list[str]:
        """The names that `required` lists here (not those of `allOf`)."""
        return [name for name in self.sequence("required") if type(name) is str]

    @property
    def properties(self) -> dict[str, Schema]:
        """The properties declared here, resolved; those whose `$ref` leads nowhere are left out."""
        return self._members("properties")

    @property
    def items(self) -> Schema | None:
        return self.subschema("items")

    @property
    def all_of(self) -> list[Schema]:
        return self._alternatives("allOf")

    @property
    def any_of(self) -> list[Schema]:
        return self._alternatives("anyOf")

    @property
    def one_of(self) -> list[Schema]:
        return self._alternatives("oneOf")

    @property
    def reference(self) -> Schema | None:
        """What a `$ref` beside other keywords names (3.1 and later, where such a pair means both)."""
        return self.api.schema_behind(self.value) if "$ref" in self.value else None

    @property
    def conjuncts(self) -> tuple[Schema, ...]:
        """What a `$ref` beside other keywords and `allOf` name, one step away."""
        if self._conjuncts is None:
            reference = self.reference
            self._conjuncts = (*((reference,) if reference else ()), *self.all_of)
        return self._conjuncts

    @property
    def has_broken_part(self) -> bool:
        """Whether an entry of `allOf` or a `$ref` leads nowhere, so that not all of the schema is known."""
        return len(self.conjuncts) < len(self.sequence("allOf")) + ("$ref" in self.value)

    def subschema(self, *tokens: str | int) -> Schema | None:
        """The schema below some tokens, resolved; None when there is none."""
        value: Any = self.value
        for token in tokens:
            if type(value) is dict:
                value = value.get(token)
            elif type(value) is list and type(token) is int and token < len(value):
                value = value[token]
            else:
                return None
        return self.api.schema_of(self.document, value)

    def _members(self, keyword: str) -> dict[str, Schema]:
        members = (
            (name, self.api.schema_of(self.document, value)) for name, value in self.mapping(keyword).items()
        )
        return {name: schema for name, schema in members if schema is not None}

    def _alternatives(self, keyword: str) -> list[Schema]:
        members = (self.api.schema_of(self.document, value) for value in self.sequence(keyword))
        return [schema for schema in members if schema is not None]

    # What it means ---------------------------------------------------------------------------------------------

    @property
    def flat(self) -> Flat:
        """The schema together with everything that `allOf` and `$ref` add to it."""
        if self._flat is None:
            self._flat = Flat(self)
        return self._flat

    @property
    def name(self) -> str:
        """The name of the component or property that this schema is; empty for others."""
        pointer = self.pointer
        named = len(pointer) > 1 and pointer[-2] in ("schemas", "definitions", "properties", "$defs")
        return str(pointer[-1]) if named else ""

    @property
    def owner(self) -> View | None:
        """The part in whose text it is written: another schema, a parameter, ...; None where only a `$ref` leads."""
        return self._parent

    @property
    def keyword(self) -> str:
        """The keyword of its owner that holds it: `properties`, `allOf`, `items`, `schema`, ..."""
        return str(self._tokens[0]) if self._tokens else ""

    @property
    def property_name(self) -> str:
        """The name of the property whose schema is written here; empty for other schemas."""
        tokens = self._tokens
        return str(tokens[-1]) if len(tokens) > 1 and tokens[-2] == "properties" else ""

    @property
    def in_request(self) -> bool:
        """Whether a request body or a parameter is made of it."""
        return bool(self.unit.use & (REQUEST_JSON | REQUEST_OTHER | PARAMETER))

    @property
    def in_response(self) -> bool:
        """Whether a response body is made of it."""
        return bool(self.unit.use & (RESPONSE_JSON | RESPONSE_OTHER))

    @property
    def use(self) -> int:
        """The bits `REQUEST_JSON`, `RESPONSE_JSON`, ... of everything that leads here."""
        return self.unit.use


def _types_of(value: dict[str, Any]) -> frozenset[str]:
    written = value.get("type")
    if type(written) is str:
        types = _ONE_TYPE.get(written) or frozenset((written,))
    elif type(written) is list:
        types = frozenset(name for name in written if type(name) is str)
    else:
        return _NO_TYPES
    return types | {"null"} if value.get("nullable") is True or value.get("x-nullable") is True else types


_NO_TYPES: frozenset[str] = frozenset()
_ONE_TYPE = {name: frozenset((name,)) for name in TYPES}


class Flat:
    """The conjunction of a schema with all that its `allOf` and `$ref` reach. Alternatives are not looked into.

    `is_complete` is False where a part leads nowhere, or where there are too many of them to be looked at.
    """

    def __init__(self, schema: Schema) -> None:
        if "allOf" in schema.value or "$ref" in schema.value:
            self.parts = _conjunction(schema)
            is_long = len(self.parts) > MAX_PARTS
            self.is_complete = not is_long and not any(part.has_broken_part for part in self.parts)
        else:
            self.parts, self.is_complete = [schema], True

    @cached_property
    def properties(self) -> dict[str, Schema]:
        """All properties, a schema's own before inherited ones."""
        merged: dict[str, Schema] = {}
        for part in self.parts:
            for name, schema in part.properties.items():
                merged.setdefault(name, schema)
        return merged

    @cached_property
    def property_names(self) -> set[str]:
        """The names of all properties, also of those whose `$ref` leads nowhere."""
        return {name for part in self.parts for name in part.mapping("properties")}

    @cached_property
    def required(self) -> set[str]:
        return {name for part in self.parts for name in part.required}

    @cached_property
    def types(self) -> frozenset[str]:
        """The types that every part allows; empty when no part says any."""
        allowed: frozenset[str] | None = None
        for part in self.parts:
            if part.types:
                types = part.types | {"integer"} if "number" in part.types else part.types
                allowed = types if allowed is None else allowed & types
        return allowed or frozenset()

    def first(self, keyword: str) -> Any:
        """The value of a keyword in the first part that has it; None when none has."""
        return next((part.value[keyword] for part in self.parts if keyword in part.value), None)

    @cached_property
    def items(self) -> Schema | None:
        """The schema of the items of an array."""
        return next((part.items for part in self.parts if "items" in part.value), None)

    @property
    def is_object(self) -> bool:
        """Whether it describes an object: by its type or, without one, by its properties."""
        return "object" in self.types or (not self.types and bool(self.property_names))

    @property
    def is_array(self) -> bool:
        """Whether it describes an array: by its type or, without one, by its items."""
        return "array" in self.types or (not self.types and any("items" in part.value for part in self.parts))


def _conjunction(schema: Schema) -> list[Schema]:
    """The schema and all that its conjuncts reach, nearest first; one more than `MAX_PARTS` at the most."""
    parts = {id(schema.value): schema}
    waiting = deque((schema,))
    while waiting:
        for part in waiting.popleft().conjuncts:
            if id(part.value) not in parts:
                parts[id(part.value)] = part
                waiting.append(part)
                if len(parts) > MAX_PARTS:
                    return list(parts.values())
    return list(parts.values())
