"""Schemas of any version of OpenAPI as JSON Schema 2020-12, for jsonschema-rs.

What is rewritten: `nullable`, boolean `exclusiveMinimum`, references (to keys of our own: no URI is ever
looked up), the range of `int32` and `int64`. What is left out: keywords whose value makes no sense (of which
`document-valid` speaks), patterns that the engine cannot read as ECMA-262, formats that are no certain
notation. In a request `readOnly` properties are not required, in a response `writeOnly` ones are not, and
where the direction is open neither are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from json import dumps
from typing import Any, NamedTuple

from .api.model import Api
from .api.schema import TYPES, Schema
from .document import Document
from .outline import outline
from .patterns import is_usable
from .travel import Names as _Names
from .travel import Travel

FORMATS = frozenset(("date", "date-time", "uuid", "ipv4", "ipv6"))
"""Formats that are one certain notation, and are therefore asserted."""
_ENCODINGS = {"base64": "byte", "base64url": "base64url"}
"""The formats by which 3.0 told what `contentEncoding` tells in 3.1."""
RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
_SMALL = {
    "int8": (-128, 127), "int16": (-(2**15), 2**15 - 1), "uint8": (0, 255), "uint16": (0, 2**16 - 1),
    "uint32": (0, 2**32 - 1), "int32": RANGES["int32"],
}  # fmt: skip
"""Ranges of integers that are narrower than what `integer` is taken for (OpenAPI Format Registry)."""

_IN_PLACE = ("allOf", "anyOf", "oneOf")
_NONE: _Names = frozenset()

UNCLEAR = "x-apilint-unclear"
"""A keyword of our own that holds what was not understood, with the type that it speaks of."""


class Translation:
    """The schemas of one description in one direction, each translated when it is first asked for.

    flags: properties with one of these do not travel, and are therefore not required. strict: what cannot be
    understood accepts nothing instead of anything. prefix: begins the keys, so that the definitions of two
    translations can stand together. hidden: whether a property that does not travel may be there instead of having its
    own schema. opaque: keep every `format`, also one that is no certain notation, and what is not
    understood under `UNCLEAR`, put lists in order whose order says nothing, and take `int64` for any integer.
    """

    def __init__(
        self,
        api: Api,
        flags: Iterable[str] = (),
        strict: bool = False,
        prefix: str = "",
        hidden: bool | None = None,
        opaque: bool = False,
    ) -> None:
        self.api = api
        self.definitions: dict[str, Any] = {}
        self._named: dict[str, list[str]] = {}
        self._within: list[str] = []
        self.is_exact = True
        """Whether everything so far was understood."""
        self._travel = Travel(api, flags)
        self._strict = strict
        self._prefix = prefix
        self._hidden = hidden
        self._opaque = opaque
        self._negated: Translation | None = None
        self._is_negated = False
        self._tags: dict[int, _Tag] = {}
        self._origins: dict[int, tuple[Any, Schema]] = {}
        self._keys: dict[tuple[int, _Names, bool], str] = {}
        self._waiting: list[tuple[str, Schema, _Names, bool]] = []
        self._inline: set[int] = set()
        self._depth = 0

    def origin(self, translated: Any) -> Schema | None:
        """The schema that a translated mapping was made of, None when it was not made here."""
        found = self._origins.get(id(translated))  # what stands there is kept, so that no id is used twice
        return found[1] if found is not None else None

    def key(self, schema: Schema) -> str:
        """The key in `definitions` under which a schema, and everything that it refers to, can be found."""
        key = self._key(schema, _NONE)
        self._finish()
        return key

    def _finish(self) -> None:
        """Translates what was only named so far."""
        while self._waiting:
            name, waiting, excused, in_place = self._waiting.pop()
            self._within = self._named[name] = []
            self.definitions[name] = self._translated(waiting, excused, in_place)
        if self._negated is not None:
            self._negated._finish()

    def reach(self, keys: Iterable[str]) -> dict[str, Any]:
        """The definitions of some keys, with all that they refer to."""
        found: dict[str, Any] = {}
        waiting = [*keys]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = self.definitions[name]
                waiting += self._named[name]
        return found

    # Keys ---------------------------------------------------------------------------------------------------

    def _key(self, schema: Schema, excused: _Names, in_place: bool = False) -> str:
        if excused:
            fate = self._travel.fate(schema)
            excused = (excused & fate.required) - fate.hidden
        in_place = in_place and self._hidden is False and bool(self._travel.fate(schema).hidden)
        identity = (id(schema.value), excused, in_place)
        if identity not in self._keys:
            name = f"{self._prefix}{len(self._keys)}"
            self._keys[identity] = name
            self._waiting.append((name, schema, excused, in_place))
        return self._keys[identity]

    # Translation --------------------------------------------------------------------------------------------

    def _translated(self, schema: Schema, excused: _Names, in_place: bool = False) -> Any:
        value = schema.value
        if _SAYS_MORE.isdisjoint(value):
            return self._of_type_only(schema)
        matters = schema.required or excused or schema.has(*_IN_PLACE) or self._hidden is not None
        if self._travel.flags and matters:
            excused = excused | self._travel.fate(schema).hidden
        plain: dict[str, Any] = {}
        for keyword, content in value.items():
            if keyword in _PLAIN:
                if _PLAIN[keyword](content):
                    plain[keyword] = content
                else:
                    self._keep_nonsense(plain, keyword, content)
        _write_type(plain, schema)
        _write_bounds(plain, schema, _SMALL if self._opaque else RANGES)
        if "required" in plain and excused:
            plain["required"] = [name for name in plain["required"] if name not in excused]
        if self._opaque:
            _put_in_order(plain)
        self._write_subschemas(plain, schema, excused)
        if self._hidden is not None and excused:
            self._write_hidden(plain, schema, excused, in_place)
        self._write_strings(plain, schema)
        self._origins[id(plain)] = plain, schema
        if (schema.flag("nullable") or schema.flag("x-nullable")) and plain.keys() & _FORBID_NULL:
            plain = {"if": {"type": "null"}, "else": plain}
            self._origins[id(plain)] = plain, schema
        return plain

    def _of_type_only(self, schema: Schema) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        _write_type(plain, schema)
        self._origins[id(plain)] = plain, schema
        return plain

    def _write_hidden(self, plain: dict[str, Any], schema: Schema, excused: _Names, in_place: bool) -> None:
        """That a property does not travel is said once, above all parts: each part says the same on both sides."""
        if "properties" in plain:
            plain["properties"].update(dict.fromkeys(excused & plain["properties"].keys(), True))
        if not in_place and not self._hidden and (hidden := self._travel.fate(schema).hidden):
            plain["properties"] = plain.get("properties", {}) | dict.fromkeys(sorted(hidden), False)

    def _write_strings(self, plain: dict[str, Any], schema: Schema) -> None:
        pattern = schema.value.get("pattern")
        is_pattern = type(pattern) is str
        if is_pattern and is_usable(str(pattern)):
            plain["pattern"] = pattern
        elif is_pattern:
            self._keep_unclear(plain, f"pattern {pattern}", "string")
        if schema.format in FORMATS or (self._opaque and schema.format and not self._is_negated):
            plain["format"] = schema.format
        elif schema.format:
            self._keep_nonsense(plain, "format", schema.format, "string")
        elif self._opaque and (encoding := _ENCODINGS.get(str(schema.value.get("contentEncoding")))):
            plain["format"] = encoding
        if (is_pattern and "pattern" not in plain) or (schema.format and schema.format not in FORMATS):
            self._give_up(plain, {"not": {"type": "string"}})

    def _keep_unclear(self, plain: dict[str, Any], text: str, kind: str = "") -> None:
        """What says something of the values of a type (of all) that is not understood: two alike say the same."""
        if self._opaque:
            plain.setdefault(UNCLEAR, {})[text] = kind

    def _keep_nonsense(self, plain: dict[str, Any], keyword: str, content: Any, kind: str = "") -> None:
        """A keyword that says nothing. Below a `not`, that would be to forbid everything: nobody knows there."""
        if self._is_negated:
            self._keep_unclear(plain, f"{keyword} {_as_json(content)}", kind)

    def _give_up(self, plain: dict[str, Any], instead: Any) -> None:
        """Something was not understood: a strict translation accepts only `instead`."""
        self.is_exact = False
        if self._strict:
            plain["allOf"] = [*plain.get("allOf", ()), instead]

    def _write_subschemas(self, plain: dict[str, Any], schema: Schema, excused: _Names) -> None:
        value = schema.value
        if self._opaque and "discriminator" in value:
            self._tags.update(tags_of(schema))
        reference = schema.reference
        if reference is not None:
            plain["$ref"] = self._pointer(reference, excused, in_place=True)
        for keyword, content in value.items():
            if keyword in _HOLDERS:
                inner = excused if keyword in _SAME_VALUE else _NONE
                found = self._holder(schema.document, keyword, content, inner)
                if found is not None:
                    plain[keyword] = found
                else:
                    self._keep_nonsense(plain, keyword, content)
        if type(plain.get("items")) is list:  # what was `items` before 2020-12 is `prefixItems`
            plain["prefixItems"] = plain.pop("items")
        if "oneOf" in plain and "discriminator" in value:  # the tag says which one is meant
            alternatives = plain.pop("oneOf")
            plain["anyOf" if "anyOf" not in plain else "oneOf"] = alternatives
        if "$ref" in value and reference is None:
            self._keep_unclear(plain, f"$ref {value['$ref']}")
            self._give_up(plain, False)
        if "patternProperties" in value and "patternProperties" not in plain:
            plain.pop("additionalProperties", None)
            names = dumps(value["patternProperties"], sort_keys=True, default=str)
            self._keep_unclear(plain, f"patternProperties {names}", "object")
            self._give_up(plain, {"not": {"type": "object"}})
        if "$dynamicRef" in value:
            self._keep_unclear(plain, f"$dynamicRef {value['$dynamicRef']}")
        self._write_negations(plain, schema)
        if plain.keys() & {"unevaluatedProperties", "unevaluatedItems"} and not schema.flat.is_complete:
            for keyword in ("unevaluatedProperties", "unevaluatedItems"):
                if plain.pop(keyword, True) is not True:
                    self._keep_unclear(plain, f"{keyword} {_as_json(value[keyword])}")

    def _write_negations(self, plain: dict[str, Any], schema: Schema) -> None:
        """`not` and `if` are kept only where everything in them is: saying less there would forbid more.

        In them, `readOnly` and `writeOnly` say nothing: a property that does not travel is not there.
        """
        for keyword in _NEGATIONS:
            if keyword not in schema.value:
                continue
            if self._opaque:
                plain[keyword] = self._in_negation()._sub(schema.document, schema.value[keyword], _NONE)
                continue
            apart = Translation(self.api, strict=True)
            apart._depth = self._depth + 1
            value = apart._sub(schema.document, schema.value[keyword], _NONE)
            if apart.is_exact and not apart._waiting:
                plain[keyword] = value
            else:
                self._give_up(plain, False)
        if "if" not in plain:
            plain.pop("then", None)
            plain.pop("else", None)

    def _in_negation(self) -> Translation:
        """What translates for this translation what is in a `not` or an `if`."""
        if self._is_negated:
            return self
        if self._negated is None:
            self._negated = Translation(self.api, prefix=f"{self._prefix}-", opaque=True)
            self._negated._is_negated = True
            self._negated.definitions, self._negated._named = self.definitions, self._named
            self._negated._origins = self._origins
        self._negated._within = self._within
        self._negated._depth = self._depth + 1
        return self._negated

    def _holder(self, document: Document, keyword: str, value: Any, excused: _Names) -> Any:
        in_place = keyword in _IN_PLACE
        if keyword in _MAP:
            if type(value) is not dict:
                return None
            found = sorted(value.items()) if self._opaque else value.items()
            members = {name: self._sub(document, member, excused) for name, member in found}
            if keyword == "patternProperties":
                return members if all(map(is_usable, members)) else None
            return members
        if keyword in _LIST or type(value) is list:
            if self._opaque and keyword in _IN_PLACE and type(value) is list:
                value = sorted(value, key=outline)
            items = (
                [self._branch(document, item, excused, in_place) for item in value]
                if type(value) is list
                else []
            )
            return items or None
        return self._sub(document, value, excused) if type(value) in (dict, bool) else None

    def _branch(self, document: Document, value: Any, excused: _Names, in_place: bool) -> Any:
        """A branch, with the values of its tag where a discriminator says more about them than it does itself."""
        translated, tag = self._sub(document, value, excused, in_place), self._tags.get(id(value))
        if tag is None:
            return translated
        told = Schema(
            self.api, tag.branch.document, {"enum": tag.values}, tag.branch, ("properties", tag.name)
        )
        holder = {"properties": {tag.name: told.value}}
        branch = {"allOf": [translated, holder]}
        for made, origin in ((told.value, told), (holder, tag.branch), (branch, tag.branch)):
            self._origins[id(made)] = made, origin
        return branch

    def _sub(self, document: Document, value: Any, excused: _Names, in_place: bool = False) -> Any:
        if type(value) is bool:
            return value
        schema = self.api.schema_of(document, value)
        if schema is None:
            self.is_exact = False
            if self._is_negated or (self._opaque and type(value) is dict):
                return {UNCLEAR: {_as_json(value): ""}}
            return not self._strict
        # Text that YAML aliases share is written once, or a few lines could become gigabytes.
        if schema.value is not value or id(value) in self._inline or self._depth >= DEEP:
            return {"$ref": self._pointer(schema, excused, in_place)}
        self._inline.add(id(value))
        self._depth += 1
        translated = self._translated(schema, excused, in_place)
        self._depth -= 1
        return translated

    def _pointer(self, schema: Schema, excused: _Names, in_place: bool = False) -> str:
        key = self._key(schema, excused, in_place)
        self._within.append(key)
        return f"#/$defs/{key}"


class _Tag(NamedTuple):
    """What a discriminator says about one of its branches: the property that is the tag, and its values there."""

    name: str
    values: list[str]
    branch: Schema


def tags_of(schema: Schema) -> Iterator[tuple[int, _Tag]]:
    """The tags of the branches that an explicit `mapping` names and that leave theirs open, by the id of each branch.

    Source: OpenAPI 3.1 Discriminator Object.
    """
    name, mapping = (
        schema.mapping("discriminator").get("propertyName"),
        schema.mapping("discriminator").get("mapping"),
    )
    if type(name) is not str or type(mapping) is not dict:
        return
    for written in (*schema.sequence("oneOf"), *schema.sequence("anyOf")):
        reference = written.get("$ref") if type(written) is dict else None
        branch = schema.api.schema_of(schema.document, written)
        if type(reference) is not str or branch is None:
            continue
        values = [
            tag for tag, target in mapping.items() if target in (reference, reference.rpartition("/")[2])
        ]
        tag = branch.flat.properties.get(name)
        if values and (tag is None or not tag.has("enum", "const", "allOf", "$ref")):
            yield id(written), _Tag(name, sorted(values), branch)


def _write_type(plain: dict[str, Any], schema: Schema) -> None:
    types = schema.types
    if types and types <= TYPES:  # `file` of 2.0 and misspelt ones say nothing about values
        plain["type"] = sorted(types) if len(types) > 1 else next(iter(types))


def _write_bounds(plain: dict[str, Any], schema: Schema, ranges: Mapping[str, tuple[int, int]]) -> None:
    for bound, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if limit in plain and schema.flag(bound):  # 3.0 and before
            plain[bound] = plain.pop(limit)
    if schema.format in ranges and "integer" in schema.types:
        least, most = ranges[schema.format]
        plain["minimum"] = max(plain.get("minimum", least), least)
        plain["maximum"] = min(plain.get("maximum", most), most)


def _put_in_order(plain: dict[str, Any]) -> None:
    """Sorts what may be written in any order, so that two schemas that say the same look the same."""
    for keyword in ("required", "enum"):
        if keyword in plain:
            plain[keyword] = sorted(plain[keyword], key=_as_json)


def _as_json(value: Any) -> str:
    return dumps(value, sort_keys=True, default=str)


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and abs(value) < float("inf")


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**63


def _are_names(value: Any) -> bool:
    return type(value) is list and all(type(name) is str for name in value) and len(set(value)) == len(value)


_PLAIN: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _is_number),
    **dict.fromkeys(
        ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), _is_count
    ),
    **dict.fromkeys(("minContains", "maxContains"), _is_count),
    "multipleOf": lambda value: _is_number(value) and value > 0,
    "uniqueItems": lambda value: type(value) is bool,
    "required": _are_names,
    "enum": lambda value: type(value) is list and bool(value),
    "const": lambda value: True,
    "dependentRequired": lambda value: type(value) is dict and all(map(_are_names, value.values())),
}
_ONE = frozenset(
    ("items", "additionalProperties", "then", "else", "contains", "propertyNames", "unevaluatedProperties",
     "unevaluatedItems")
)  # fmt: skip
_LIST = frozenset((*_IN_PLACE, "prefixItems"))
_MAP = frozenset(("properties", "patternProperties", "dependentSchemas"))
_HOLDERS = _ONE | _LIST | _MAP
DEEP = 40
"""Levels of schemas that are translated in one piece; what is deeper becomes a definition of its own."""
_NEGATIONS = ("not", "if")
CONSTRAINTS = frozenset((*_PLAIN, *_HOLDERS, *_NEGATIONS, "pattern", "$ref"))
"""What says more about a value than its type and format do."""
_SAYS_MORE = CONSTRAINTS | {"format", "contentEncoding", "$dynamicRef"}
"""All but the type (and `nullable`) of which a translation says something."""
_COMPOUND = _HOLDERS | {*_NEGATIONS, "$ref"}
"""What holds other schemas."""
_FORBID_NULL = frozenset((*_IN_PLACE, "enum", "const", "not", "if", "$ref"))
_SAME_VALUE = frozenset((*_IN_PLACE, "then", "else", "dependentSchemas"))
