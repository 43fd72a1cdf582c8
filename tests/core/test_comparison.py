"""Schemas of two descriptions compared: the direction in which values travel, texts in URLs, and what is pointed at."""

from __future__ import annotations

from typing import Any

import pytest

from apilint_rules.core import Api, Direction, Schema
from apilint_rules.core.inclusion import Comparison, Difference
from apilint_rules.core.json_schema import Translation
from support import api_of, as_document

COMPONENTS = """
components:
  schemas:
    Thing: {}
"""


def api(schema: str, version: str = "3.1.0") -> Api:
    text = f"openapi: {version}\ninfo: {{title: a, version: '1'}}\npaths: {{}}\n"
    return api_of(as_document(text + COMPONENTS.format(schema)))


def thing(api: Api) -> Schema:
    return next(schema for schema in api.all(Schema) if schema.name == "Thing")


def differences(
    old: str, new: str, direction: Direction = Direction.REQUEST, **options: Any
) -> list[Difference]:
    left, right = api(old), api(new)
    comparison = Comparison(left, right, direction)
    return comparison.differences(thing(left), thing(right), **options)


def object_of(properties: str, more: str = "") -> str:
    return f"{{type: object, properties: {{{properties}}}{more}}}"


def test_a_difference_points_at_both_schemas_and_has_a_witness() -> None:
    old, new = object_of("name: {type: string}"), object_of("name: {type: string, maxLength: 3}")
    (found,) = differences(old, new)
    assert found == ("maxLength", ("name",), found.left, found.right, True, {"name": "aaaa"}, "")
    assert [str(schema.pointer) for schema in (found.left, found.right) if schema] == [
        "/components/schemas/Thing/properties/name"
    ] * 2
    assert found.right is not None
    assert found.right.value["maxLength"] == 3


def test_what_is_thrown_away_is_not_mistaken_for_something_else() -> None:
    """The schema of a property that does not travel was thrown away, and its identity given to another one."""
    described = api(object_of(", ".join(f"id{n}: {{type: string, readOnly: true}}" for n in range(50))))
    translation = Translation(described, ["readOnly"], hidden=False)
    translation.key(thing(described))
    others: list[dict[str, Any]] = [{"type": "string"} for _ in range(10_000)]
    assert [translation.origin(other) for other in others if translation.origin(other) is not None] == []


def test_nothing_is_certain_where_a_format_is_not_known() -> None:
    (found,) = differences("{type: string}", "{type: string, format: shoe-size}")
    assert (found.facet, found.refuted, found.witness) == ("format", False, None)
    assert "shoe-size" in found.reason


def test_a_wider_bound_than_the_format_has_says_nothing() -> None:
    old, new = "{type: integer, format: int32, maximum: 1000000000000}", "{type: integer, format: int32}"
    assert differences(old, new) == differences(new, old) == []


@pytest.mark.parametrize(
    ("direction", "flag", "is_silent"),
    [
        (Direction.REQUEST, "readOnly", True),
        (Direction.REQUEST, "writeOnly", False),
        (Direction.RESPONSE, "writeOnly", True),
        (Direction.RESPONSE, "readOnly", False),
    ],
)
def test_what_does_not_travel_is_not_looked_at(direction: Direction, flag: str, is_silent: bool) -> None:
    old = object_of(f"id: {{type: string, {flag}: true}}")
    new = object_of(f"id: {{type: integer, {flag}: true}}", ", required: [id]")
    assert (differences(old, new, direction) == []) is is_silent


def test_a_witness_has_nothing_that_does_not_travel() -> None:
    old = object_of("id: {type: string, readOnly: true}, name: {type: string}")
    (found,) = differences(
        old, object_of("name: {type: string}", ", additionalProperties: false, maxProperties: 0")
    )
    assert (found.facet, found.witness) == ("maxProperties", {"name": "a"})


@pytest.mark.parametrize(
    ("old", "new", "is_silent"),
    [
        ("{type: integer}", "{type: string}", True),
        ("{type: boolean}", "{enum: ['true', 'false']}", True),
        ("{enum: ['1', '2']}", "{type: integer}", True),
        ("{type: string}", "{type: integer}", False),
        ("{type: integer}", "{type: string, maxLength: 3}", False),
        ("{type: integer}", "{type: array, items: {type: string}}", False),
    ],
)
def test_in_a_url_a_number_is_a_text(old: str, new: str, is_silent: bool) -> None:
    assert (differences(old, new, serialised=True) == []) is is_silent
    assert differences(old, new) != []


def test_nullable_of_3_0_is_the_null_of_3_1() -> None:
    left, right = api("{type: string, nullable: true}", "3.0.3"), api("{type: [string, 'null']}")
    assert Comparison(left, right, Direction.REQUEST).differences(thing(left), thing(right)) == []
    assert Comparison(right, left, Direction.REQUEST).differences(thing(right), thing(left)) == []


def test_int32_is_a_range_and_int64_is_any_integer() -> None:
    assert differences("{type: integer}", "{type: integer, format: int64}") == []
    (found,) = differences("{type: integer, format: int64}", "{type: integer, format: int32}")
    assert (found.facet, found.refuted) == ("format", True)


@pytest.mark.parametrize(
    "schema",
    [
        "{{type: string, pattern: '^({0}{{1,9999}}){{1,9999}}$'}}",
        "{{type: object, patternProperties: {{'(': {{maxLength: {0}}}}}}}",
        "{{$dynamicRef: '#{0}'}}",
    ],
)
def test_what_is_not_understood_is_not_taken_for_the_same(schema: str) -> None:
    (found,) = differences(schema.format(1), schema.format(2))
    assert (found.facet, found.refuted) == ("unknown", False)
    assert differences(schema.format(1), schema.format(1)) == []
