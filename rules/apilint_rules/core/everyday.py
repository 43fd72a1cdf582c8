"""Everyday values, which fit their schema for certain: told without translating and compiling the schema first.

Most examples are right, and are judged by `type`, `properties`, `required` and a few keywords more. Whatever else a
schema says, and whatever does not fit, is left to jsonschema-rs: False means that it is to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import Any

from .api.model import Api
from .api.schema import TYPES, Schema
from .json_schema import CONSTRAINTS, FORMATS, RANGES
from .travel import HIDDEN, Travel

MOST_STEPS = 20_000
"""Visits of a schema at a value, for one value."""

_KINDS: dict[str, tuple[type, ...]] = {
    "null": (type(None),),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
    "number": (int, float),
    "string": (str,),
    "integer": (int,),
}
_TOLD_APART = (type(None), bool, dict, list, str)
_ALL = frozenset(kind for kinds in _KINDS.values() for kind in kinds)
_LIMITS: dict[str, tuple[tuple[type, ...], Callable[[Any, Any], bool]]] = {
    "minimum": ((int, float), lambda value, limit: value >= limit),
    "maximum": ((int, float), lambda value, limit: value <= limit),
    "minLength": ((str,), lambda value, limit: len(value) >= limit),
    "maxLength": ((str,), lambda value, limit: len(value) <= limit),
    "minItems": ((list,), lambda value, limit: len(value) >= limit),
    "maxItems": ((list,), lambda value, limit: len(value) <= limit),
}
_HOLDERS = frozenset(
    ("properties", "required", "additionalProperties", "items", "allOf", "anyOf", "oneOf", "$ref")
)
_UNCOMMON = (CONSTRAINTS - _HOLDERS - {"enum", *_LIMITS}) | {"$dynamicRef"}

_DAY = r"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])"
_TIME = r"(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-2]):[0-5]\d)"
_FITTING = {"date": re.compile(_DAY, re.ASCII), "date-time": re.compile(f"{_DAY}T{_TIME}", re.ASCII)}
"""Texts that are in a format for certain."""


_CERTAIN = FORMATS.union(RANGES)


class _Plan:
    """What a schema asks for; `members` and `items` are plans of their own, made when a value has such a part.

    kinds: the types of Python that may fit; none where the schema is no everyday one. ends: whether nothing is asked
    of the parts of a value, nor by other schemas. is_type_only: whether nothing but the type is asked for.
    """

    __slots__ = (
        "any_of", "conjuncts", "ends", "is_nullable", "is_type_only", "items", "kinds", "members", "one_of", "schema",
        "tests",
    )  # fmt: skip

    def __init__(self, schema: Schema | None, kinds: Iterable[type]) -> None:
        self.schema = schema
        self.kinds = frozenset(kinds)
        self.is_nullable = self.is_type_only = False
        self.tests: list[tuple[tuple[type, ...], Callable[[Any], bool]]] = []
        self.members: dict[str, _Plan] = {}
        self.items: _Plan | None = None
        self.conjuncts: list[_Plan] = []
        self.any_of: list[_Plan] = []
        self.one_of: list[_Plan] = []
        self.ends = True


_ANYTHING = _Plan(None, _ALL)
_UNKNOWN = _Plan(None, ())


class Everyday:
    """The everyday schemas of one description."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._plans: dict[int, tuple[Schema, _Plan]] = {}  # with the schema, so that nothing else gets its id
        self._type_only: dict[tuple[frozenset[str], bool], _Plan] = {}
        self._left = 0

    def fits(self, schema: Schema, value: Any) -> bool:
        """Whether a value fits for certain, all that is required included."""
        self._left = MOST_STEPS
        try:
            return self._fits(self._plan(schema), value)
        except RecursionError:
            return False

    def _fits(self, plan: _Plan, value: Any) -> bool:
        kind = type(value)
        if value is None and plan.is_nullable:
            return True
        if kind not in plan.kinds:
            return False
        for kinds, test in plan.tests:
            if kind in kinds and not test(value):
                return False
        if plan.ends:
            return True
        self._left -= 1
        return (
            self._left > 0
            and (kind is not dict or self._members_fit(plan, value))
            and (kind is not list or self._items_fit(plan, value))
            and all(self._fits(inner, value) for inner in plan.conjuncts)
            and (not plan.any_of or any(self._fits(inner, value) for inner in plan.any_of))
            and (not plan.one_of or self._one_fits(plan.one_of, value))
        )

    def _one_fits(self, branches: list[_Plan], value: Any) -> bool:
        others = [inner for inner in branches if not self._misfits(inner, value)]
        return len(others) == 1 and self._fits(others[0], value)

    def _misfits(self, plan: _Plan, value: Any) -> bool:
        """Whether a value does not fit for certain, whatever does not travel."""
        schema = plan.schema
        self._left -= 1
        if schema is None or self._left < 0 or (value is None and plan.is_nullable):
            return False
        if (
            type(value) in _TOLD_APART
            and schema.types
            and not any(type(value) in _KINDS[name] for name in schema.types)
        ):
            return True
        if type(value) is str and schema.enum and value not in schema.enum:
            return True
        if type(value) is dict and self._lacks(plan, value):
            return True
        return any(self._misfits(inner, value) for inner in plan.conjuncts)

    def _lacks(self, plan: _Plan, value: dict[str, Any]) -> bool:
        """Whether an object has not what is required of it, or a member that does not fit."""
        schema = plan.schema
        if schema is None:
            return False
        names = schema.mapping("properties")
        if any(self._misfits(self._member(plan, name), value[name]) for name in value if name in names):
            return True
        required = schema.sequence("required")
        return len(set(schema.required)) == len(required) and any(
            name not in value and name not in self._hidden for name in required
        )

    @cached_property
    def _hidden(self) -> set[str]:
        """The names of properties that do not always travel, wherever they are written."""
        travel = Travel(self._api, HIDDEN[None])
        return {
            name
            for schema in self._api.schemas_with("properties")
            for name in schema.mapping("properties")
            if travel.is_hidden(schema, name)
        }

    def _members_fit(self, plan: _Plan, value: dict[str, Any]) -> bool:
        members = plan.members
        for name, member in value.items():
            inner = members.get(name) or self._member(plan, name)
            if not ((inner.is_type_only and type(member) in inner.kinds) or self._fits(inner, member)):
                return False
        return plan.schema is None or all(name in value for name in plan.schema.required)

    def _items_fit(self, plan: _Plan, value: list[Any]) -> bool:
        if plan.items is None:
            plan.items = self._part(plan, "items")
        return all(self._fits(plan.items, item) for item in value)

    def _member(self, plan: _Plan, name: str) -> _Plan:
        if name not in plan.members:
            properties = plan.schema.mapping("properties") if plan.schema else {}
            plan.members[name] = (
                self._written(plan, properties[name])
                if name in properties
                else self._part(plan, "additionalProperties")
            )
        return plan.members[name]

    def _part(self, plan: _Plan, keyword: str) -> _Plan:
        return self._written(plan, plan.schema.value.get(keyword, True) if plan.schema else True)

    def _written(self, plan: _Plan, written: Any) -> _Plan:
        """The plan of what is written somewhere in a schema."""
        if plan.schema is None or written is True:
            return _ANYTHING
        schema = self._api.schema_of(plan.schema.document, written) if type(written) is dict else None
        return self._plan(schema) if schema is not None else _UNKNOWN

    def _plan(self, schema: Schema) -> _Plan:
        known = self._plans.get(id(schema.value))
        if known is None:
            known = self._plans[id(schema.value)] = schema, self._new(schema)
        return known[1]

    def _new(self, schema: Schema) -> _Plan:
        value, types = schema.value, schema.types
        if not types <= TYPES:
            return _UNKNOWN
        if CONSTRAINTS.isdisjoint(value) and "$dynamicRef" not in value and schema.format not in _CERTAIN:
            key = (types, schema.flag("nullable") or schema.flag("x-nullable"))
            if key not in self._type_only:
                self._type_only[key] = _Plan(schema, _kinds(types))
                self._type_only[key].is_nullable, self._type_only[key].is_type_only = key[1], True
            return self._type_only[key]
        return self._made(schema) if _UNCOMMON.isdisjoint(value) and not schema.has_broken_part else _UNKNOWN

    def _made(self, schema: Schema) -> _Plan:
        value = schema.value
        plan = _Plan(schema, _kinds(schema.types))
        plan.is_nullable = schema.flag("nullable") or schema.flag("x-nullable")
        plan.ends = _HOLDERS.isdisjoint(value)
        if "enum" in value:
            plan.kinds &= {str}
            plan.tests.append(((str,), frozenset(filter(_is_text, schema.enum or ())).__contains__))
        for keyword in value.keys() & _LIMITS.keys():
            kinds, test = _LIMITS[keyword]
            plan.tests.append((kinds, partial(_is_within, test, value[keyword])))
        if schema.format in FORMATS:
            plan.tests.append(((str,), partial(_is_in_format, _FITTING.get(schema.format))))
        if schema.format in RANGES and "integer" in schema.types:
            least, most = RANGES[schema.format]
            plan.tests.append(((int, float), lambda number: least <= number <= most))
        plan.conjuncts = [self._plan(inner) for inner in schema.conjuncts]
        plan.any_of = [self._plan(inner) for inner in schema.any_of] or [_UNKNOWN] * ("anyOf" in value)
        plan.one_of = [self._plan(inner) for inner in schema.one_of]
        if len(plan.one_of) < len(schema.sequence("oneOf")) or ("oneOf" in value and not plan.one_of):
            plan.one_of.append(_UNKNOWN)
        if "discriminator" in value:  # the tag says which one is meant, and is not looked at
            plan.any_of, plan.one_of = plan.any_of or plan.one_of, plan.one_of if plan.any_of else []
        return plan


def _kinds(types: frozenset[str]) -> Iterable[type]:
    return [kind for name in types for kind in _KINDS[name]] or _ALL


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_within(test: Callable[[Any, Any], bool], limit: Any, value: Any) -> bool:
    return type(limit) in (int, float) and test(value, limit)


def _is_in_format(pattern: re.Pattern[str] | None, value: str) -> bool:
    return pattern is not None and pattern.fullmatch(value) is not None
