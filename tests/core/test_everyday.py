"""Everyday values: whatever is called fitting without a validator, a validator accepts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
import schemas_made_up as made_up
from hypothesis import given, settings
from hypothesis import strategies as st

from apilint_rules.core.api.model import Api
from apilint_rules.core.api.schema import Schema
from apilint_rules.core.document import Document
from apilint_rules.core.everyday import Everyday
from support import api_of

SEEDS = st.integers(0, 2**48)


def description(schemas: dict[str, Any], version: str = "3.1.0") -> Api:
    text = json.dumps({"openapi": version, "components": {"schemas": schemas}})
    return api_of(
        Document("api.json", "/api.json", text.replace("#/$defs/", "#/components/schemas/").encode())
    )


def fits(schema: Any, value: Any, version: str = "3.1.0", **others: Any) -> bool:
    api = description({"S": schema, **others}, version)
    view = api.schema_of(api.documents[0], api.documents[0].data["components"]["schemas"]["S"])
    assert view is not None
    claimed = Everyday(api).fits(view, value)
    assert api.validators.accepts(view, value) or not claimed
    return claimed


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(SEEDS)
def test_a_validator_accepts_whatever_fits(seed: int) -> None:
    for api, schema, value in everyday_values(Random(seed)):
        assert api.validators.accepts(schema, value), (schema.value, value)


def test_random_values_are_often_everyday_ones() -> None:
    assert sum(1 for seed in range(100) for _ in everyday_values(Random(seed))) > 300


def everyday_values(rng: Random) -> Iterator[tuple[Api, Schema, Any]]:
    """Values that are said to fit one of three schemas, which refer to each other."""
    api = description({name: made_up.schema(rng) for name in ("S", "D0", "D1")})
    everyday = Everyday(api)
    for schema in api.all(Schema):
        values = [made_up.value(rng) for _ in range(30)]
        yield from ((api, schema, value) for value in values if everyday.fits(schema, value))


OBJECT = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "integer"}, "on": {"format": "date"}},
}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (OBJECT, {"id": 1, "on": "2026-01-28", "more": [None]}),
        ({"allOf": [OBJECT, {"properties": {"name": {"enum": ["a", "b"]}}}]}, {"id": 1, "name": "b"}),
        ({"type": "array", "items": {"anyOf": [{"type": "string"}, OBJECT]}, "minItems": 1}, ["a", {"id": 1}]),
        ({"oneOf": [OBJECT, {"type": "object", "required": ["key"]}]}, {"id": 1}),
        ({"oneOf": [{"properties": {"kind": {"enum": ["a"]}}}, {"properties": {"kind": {"enum": ["b"]}}}]}, {"kind": "b"}),
        ({"type": "string", "format": "date-time"}, "2026-01-02T03:04:05.678Z"),
        ({"type": "integer", "format": "int32", "minimum": 3}, 3),
    ],
)  # fmt: skip
def test_everyday_values_need_no_validator(schema: Any, value: Any) -> None:
    assert fits(schema, value)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "integer"}, True),
        ({"type": "integer", "format": "int32"}, 2**31),
        ({"type": ["integer", "number"], "format": "int32"}, 3e9),
        ({"oneOf": [{"type": "string", "enum": []}, {"type": "string"}]}, "a"),
        ({"enum": [1, "a"]}, True),
        ({"type": "string", "format": "date"}, "2026-02-31"),
        ({"type": "string", "format": "date"}, "\u0662026-02-03"),
        ({"type": "string", "format": "ipv4"}, "1.2.3"),
        ({"oneOf": [OBJECT, {"type": "object"}]}, {"id": 1}),
        ({"anyOf": []}, 1),
        ({"properties": {"a": False}}, {"a": 1}),
        ({"additionalProperties": False}, {"a": 1}),
        ({"items": {"type": "string", "pattern": "^a"}}, ["b"]),
        ({"type": "object", "propertyNames": {"maxLength": 1}}, {"ab": 1}),
    ],
)
def test_what_may_not_fit_is_left_to_the_validator(schema: Any, value: Any) -> None:
    assert not fits(schema, value)


def test_null_fits_what_is_nullable() -> None:
    assert fits({"type": "string", "nullable": True, "enum": ["a"]}, None, "3.0.3")
    assert not fits({"type": "string", "enum": ["a"]}, None, "3.0.3")


def test_what_need_not_travel_tells_no_branches_apart() -> None:
    hidden = {"type": "object", "required": ["id"], "properties": {"id": {"readOnly": True}}}
    assert not fits({"oneOf": [hidden, {"type": "object"}]}, {})


@pytest.mark.parametrize(
    "hidden", [{"$ref": "#/$defs/Id", "readOnly": True}, {"$ref": "#/$defs/O/properties/x"}]
)
def test_what_is_read_only_where_or_by_what_it_refers_to_tells_no_branches_apart(hidden: Any) -> None:
    branch = {"type": "object", "required": ["id"], "properties": {"id": hidden}}
    others = {"Id": {"type": "string"}, "O": {"properties": {"x": {"readOnly": True}}}}
    assert not fits({"oneOf": [branch, {"type": "object"}]}, {}, "3.0.3", **others)


def test_schemas_that_are_only_true_or_false_are_not_mixed_up() -> None:
    """Each use makes a view of its own of them, which may get the `id` of the last one."""
    api = description({})
    everyday = Everyday(api)
    for number in range(100):
        view = api.schema_of(api.documents[0], number % 2 == 0)
        assert view is not None
        assert everyday.fits(view, 1) is (number % 2 == 0)
        del view


def test_schemas_that_name_themselves_end() -> None:
    assert not fits({"allOf": [{"$ref": "#/$defs/S"}]}, {})
    assert fits({"properties": {"next": {"$ref": "#/$defs/S"}}}, {"next": {"next": {}}})


def test_schemas_that_double_end() -> None:
    chain = {f"D{n}": {"anyOf": [{"allOf": [{"$ref": f"#/$defs/D{n + 1}"}] * 2}] * 2} for n in range(40)}
    assert not fits({"$ref": "#/$defs/D0"}, "a", **chain, D40={"type": "integer"})
