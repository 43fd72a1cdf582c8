"""The same schema in the words of OpenAPI 3.0 and of 3.1: no difference, and nothing proved that does not hold."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import schemas_made_up as made_up
from hypothesis import assume, given
from hypothesis import strategies as st
from test_not_understood import MANY, assert_it_holds, compared, described, validator

from support import with_schemas

KNOWN = frozenset(
    ("type", "properties", "required", "additionalProperties", "items", "allOf", "anyOf", "oneOf", "not", "enum",
     "const", "format", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
     "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "$ref")
)  # fmt: skip
OTHERS = ("string", "number", "boolean", "object", "array")


def plain(rng: Random, depth: int = 0) -> Any:
    """A schema that says only what OpenAPI 3.0 can say, in the words of 3.1."""
    box = [made_up.schema(rng, depth)]
    for place, put in list(made_up.spots(box[0], lambda new: box.__setitem__(0, new)))[::-1]:
        if isinstance(place, dict):
            put({key: value for key, value in place.items() if key in KNOWN})
    return box[0]


def older(node: Any) -> Any:
    """The schema in the words of OpenAPI 3.0."""
    box = [json.loads(json.dumps(node))]
    for place, put in list(made_up.spots(box[0], lambda new: box.__setitem__(0, new)))[::-1]:
        if isinstance(place, bool):
            put({} if place else {"not": {}})
        elif isinstance(place, dict):
            put(_older(place))
    return box[0]


def _older(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in node and len(node) > 1:  # what stands beside it says nothing there
        return {"allOf": [{"$ref": node.pop("$ref")}, _older(node)]}
    if "const" in node:
        listed = node.pop("const")
        node = {"allOf": [node, {"enum": [listed]}]} if "enum" in node else {**node, "enum": [listed]}
    for bound, limit, tighter in (("exclusiveMinimum", "minimum", max), ("exclusiveMaximum", "maximum", min)):
        if bound in node and tighter(node[bound], node.get(limit, node[bound])) == node[bound]:
            node[limit], node[bound] = node[bound], True
        else:
            node.pop(bound, None)
    types = node.get("type", [])
    types = types if isinstance(types, list) else [types]
    if "null" in types and len(types) == 2 and "enum" not in node:
        return _nullable({**node, "type": next(kind for kind in types if kind != "null")})
    if "null" in types or len(types) > 1:
        kinds = [{"type": kind} if kind != "null" else _null() for kind in types]
        return {"allOf": [{key: value for key, value in node.items() if key != "type"}, {"anyOf": kinds}]}
    return node


def _nullable(node: dict[str, Any]) -> dict[str, Any]:
    return {**node, "nullable": True}


def _null() -> dict[str, Any]:
    return {"not": {"anyOf": [{"type": kind} for kind in OTHERS]}}


@MANY
@given(st.integers(0, 2**48))
def test_a_schema_in_the_words_of_another_version_is_the_same(seed: int) -> None:
    rng = Random(seed)
    names = {name: plain(rng, 1) for name in ("D0", "D1")}
    assume(not made_up.leads_nowhere(names))
    schema = plain(rng)
    apis = [
        with_schemas("3.0.3", **{name: described(older(each)) for name, each in names.items()}, X=described({"allOf": [older(schema)]})),
        with_schemas(**{name: described(each) for name, each in names.items()}, X=described({"allOf": [schema]})),
    ]  # fmt: skip
    for left, right in (apis, apis[::-1]):
        comparison, one, other = compared(left, right)
        assert [each for each in comparison.differences(one, other) if each.refuted] == [], (schema, names)


@MANY
@given(st.integers(0, 2**48))
def test_what_is_proved_of_two_versions_holds_and_what_is_refuted_is_shown(seed: int) -> None:
    rng = Random(seed)
    names = {name: plain(rng, 1) for name in ("D0", "D1")}
    assume(not made_up.leads_nowhere(names))
    left, right = plain(rng), plain(rng)
    if rng.random() < 0.7:
        right = {rng.choice(["anyOf", "allOf", "oneOf"]): [left, right]}
    old = with_schemas(
        "3.0.3",
        **{name: described(older(each)) for name, each in names.items()},
        X=described({"allOf": [older(left)]}),
    )
    new = with_schemas(
        **{name: described(each) for name, each in names.items()}, X=described({"allOf": [right]})
    )
    assert_it_holds(rng, compared(old, new), validator(left, names), validator(right, names))
