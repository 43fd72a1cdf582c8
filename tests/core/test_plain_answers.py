"""What anybody can tell at a glance about two schemas is told: proved, or shown by a value, through real descriptions."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from apilint_rules.core import Direction
from apilint_rules.core.inclusion import Comparison, Difference
from support import schema_named, with_schemas

TEXT, NUMBER, WHOLE, LIST = {"type": "string"}, {"type": "number"}, {"type": "integer"}, {"type": "array"}
HEX = "[0-9a-fA-F]"
UUID = f"^{HEX}{{8}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{12}}$"
ISO = r"^\d{4}-\d{2}-\d{2}$"


def differences(left: Any, right: Any) -> list[Difference]:
    old, new = with_schemas(T=left), with_schemas(T=right)
    return Comparison(old, new, Direction.REQUEST).differences(schema_named(old, "T"), schema_named(new, "T"))


def text(**more: Any) -> dict[str, Any]:
    return {**TEXT, **more}


def of_format(name: str, **more: Any) -> dict[str, Any]:
    return {**TEXT, "format": name, **more}


def items(schema: Any = True, **more: Any) -> dict[str, Any]:
    return {**LIST, "items": schema, **more}


def closed(*names: str, **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": dict.fromkeys(names, TEXT), "additionalProperties": False, **more}


ALIKE = {
    "number and double": (NUMBER, {**NUMBER, "format": "double"}),
    "number and float": (NUMBER, {**NUMBER, "format": "float"}),
    "float and double": ({**NUMBER, "format": "float"}, {**NUMBER, "format": "double"}),
    "password": (TEXT, of_format("password")),
    "binary": (TEXT, of_format("binary")),
    "int32 and its range": ({**WHOLE, "format": "int32"}, {**WHOLE, "minimum": -(2**31), "maximum": 2**31 - 1}),
    "one pattern of names in two spellings": (
        {"type": "object", "patternProperties": {"^x-": TEXT}}, {"type": "object", "patternProperties": {"^(?:x)-": TEXT}},
    ),
    "uint8 and its range": ({**WHOLE, "format": "uint8"}, {**WHOLE, "minimum": 0, "maximum": 255}),
    "a uuid of 36 characters": (of_format("uuid"), of_format("uuid", minLength=36, maxLength=36)),
    "a uuid and its pattern": (of_format("uuid"), text(pattern=UUID)),
    "a date of 10 characters": (of_format("date"), of_format("date", minLength=10, maxLength=10)),
    "a date and its pattern": (of_format("date"), of_format("date", pattern=ISO)),
    "a date-time of 20 characters or more": (of_format("date-time"), of_format("date-time", minLength=20)),
    "an ipv4 of 15 characters": (of_format("ipv4"), of_format("ipv4", minLength=7, maxLength=15)),
    "an ipv6 of 45 characters": (of_format("ipv6"), of_format("ipv6", maxLength=45)),
    "an email that is not empty": (of_format("email"), of_format("email", minLength=1)),
    "an email with an @": (of_format("email"), of_format("email", pattern="@")),
    "a host name of 253 characters": (of_format("hostname"), of_format("hostname", minLength=1, maxLength=253)),
    "a uri that is not empty": (of_format("uri"), of_format("uri", minLength=1)),
    "a date or a moment": (
        {"oneOf": [of_format("date-time"), of_format("date")]}, {"anyOf": [of_format("date"), of_format("date-time")]},
    ),
    "a pattern of two texts and a list of them": (text(pattern="^(on|off)$"), {"enum": ["on", "off"]}),
    "signs in listed texts": (text(pattern=r"^(a\.b|\[c\]|d\\e|f/g)$"), {"enum": ["a.b", "[c]", "d\\e", "f/g"]}),
    "no text but the empty one": (text(maxLength=0), {"const": ""}),
    "alternatives of which only one can fit": (
        {"oneOf": [text(pattern="^a"), text(pattern="^b")]}, {"anyOf": [text(pattern="^a"), text(pattern="^b")]},
    ),
    "two multiples and their least common one": (
        {"allOf": [{**WHOLE, "multipleOf": 4}, {**WHOLE, "multipleOf": 6}]}, {**WHOLE, "multipleOf": 12},
    ),
    "integers and a list of them": ({**WHOLE, "minimum": 1, "maximum": 3}, {"enum": [1, 2, 3]}),
    "multiples and a list of them": ({**NUMBER, "minimum": 0, "exclusiveMaximum": 0.3, "multipleOf": 0.1}, {"enum": [0, 0.1, 0.2]}),
    "the last multiple below a bound": ({**WHOLE, "maximum": 9, "multipleOf": 5}, {**WHOLE, "maximum": 5, "multipleOf": 5}),
    "an integer and a multiple of 1": (WHOLE, {**NUMBER, "multipleOf": 1.0}),
    "different items of two values": (
        items({"enum": ["a", "b"]}, uniqueItems=True), items({"enum": ["a", "b"]}, uniqueItems=True, maxItems=2),
    ),
    "different truth values": (items({"type": "boolean"}, uniqueItems=True), items({"type": "boolean"}, uniqueItems=True, maxItems=2)),
    "one item is different from all others": (items(TEXT, maxItems=1), items(TEXT, maxItems=1, uniqueItems=True)),
    "items of two types are different": (
        items(False, prefixItems=[TEXT, WHOLE]), items(False, prefixItems=[TEXT, WHOLE], uniqueItems=True),
    ),
    "two must be contained, so there are two": (
        items(contains=WHOLE, minContains=2), items(contains=WHOLE, minContains=2, minItems=2),
    ),
    "what cannot be contained may be contained twice": (items(TEXT), items(TEXT, contains=WHOLE, minContains=0, maxContains=2)),
    "no more can be contained than there are": (items(WHOLE, maxItems=2), items(WHOLE, maxItems=2, contains=WHOLE, minContains=0, maxContains=2)),
    "what all items are is contained no more often": (
        items(WHOLE, contains=WHOLE, minContains=0, maxContains=2), items(WHOLE, maxItems=2),
    ),
    "base64 of 3.0 and of 3.1": (of_format("byte"), text(contentEncoding="base64")),
    "ranges of integers that touch": (
        {**WHOLE, "minimum": 0, "maximum": 10}, {"anyOf": [{**WHOLE, "minimum": 0, "maximum": 5}, {**WHOLE, "minimum": 6, "maximum": 10}]},
    ),
    "ranges of which only one can fit": (WHOLE, {"oneOf": [{**WHOLE, "maximum": 5}, {**WHOLE, "minimum": 6}]}),
    "lengths that touch": (text(maxLength=9), {"anyOf": [text(maxLength=4), text(minLength=5, maxLength=9)]}),
    "a pattern that looks ahead and its length": (
        text(pattern=r"^(?=.*[A-Z])(?=.*\d).{8,}$"), text(pattern=r"^(?=.*[A-Z])(?=.*\d).{8,}$", minLength=8),
    ),
    "a pattern that looks ahead and what it looks at": (
        text(pattern=r"^(?=.*[A-Z])(?!.*[<>]).+$"), {"allOf": [text(pattern="^.*[A-Z]"), text(pattern="^(?!.*[<>]).+$")]},
    ),
    "the first item is contained": (
        {**LIST, "prefixItems": [WHOLE], "minItems": 1}, {**LIST, "prefixItems": [WHOLE], "minItems": 1, "contains": WHOLE},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ALIKE)
def test_is_alike(name: str) -> None:
    left, right = ALIKE[name]
    assert differences(left, right) == []
    assert differences(right, left) == []


NOTHING = {
    "no item is what must be contained": items(TEXT, contains=WHOLE),
    "fewer items than must be contained": items(contains=WHOLE, minContains=3, maxItems=2),
    "more must be contained than may be": items(contains=WHOLE, minContains=3, maxContains=2),
    "three different ones of two values": items({"enum": ["a", "b"]}, uniqueItems=True, minItems=3),
    "two different nulls": items({"type": "null"}, uniqueItems=True, minItems=2),
    "four different ones of three numbers": items({**WHOLE, "minimum": 1, "maximum": 3}, uniqueItems=True, minItems=4),
    "two items where the second is ruled out": {**LIST, "prefixItems": [TEXT, False], "minItems": 2},
    "more items at least than at most": items(minItems=3, maxItems=1),
    "two members where one is declared": closed("a", minProperties=2),
    "more members at least than at most": {"type": "object", "minProperties": 2, "maxProperties": 1},
    "two required where one is allowed": {"type": "object", "required": ["a", "b"], "maxProperties": 1},
    "three members of two names": {"type": "object", "propertyNames": {"enum": ["a", "b"]}, "minProperties": 3},
    "required by a name that is ruled out": {"type": "object", "propertyNames": {"pattern": "^b"}, "required": ["a"]},
    "a member where no name is allowed": {"type": "object", "propertyNames": False, "minProperties": 1},
    "required and ruled out": {"type": "object", "properties": {"a": False}, "required": ["a"]},
    "longer at least than at most": text(minLength=5, maxLength=3),
    "a pattern of five characters where three are allowed": text(pattern="^a{5}$", maxLength=3),
    "two patterns that exclude each other": {"allOf": [text(pattern="^a"), text(pattern="^b")]},
    "a uuid of 10 characters": of_format("uuid", maxLength=10),
    "a date that is an address": {"allOf": [of_format("date"), of_format("ipv4")]},
    "listed texts that do not fit the pattern": {"enum": ["b", "c"], "pattern": "^a"},
    "no multiple within the bounds": {**WHOLE, "minimum": 1, "maximum": 4, "multipleOf": 5},
    "no multiple of a tenth within the bounds": {**NUMBER, "exclusiveMinimum": 0, "exclusiveMaximum": 0.1, "multipleOf": 0.1},
    "no integer within the bounds": {**WHOLE, "exclusiveMinimum": 1, "exclusiveMaximum": 2},
}  # fmt: skip


@pytest.mark.parametrize("name", NOTHING)
def test_what_nothing_fits_is_included_in_anything(name: str) -> None:
    holder = {"type": "object", "properties": {"a": NOTHING[name]}, "required": ["a"]}
    for schema in (NOTHING[name], holder):
        assert differences(schema, {"const": "something else"}) == []
        assert differences({"const": "something else"}, schema)


REFUSED = {
    "a date-time of 64 characters": (of_format("date-time"), of_format("date-time", maxLength=64), "maxLength"),
    "a date-time in UTC": (of_format("date-time"), of_format("date-time", pattern="Z$"), "pattern"),
    "a date of this century": (of_format("date"), of_format("date", pattern="^20"), "pattern"),
    "the 31st of any month": (text(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"), of_format("date"), "format"),
    "an email of 100 characters": (of_format("email"), of_format("email", maxLength=100), "maxLength"),
    "an email with a dot": (of_format("email"), of_format("email", pattern=r"^.+@.+\..+$"), "pattern"),
    "a host name of one label": (of_format("hostname"), of_format("hostname", maxLength=63), "maxLength"),
    "an ipv4 of 14 characters": (of_format("ipv4"), of_format("ipv4", maxLength=14), "maxLength"),
    "an ipv6 without an ipv4": (of_format("ipv6"), of_format("ipv6", maxLength=39), "maxLength"),
    "any number for a byte": (text(pattern=r"^(\d{1,3}\.){3}\d{1,3}$"), of_format("ipv4"), "format"),
    "a web address": (of_format("uri"), of_format("uri", pattern="^https?://"), "pattern"),
    "a uuid in capitals": (of_format("uuid"), of_format("uuid", pattern=UUID.replace("A-F", "")), "pattern"),
    "a list of uuids": (of_format("uuid"), {"enum": ["123e4567-e89b-12d3-a456-426614174000"]}, "enum"),
    "a pattern of three texts": (text(pattern="^(a|b|c)$"), {"enum": ["a", "b"]}, "enum"),
    "a list of all plain texts": (TEXT, {"enum": ["", "a", "aa", "a b-1"]}, "enum"),
    "a pattern that looks ahead": (text(pattern="^(?!x)a+$"), text(pattern="^(?!x)a+$", maxLength=10), "maxLength"),
    "cents": ({**NUMBER, "minimum": 0, "maximum": 100}, {**NUMBER, "minimum": 0, "maximum": 100, "multipleOf": 0.01}, "multipleOf"),
    "a list of all plain numbers": (WHOLE, {"enum": [-1, 0, 1, 7]}, "enum"),
    "a list of tenths": ({**NUMBER, "minimum": 0, "multipleOf": 0.1}, {"enum": [0, 0.1, 0.2, 0.3, 1, 7]}, "enum"),
    "too many contained": (items(contains=WHOLE), items(contains=WHOLE, maxContains=2), "maxContains"),
    "more must be contained": (items(contains=WHOLE), items(contains=WHOLE, minContains=2), "minContains"),
    "something else must be contained": (items(contains=NUMBER), items(contains=WHOLE), "contains"),
    "five different texts": (items(TEXT, uniqueItems=True), items(TEXT, uniqueItems=True, maxItems=4), "maxItems"),
    "different numbers": (items(WHOLE, uniqueItems=True, minItems=1), items(WHOLE, uniqueItems=True, minItems=9), "minItems"),
    "different uuids": (items(of_format("uuid"), uniqueItems=True), items(of_format("uuid"), uniqueItems=True, maxItems=99), "maxItems"),
    "different dates": (items(of_format("date"), uniqueItems=True), items(of_format("date"), uniqueItems=True, maxItems=7), "maxItems"),
    "different texts of a pattern": (
        items(text(pattern="^[a-z]{3}$"), uniqueItems=True), items(text(pattern="^[a-z]{3}$"), uniqueItems=True, maxItems=4), "maxItems",
    ),
    "different objects": (
        items(closed("id", required=["id"]), uniqueItems=True), items(closed("id", required=["id"]), uniqueItems=True, maxItems=9), "maxItems",
    ),
    "items of two types": (items({"anyOf": [TEXT, WHOLE]}), {"anyOf": [items(TEXT), items(WHOLE)]}, "type"),
    "texts between two lengths": (TEXT, {"anyOf": [text(maxLength=4), text(minLength=9)]}, "maxLength"),
    "what a pattern must not look at": (text(pattern="^.+$"), text(pattern="^(?!.*[<>]).+$"), "pattern"),
    "one of two different values": (items({"enum": ["a", "b"]}, uniqueItems=True), items({"enum": ["a", "b"]}, uniqueItems=True, maxItems=1), "maxItems"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_is_shown(name: str) -> None:
    left, right, facet = REFUSED[name]
    (found,) = differences(left, right)
    assert (found.facet, found.refuted) == (facet, True)
    assert is_valid(left, found.witness)
    assert not is_valid(right, found.witness)


def is_valid(schema: Any, value: Any) -> bool:
    return bool(jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid(value))


@pytest.mark.parametrize(("name", "witness"), [("int8", -129), ("uint16", -1), ("uint32", -1)])
def test_small_integers_refuse_larger_ones(name: str, witness: int) -> None:
    """The ranges of the OpenAPI Format Registry, but for that of `int32`, were passed over in silence."""
    (found,) = differences(WHOLE, {**WHOLE, "format": name})
    assert (found.facet, found.witness) == ("format", witness)


def test_listed_base64_has_the_format() -> None:
    assert differences({"enum": ["aGVsbG8=", ""]}, of_format("byte")) == []


UNCERTAIN = {
    "an email of 254 characters": (of_format("email"), of_format("email", maxLength=254), "RFC 5321 ends an address at 254"),
    "a text of a million characters": (TEXT, text(maxLength=1_000_000), "a text of 1000001 characters is too long to be shown"),
    "a long list": (items(TEXT), items(TEXT, maxItems=9_999), "an array of 10000 items is too long to be shown"),
    "base64, which no validator looks at": (TEXT, of_format("byte"), "what the format `byte` takes is not known for certain"),
    "base64 in 3.1, which no validator looks at": (TEXT, text(contentEncoding="base64"), "what the format `byte` takes is not known for certain"),
    "a listed text and a format that nobody knows": ({"enum": ["a"]}, of_format("shoe-size"), "what the format `shoe-size` takes is not known for certain"),
    "a listed text that is no base64": ({"enum": ["a!"]}, of_format("byte"), "what the format `byte` takes is not known for certain"),
    "a pattern for an email": (text(pattern="^[a-z]+@[a-z]+$"), of_format("email"), "what the format `email` takes"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNCERTAIN)
def test_is_said_to_be_uncertain(name: str) -> None:
    left, right, reason = UNCERTAIN[name]
    (found,) = differences(left, right)
    assert not found.refuted
    assert found.reason.startswith(reason)


CONTAINED = {
    "an item that must be contained and is not repeated": (
        items(WHOLE, maxItems=1, contains=WHOLE), items(TEXT, contains=WHOLE), "type", [1],
    ),
    "no more than may be contained": (
        items(contains=WHOLE, maxContains=1), items(contains=WHOLE, maxContains=1, maxItems=1), "maxItems", None,
    ),
    "room for what must be contained": (
        items(contains=WHOLE, minItems=2, maxItems=2), items({"type": ["boolean", "null", "string"]}), "type", None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTAINED)
def test_a_list_that_shows_it_contains_what_it_must(name: str) -> None:
    left, right, facet, witness = CONTAINED[name]
    found = next(each for each in differences(left, right) if each.facet == facet)
    assert found.refuted
    assert witness is None or found.witness == witness
