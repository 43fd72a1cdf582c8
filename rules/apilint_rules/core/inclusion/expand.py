"""A schema as a choice between clauses: every `anyOf`, `oneOf`, `if` and `dependent...` taken apart, type by type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ..json_schema import UNCLEAR
from ..json_values import kind_of, same
from .clause import KINDS, ArrayPart, Bound, Clause, Contains, Meet, Node, ObjectPart, meet
from .definitions import Definitions
from .members import is_readable
from .notations import SAYS_NOTHING

MOST_CLAUSES = 500
"""Clauses of one type; a schema that takes more is given up."""
MOST_DEPTH = 60
MOST_PARTS_DEPTH = 6


class TooManyError(Exception):
    """The choices multiply beyond reason."""


class Expansion:
    """Expands the schemas of some definitions, each once."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions
        self._known: dict[tuple[int, str], tuple[Clause, ...]] = {}
        self._open: set[tuple[int, str]] = set()
        self.budget = definitions.budget

    def of(self, nodes: Meet, kind: str) -> tuple[Clause, ...]:
        """What values of a type may be that fit all of these schemas. Raises `TooManyError`."""
        found: tuple[Clause, ...] | None = None
        for node in nodes:
            clauses = self._one(node, kind)
            found = clauses if found is None else self._product(found, clauses)
        return (Clause(kind),) if found is None else found

    def _one(self, node: Node, kind: str) -> tuple[Clause, ...]:
        node = self._definitions.resolve(node)
        if type(node) is not dict:
            return (Clause(kind),) if node is not False else ()
        key = (id(node), kind)
        if key not in self._known:
            if key in self._open or len(self._open) > MOST_DEPTH:
                return (Clause(kind, opaque=frozenset((f"circle {self._definitions.shape(node)}",))),)
            self._open.add(key)
            try:
                self._known[key] = self._expanded(node, kind)
            finally:
                self._open.discard(key)
        return self._known[key]

    def _expanded(self, node: dict[str, Any], kind: str) -> tuple[Clause, ...]:
        own = _own(node, kind)
        self._definitions.budget.spend(1 + len(node.get("properties", ())) // 50)
        if own is None:
            return ()
        found: tuple[Clause, ...] = (own,)
        for choices in self._choices(node, kind):
            found = self._product(found, choices)
        if "unevaluatedProperties" in node or "unevaluatedItems" in node:
            name = f"unevaluated {self._definitions.shape(node)}"
            if not self._is_exact(node):
                return tuple(replace(clause, opaque=clause.opaque | {name}) for clause in found)
            return tuple(_evaluated(node, clause, name) for clause in found)
        return found

    def _is_exact(self, node: Node, depth: int = 0) -> bool:
        """Whether a clause keeps what is evaluated: values may fit several alternatives, which clauses do not say."""
        node = self._definitions.resolve(node)
        if type(node) is not dict:
            return True
        if depth > MOST_PARTS_DEPTH or _LOOSE & node.keys():
            return False
        parts = [*node.get("allOf", ()), *([self._definitions.target(node)] if "$ref" in node else ())]
        return all(self._is_exact(part, depth + 1) for part in parts)

    def _choices(self, node: dict[str, Any], kind: str) -> Iterator[tuple[Clause, ...]]:
        if "$ref" in node:
            yield self._one(self._definitions.target(node), kind)
        for part in node.get("allOf", ()):
            yield self._one(part, kind)
        if "anyOf" in node:
            yield tuple(clause for part in node["anyOf"] for clause in self._one(part, kind))
        if "oneOf" in node:
            yield tuple(self._exclusive(node["oneOf"], kind))
        if "not" in node:
            yield self._without(node["not"], kind)
        if "if" in node and ("then" in node or "else" in node):
            yield (
                *self._product(self._one(node["if"], kind), self._one(node.get("then", True), kind)),
                *self._product(self._without(node["if"], kind), self._one(node.get("else", True), kind)),
            )
        if kind == "object":
            yield from self._dependent(node)

    def _exclusive(self, branches: list[Node], kind: str) -> Iterator[Clause]:
        """Each branch with the others forbidden, as far as they speak of this type at all."""
        speaking = [(branch, clauses) for branch in branches if (clauses := self._one(branch, kind))]
        if len(speaking) > MOST_CLAUSES:
            raise TooManyError
        absent = [self._absent(branch, kind) for branch, _ in speaking]
        for number, (_, clauses) in enumerate(speaking):
            others = [index for index in range(len(speaking)) if index != number]
            for index in (each for each in others if absent[each]):
                clauses = self._product(clauses, absent[index])
            forbidden = tuple(speaking[each][0] for each in others if not absent[each])
            for clause in clauses:
                yield replace(clause, forbidden=clause.forbidden + forbidden) if forbidden else clause

    def _without(self, node: Node, kind: str) -> tuple[Clause, ...]:
        """Whatever of a type does not fit a schema."""
        inside = self._one(node, kind)
        if not inside:
            return (Clause(kind),)
        resolved = self._definitions.resolve(node)
        if resolved is True or (type(resolved) is dict and _takes_all(resolved, kind)):
            return ()
        return self._absent(node, kind) or (Clause(kind, forbidden=(node,)),)

    def _absent(self, node: Node, kind: str) -> tuple[Clause, ...]:
        """What an object lacks that does not fit a schema which says no more than what is required."""
        node = self._definitions.resolve(node)
        is_simple = kind == "object" and says_required_only(node)
        return tuple(_lacking(name, node) for name in node["required"]) if is_simple else ()

    def _dependent(self, node: dict[str, Any]) -> Iterator[tuple[Clause, ...]]:
        for name, names in node.get("dependentRequired", {}).items():
            present = Clause("object", required=frozenset((name, *names)), sources=(node,))
            yield (_lacking(name, node), present)
        for name, schema in node.get("dependentSchemas", {}).items():
            having = (Clause("object", required=frozenset((name,)), sources=(node,)),)
            yield (_lacking(name, node), *self._product(having, self._one(schema, "object")))

    def _product(self, ones: tuple[Clause, ...], others: tuple[Clause, ...]) -> tuple[Clause, ...]:
        if len(ones) * len(others) > MOST_CLAUSES:
            raise TooManyError
        self._definitions.budget.spend(len(ones) * len(others))
        found = (meet(one, other) for one in ones for other in others)
        return tuple(clause for clause in found if clause is not None and clause.values != ())


def says_required_only(node: Node) -> bool:
    """Whether a schema says of objects only which members they must have."""
    is_one = type(node) is dict and "required" in node and node.keys() <= {"required", "type"}
    return is_one and "object" in node.get("type", "object")


def _lacking(name: str, node: dict[str, Any]) -> Clause:
    return Clause("object", members=(ObjectPart({name: False}, {}, None),), sources=(node,))


def _takes_all(node: dict[str, Any], kind: str) -> bool:
    """Whether a schema says nothing but its types, and this one is among them as a whole."""
    types = node.get("type", KINDS)
    return node.keys() <= {"type"} and kind in ((types,) if type(types) is str else types)


def _own(node: dict[str, Any], kind: str) -> Clause | None:
    """What a mapping itself says of the values of a type; None where it allows none of them."""
    types = node.get("type", KINDS)
    types = (types,) if type(types) is str else types
    only_integers = "integer" in types and "number" not in types
    if kind not in types and not (kind == "number" and only_integers):
        return None
    clause = _SAYS[kind](Clause(kind, sources=(node,)), node)
    if kind == "number" and only_integers:
        clause = replace(clause, is_integer=True)
    if UNCLEAR in node:
        texts = frozenset(text for text, of in node[UNCLEAR].items() if of in ("", kind))
        clause = replace(clause, opaque=clause.opaque | texts)
    values = _values(node, kind)
    return clause if values is None else replace(clause, values=values) if values else None


def _values(node: dict[str, Any], kind: str) -> tuple[Any, ...] | None:
    listed = None
    if "enum" in node:
        listed = [value for value in node["enum"] if kind_of(value) == kind]
    if "const" in node:
        const = node["const"]
        if kind_of(const) != kind or (listed is not None and not any(same(const, each) for each in listed)):
            return ()
        listed = [const]
    return None if listed is None else tuple(listed)


def _number(clause: Clause, node: dict[str, Any]) -> Clause:
    lows = [Bound(node[key], key != "minimum") for key in ("minimum", "exclusiveMinimum") if key in node]
    highs = [Bound(node[key], key != "maximum") for key in ("maximum", "exclusiveMaximum") if key in node]
    return replace(
        clause,
        low=max(lows, default=None),
        high=min(highs, key=lambda bound: (bound.value, not bound.exclusive), default=None),
        multiples=frozenset((Fraction(str(node["multipleOf"])),)) if "multipleOf" in node else frozenset(),
    )


def _string(clause: Clause, node: dict[str, Any]) -> Clause:
    return replace(
        clause,
        least=node.get("minLength", 0),
        most=node.get("maxLength"),
        patterns=frozenset((node["pattern"],)) if "pattern" in node else frozenset(),
        formats=_formats(node),
    )


def _formats(node: dict[str, Any]) -> frozenset[str]:
    name = node.get("format")
    return frozenset((name,)) if type(name) is str and name not in SAYS_NOTHING else frozenset()


def _array(clause: Clause, node: dict[str, Any]) -> Clause:
    prefix, rest = tuple(node.get("prefixItems", ())), node.get("items")
    contains: tuple[Contains, ...] = ()
    if "contains" in node:
        contains = (Contains(node["contains"], node.get("minContains", 1), node.get("maxContains")),)
    return replace(
        clause,
        least=node.get("minItems", 0),
        most=node.get("maxItems"),
        is_unique=node.get("uniqueItems") is True,
        array=(ArrayPart(prefix, rest),) if prefix or rest is not None else (),
        contains=contains,
    )


def _object(clause: Clause, node: dict[str, Any]) -> Clause:
    says = node.keys() & {"properties", "patternProperties", "additionalProperties"}
    part = ObjectPart(
        node.get("properties", {}), node.get("patternProperties", {}), node.get("additionalProperties")
    )
    return replace(
        clause,
        least=node.get("minProperties", 0),
        most=node.get("maxProperties"),
        members=(part,) if says else (),
        required=frozenset(node.get("required", ())),
        names=(node["propertyNames"],) if "propertyNames" in node else (),
        opaque=frozenset(f"names {pattern}" for pattern in part.patterns if not is_readable(pattern)),
    )


def _evaluated(node: dict[str, Any], clause: Clause, name: str) -> Clause:
    """`unevaluatedProperties` and `unevaluatedItems` speak of what nothing in the clause speaks of."""
    if clause.kind == "object" and "unevaluatedProperties" in node:
        part = ObjectPart(
            dict.fromkeys(clause.declared, True),
            {pattern: True for each in clause.members for pattern in each.patterns},
            node["unevaluatedProperties"],
        )
        if any(each.rest is not None for each in clause.members):
            return clause
        clause = replace(clause, members=(*clause.members, part))
    elif clause.kind == "array" and "unevaluatedItems" in node:
        if clause.contains:  # items that fit it are evaluated, too
            return replace(clause, opaque=clause.opaque | {name})
        if any(each.rest is not None for each in clause.array):
            return clause
        seen = max((len(each.prefix) for each in clause.array), default=0)
        clause = replace(clause, array=(*clause.array, ArrayPart((True,) * seen, node["unevaluatedItems"])))
    return clause


_LOOSE = frozenset(("anyOf", "oneOf", "if", "not", "dependentSchemas"))

_SAYS: dict[str, Callable[[Clause, dict[str, Any]], Clause]] = {
    "null": lambda clause, node: clause,
    "boolean": lambda clause, node: clause,
    "number": _number,
    "string": _string,
    "array": _array,
    "object": _object,
}
