"""Random schemas, small edits of them, respellings that change nothing, and values to judge them by."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

NAMES = "abc"
TEXTS = [
    "", "a", "b", "ab", "aa", "x-1", "2026-01-31", "123e4567-e89b-12d3-a456-426614174000", "aaaaaa",
]  # fmt: skip
ODD = [1.0, 0.07, 0.01, -0.0, 2**53, 2**53 + 1, 2.0**53, 1e308, 10**20, 2**63]
SCALARS = [None, True, False, 0, 1, 2, 3, -1, 6, 0.5, 1.5, 4, 10, 12, *TEXTS]
PATTERNS = ["^a", "a$", "^a*$", "^[ab]+$", "b", "^.{2}$"]
TYPES = ["string", "number", "integer", "boolean", "null", "object", "array"]
DEEP = 3


def value(rng: Random, depth: int = 0) -> Any:
    """A value that has a fair chance to fit one of the schemas below."""
    chance = rng.random()
    if depth < DEEP and chance < 0.3:
        names = rng.sample(["a", "b", "c", "x-1", "ab"], rng.randint(0, 3))
        return {name: value(rng, depth + 1) for name in names}
    if depth < DEEP and chance < 0.45:
        return [value(rng, depth + 1) for _ in range(rng.randint(0, 3))]
    return rng.choice(ODD if chance > 0.95 else SCALARS)


def schema(rng: Random, depth: int = 0) -> Any:
    """A schema of JSON Schema 2020-12; references name `D0` and `D1`."""
    chance = rng.random()
    if chance < 0.05:
        return rng.choice([True, False, {}])
    if chance < 0.3 and depth < DEEP:
        return _applicator(rng, depth + 1)
    kind = rng.choice([*TYPES, "object", "enum", "types"])
    if kind == "enum":
        return _values(rng)
    if kind == "types":
        return {"type": rng.sample(TYPES, 2)}
    made: dict[str, Any] = {"type": kind}
    for keyword, (chance, make) in _KEYWORDS.get(kind, {}).items():
        if rng.random() < chance:
            made[keyword] = make(rng, depth + 1)
    return made


def _values(rng: Random) -> Any:
    values = [1, 2, "a", "b", True, None, 0.5, [], {"a": 1}, 1.0, 2**53, 1e308, {"a": 1.0}]
    if rng.random() < 0.2:
        return {"const": rng.choice(values)}
    found = rng.sample(values, rng.randint(1, 3))
    return {"enum": found + found[: rng.randint(0, 1)]}


def plain_schema(rng: Random) -> Any:
    """A schema in which one mapping says all about its value."""
    while True:
        made = schema(rng)
        if not any(f'"{keyword}' in json.dumps(made) for keyword in _NOT_PLAIN):
            return made


def closed(node: Any) -> Any:
    """A plain schema with every object closed that does not say what else it may hold."""
    box = [json.loads(json.dumps(node))]
    for place, put in list(spots(box[0], lambda new: box.__setitem__(0, new))):
        if (
            place is True
            or place == {}
            or (isinstance(place, dict) and place.get("additionalProperties") is True)
        ):
            put({**({} if place is True else place), "additionalProperties": False})
        elif isinstance(place, dict):
            place.setdefault("additionalProperties", False)
    return box[0]


_NOT_PLAIN = (
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "$ref",
    "dependent",
    "pattern",
    "unevaluated",
    "propertyNames",
)


def _applicator(rng: Random, depth: int) -> Any:
    keyword = rng.choice(["allOf", "anyOf", "oneOf", "not", "if", "$ref", "beside", "tagged"])
    if keyword == "beside":  # what only some keywords say, whatever the type
        kind = rng.choice(["object", "array", "number", "string"])
        made = {key: make(rng, depth) for key, (_, make) in _KEYWORDS[kind].items() if rng.random() < 0.3}
        return {**made, **_applicator(rng, depth + 1)} if depth < DEEP else made
    if keyword == "tagged":
        return {
            rng.choice(["anyOf", "oneOf"]): [_tagged(rng, depth, tag) for tag in rng.sample(["a", "b", 1], 2)]
        }
    if keyword == "not":
        return {"not": schema(rng, depth)}
    if keyword == "$ref":
        return {"$ref": "#/$defs/" + rng.choice(["D0", "D1"])}
    if keyword == "if":
        made = {"if": schema(rng, depth), "then": schema(rng, depth)}
        return {**made, "else": schema(rng, depth)} if rng.random() < 0.6 else made
    return {keyword: [schema(rng, depth) for _ in range(rng.randint(1, 3))]}


def _tagged(rng: Random, depth: int, tag: Any) -> Any:
    made = {"type": "object", "properties": {"a": {"const": tag}, "b": schema(rng, depth)}}
    return {**made, "required": ["a"]} if rng.random() < 0.8 else made


_Make = Callable[[Random, int], Any]
_NUMBER: dict[str, tuple[float, _Make]] = {
    "minimum": (0.35, lambda rng, depth: rng.choice([*range(-2, 6), 0.07, 2**53, 2.0**53, -1e308])),
    "maximum": (0.35, lambda rng, depth: rng.choice([*range(11), 2.0, 2**53, 2**53 + 1, 1e308])),
    "exclusiveMinimum": (0.15, lambda rng, depth: rng.randint(-2, 3)),
    "exclusiveMaximum": (0.15, lambda rng, depth: rng.randint(3, 10)),
    "multipleOf": (0.2, lambda rng, depth: rng.choice([2, 3, 0.5, 0.01, 0.07, 1e-3, 7, 1.0])),
}
_KEYWORDS: dict[str, dict[str, tuple[float, _Make]]] = {
    "number": _NUMBER,
    "integer": _NUMBER,
    "string": {
        "minLength": (0.35, lambda rng, depth: rng.randint(0, 3)),
        "maxLength": (0.35, lambda rng, depth: rng.randint(0, 5)),
        "pattern": (0.35, lambda rng, depth: rng.choice(PATTERNS)),
        "format": (0.1, lambda rng, depth: rng.choice(["date", "uuid", "date-time", "ipv4"])),
    },
    "object": {
        "properties": (0.8, lambda rng, depth: {name: schema(rng, depth) for name in rng.sample(NAMES, rng.randint(1, 3))}),
        "required": (0.35, lambda rng, depth: rng.sample(NAMES, rng.randint(1, 2))),
        "additionalProperties": (0.35, lambda rng, depth: rng.choice([False, True, False, schema(rng, depth)])),
        "minProperties": (0.15, lambda rng, depth: rng.randint(0, 2)),
        "maxProperties": (0.15, lambda rng, depth: rng.randint(0, 3)),
        "patternProperties": (0.2, lambda rng, depth: {name: schema(rng, depth) for name in rng.sample(["^a", "b", "^x", "^[ab]$", ""], rng.randint(1, 2))}),
        "propertyNames": (0.08, lambda rng, depth: rng.choice([{"pattern": rng.choice(PATTERNS)}, {"maxLength": 1}, {"enum": ["a", "b"]}, {"not": {"const": "a"}}])),
        "dependentRequired": (0.1, lambda rng, depth: {rng.choice(NAMES): [rng.choice(NAMES)]}),
        "dependentSchemas": (0.07, lambda rng, depth: {rng.choice(NAMES): schema(rng, depth)}),
        "unevaluatedProperties": (0.1, lambda rng, depth: rng.choice([False, schema(rng, depth)])),
    },
    "array": {
        "items": (0.7, schema),
        "prefixItems": (0.2, lambda rng, depth: [schema(rng, depth) for _ in range(rng.randint(1, 2))]),
        "minItems": (0.35, lambda rng, depth: rng.randint(0, 2)),
        "maxItems": (0.35, lambda rng, depth: rng.randint(0, 3)),
        "uniqueItems": (0.2, lambda rng, depth: True),
        "contains": (0.15, schema),
        "minContains": (0.1, lambda rng, depth: rng.randint(0, 2)),
        "maxContains": (0.1, lambda rng, depth: rng.randint(0, 2)),
        "unevaluatedItems": (0.1, lambda rng, depth: rng.choice([False, schema(rng, depth)])),
    },
}  # fmt: skip

_ONE = (
    "items", "additionalProperties", "not", "if", "then", "else", "contains", "unevaluatedItems",
    "unevaluatedProperties", "propertyNames",
)  # fmt: skip
_MANY = ("allOf", "anyOf", "oneOf", "prefixItems")
_NAMED = ("properties", "patternProperties", "dependentSchemas")
_Spot = tuple[Any, Callable[[Any], None]]


def spots(node: Any, put: Callable[[Any], None]) -> Iterator[_Spot]:
    """Every schema inside of one, itself first, and how to put another one into its place."""
    yield node, put
    if not isinstance(node, dict):
        return
    for keyword, member in list(node.items()):
        if keyword in _NAMED:
            for name in list(member):
                yield from spots(
                    member[name], lambda new, member=member, name=name: member.__setitem__(name, new)
                )  # type: ignore[misc]
        elif keyword in _ONE:
            yield from spots(member, lambda new, keyword=keyword: node.__setitem__(keyword, new))  # type: ignore[misc]
        elif keyword in _MANY:
            for number, item in enumerate(member):
                yield from spots(
                    item, lambda new, member=member, number=number: member.__setitem__(number, new)
                )  # type: ignore[misc]


def edited(rng: Random, node: Any) -> Any:
    """The schema with one or two changes somewhere inside."""
    box = [json.loads(json.dumps(node))]
    found = list(spots(box[0], lambda new: box.__setitem__(0, new)))
    for _ in range(rng.randint(1, 2)):
        place, put = rng.choice(found)
        chance = rng.random()
        if isinstance(place, dict) and place and chance < 0.35:
            place.pop(rng.choice(list(place)))
        elif isinstance(place, dict) and chance < 0.65:
            other = schema(rng, 2)
            place.update(other if isinstance(other, dict) else {})
        elif isinstance(place, dict) and chance < 0.8:
            _shift(rng, place)
        else:
            put(schema(rng, 2))
    return box[0]


def _shift(rng: Random, place: dict[str, Any]) -> None:
    for bound in ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "exclusiveMinimum"):
        if bound in place:
            least = 0 if bound[3:] in ("Length", "Items") else -9
            place[bound] = max(least, place[bound] + rng.choice([-1, 1]))
    if len(place.get("enum", ())) > 1:
        place["enum"].pop()


def respelt(rng: Random, node: Any, definitions: dict[str, Any]) -> Any:
    """The same schema in other words; `definitions` may get more members."""
    box = [json.loads(json.dumps(node))]
    for place, put in list(spots(box[0], lambda new: box.__setitem__(0, new)))[::-1]:
        if rng.random() < 0.4:
            put(rng.choice(_RESPELLINGS)(place, definitions))
    return box[0]


def _extracted(node: Any, definitions: dict[str, Any]) -> Any:
    name = f"E{len(definitions)}"
    definitions[name] = node
    return {"$ref": f"#/$defs/{name}"}


def _reordered(node: Any, definitions: dict[str, Any]) -> Any:
    return dict(reversed(node.items())) if isinstance(node, dict) else node


def _as_const(node: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(node, dict) and len(node.get("enum", ())) == 1:
        return {**{key: node[key] for key in node if key != "enum"}, "const": node["enum"][0]}
    return node


def _as_union(node: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(node, dict) and isinstance(node.get("type"), list) and len(node) == 1:
        return {"anyOf": [{"type": kind} for kind in node["type"]]}
    return node


_RESPELLINGS: list[Callable[[Any, dict[str, Any]], Any]] = [
    _extracted,
    _reordered,
    _as_const,
    _as_union,
    lambda node, definitions: {"allOf": [node]} if "unevaluated" not in json.dumps(node) else node,
    lambda node, definitions: {"anyOf": [node]} if "unevaluated" not in json.dumps(node) else node,
]


def leads_nowhere(definitions: dict[str, Any]) -> bool:
    """Whether a schema asks of a value what it asks of that value: nobody knows what that means."""
    beside = {name: set(_beside(node)) for name, node in definitions.items()}
    for name in definitions:
        reached: set[str] = set()
        waiting = [name]
        while waiting:
            found = beside.get(waiting.pop(), set()) - reached
            reached |= found
            waiting += found
        if name in reached:
            return True
    return False


def _beside(node: Any) -> Iterator[str]:
    """The definitions that are asked about the same value."""
    if not isinstance(node, dict):
        return
    if "$ref" in node:
        yield node["$ref"].removeprefix("#/$defs/")
    parts = [node[keyword] for keyword in ("not", "if", "then", "else") if keyword in node]
    parts += [each for keyword in ("allOf", "anyOf", "oneOf") for each in node.get(keyword, ())]
    for part in (*parts, *node.get("dependentSchemas", {}).values()):
        yield from _beside(part)
