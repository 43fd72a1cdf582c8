"""Schema inclusion: what is proved holds for every value, what is refuted is shown, respelling changes nothing.

300 pairs of random schemas in CI, as many as APILINT_PAIRS says in the large run (20000).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
from itertools import islice
from random import Random
from time import process_time
from typing import Any

import jsonschema_rs
import pytest
import schemas_made_up as made_up
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apilint_rules.core.inclusion.decide import Decision
from apilint_rules.core.inclusion.definitions import Definitions
from apilint_rules.core.inclusion.memo import Memo

PAIRS = int(os.environ.get("APILINT_PAIRS", "300"))
SAMPLES = 1000
MANY = settings(
    max_examples=PAIRS,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SEEDS = st.integers(0, 2**48)


def asked(left: Any, right: Any, closed: bool = True, **definitions: Any) -> list[tuple[str, str, Any]]:
    """The facet, the path and a witness of each difference; `...` for a witness where none was found."""
    known = Definitions({"L": left, "R": right, **definitions})
    found = []
    for cause in Decision(known).ask((left,), (right,), closed):
        tries = islice(cause.tries(), 40)
        shown = [v for v in tries if known.accepts((left,), v) and known.accepts((right,), v) is False]
        found.append((cause.last.facet, ".".join(cause.path), shown[0] if shown else ...))
    return found


def validator(name: str, table: dict[str, Any]) -> Any:
    whole = {"$defs": table, "$ref": f"#/$defs/{name}"}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


@MANY
@given(SEEDS)
def test_what_is_proved_holds_and_what_is_refuted_is_shown(seed: int) -> None:
    rng = Random(seed)
    left = made_up.schema(rng)
    right = made_up.edited(rng, left) if rng.random() < 0.8 else made_up.schema(rng)
    table = {"D0": made_up.schema(rng, 1), "D1": made_up.schema(rng, 1), "L": left, "R": right}
    known = Definitions(table)
    causes = Decision(known).ask((left,), (right,), closed=False)
    sender, receiver = validator("L", table), validator("R", table)
    if not causes:
        for _ in range(SAMPLES):
            value = made_up.value(rng)
            assert not sender.is_valid(value) or receiver.is_valid(value), (value, table)
    for cause in causes:
        for value in islice(cause.tries(), 20):
            if known.accepts((left,), value) and known.accepts((right,), value) is False:
                assert sender.is_valid(value), (value, table)
                assert not receiver.is_valid(value), (value, table)


@MANY
@given(SEEDS)
def test_a_contract_is_what_is_declared(seed: int) -> None:
    """Read as a contract, an open object is one that is closed."""
    rng = Random(seed)
    left = made_up.plain_schema(rng)
    right = made_up.edited(rng, left)
    table = {"D0": True, "D1": True, "L": made_up.closed(left), "R": right}
    if asked(left, right, D0=True, D1=True):
        return
    sender, receiver = validator("L", table), validator("R", table)
    for _ in range(SAMPLES):
        value = made_up.value(rng)
        assert not sender.is_valid(value) or receiver.is_valid(value), (value, left, right)


@MANY
@given(SEEDS, st.booleans())
def test_a_schema_in_other_words_is_the_same(seed: int, closed: bool) -> None:
    rng = Random(seed)
    definitions = {"D0": made_up.schema(rng, 1), "D1": made_up.schema(rng, 1)}
    schema = made_up.schema(rng)
    other = made_up.respelt(rng, schema, definitions)
    for left, right in ((schema, other), (other, schema)):
        for facet, path, witness in asked(left, right, closed, **definitions):
            assert witness is ..., (facet, path, witness, left, right)


TEXT, WHOLE, NUMBER = {"type": "string"}, {"type": "integer"}, {"type": "number"}


def thing(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def tagged(tag: str, **more: Any) -> dict[str, Any]:
    return {**thing(kind={"const": tag}, **more), "required": ["kind", *more]}


INCLUDED = {
    "an integer is a number": (WHOLE, NUMBER),
    "exclusive bounds of integers": (
        {**WHOLE, "minimum": 0, "maximum": 9},
        {**WHOLE, "exclusiveMinimum": -1, "exclusiveMaximum": 10},
    ),
    "multiples": ({**WHOLE, "multipleOf": 6}, {**NUMBER, "multipleOf": 1.5}),
    "a listed value": ({"enum": ["a", 1]}, {"type": ["string", "integer"]}),
    "a language": ({**TEXT, "pattern": "^[a-f]{2,4}$"}, {**TEXT, "pattern": "^[a-z]+$"}),
    "a language with a length": ({**TEXT, "pattern": "^(ab)+$", "maxLength": 5}, {**TEXT, "maxLength": 4}),
    "an optional property more": (thing(a=TEXT), thing(a=TEXT, b=WHOLE)),
    "a property less": (thing(a=TEXT, b=WHOLE), thing(a=TEXT)),
    "an object closed": (thing(a=TEXT), {**thing(a=TEXT), "additionalProperties": False}),
    "nullable spelt in two ways": ({"type": ["string", "null"]}, {"anyOf": [TEXT, {"type": "null"}]}),
    "an enum taken apart": (
        {**thing(kind={"enum": ["x", "y"]}), "required": ["kind"]},
        {"oneOf": [tagged("x"), tagged("y")]},
    ),
    "alternatives in another order": (
        {"oneOf": [tagged("x"), tagged("y", v=WHOLE)]},
        {"oneOf": [tagged("y", v=NUMBER), tagged("x")]},
    ),
    "a presence taken apart": (
        {**thing(a=TEXT, b=TEXT), "required": ["b"]},
        {**thing(a=TEXT, b=TEXT), "dependentRequired": {"a": ["b"]}},
    ),
    "a condition": ({**WHOLE, "minimum": 6, "multipleOf": 4}, {"if": {"minimum": 5}, "then": {"multipleOf": 2}}),
    "the branches of a condition": (
        {"if": {"minimum": 5}, "then": {"multipleOf": 4}},
        {"if": {"minimum": 5}, "then": {"multipleOf": 2}},
    ),
    "an optional property more in a branch that is not meant": (
        {"oneOf": [{**thing(a=TEXT), "required": ["a"]}, {**thing(b=TEXT, p=TEXT), "required": ["b"]}]},
        {"oneOf": [{**thing(a=TEXT), "required": ["a"]}, {**thing(b=TEXT), "required": ["b"]}]},
    ),
    "what must not be": (TEXT, {"not": WHOLE}),
    "parts": ({"allOf": [thing(a=TEXT), thing(b=WHOLE)]}, {**thing(a=TEXT, b=WHOLE), "additionalProperties": False}),
    "unevaluated": (
        {"allOf": [thing(a=TEXT)], "properties": {"b": WHOLE}, "type": "object"},
        {**thing(b=WHOLE), "allOf": [thing(a=TEXT)], "unevaluatedProperties": False},
    ),
    "a condition of presence": (
        {**thing(a=TEXT, b=TEXT), "if": {"required": ["a"]}, "then": {"required": ["b"]}},
        {**thing(a=TEXT, b=TEXT), "dependentRequired": {"a": ["b"]}},
    ),
    "one of two members": (
        {**thing(a=TEXT, b=TEXT), "oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {**thing(a=TEXT, b=TEXT), "anyOf": [{"required": ["a"], "not": {"required": ["b"]}}, {"required": ["b"]}]},
    ),
    "not both members": (
        {**thing(a=TEXT, b=TEXT), "not": {"required": ["a", "b"]}},
        {**thing(a=TEXT, b=TEXT), "anyOf": [{"not": {"required": ["a"]}}, {"not": {"required": ["b"]}}]},
    ),
    "a pattern that is found in every name": (
        {"type": "object", "patternProperties": {"^.*$": TEXT}}, {"type": "object", "additionalProperties": TEXT},
    ),
    "patterns that are found in every name": (
        {"type": "object", "patternProperties": {"^[^x]": TEXT, "^x": TEXT}}, {"type": "object", "additionalProperties": TEXT},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INCLUDED)
def test_is_proved(name: str) -> None:
    assert asked(*INCLUDED[name]) == []


REFUSED = {
    "type": (NUMBER, WHOLE, "type", "", 0.5),
    "null": ({"type": ["string", "null"]}, TEXT, "type", "", None),
    "required": (thing(a=TEXT), {**thing(a=TEXT), "required": ["a"]}, "required", "a", {}),
    "a property that nobody expects": (
        thing(a=TEXT, b=TEXT), {**thing(a=TEXT), "additionalProperties": False}, "additionalProperties", "b", {"b": "a"},
    ),
    "a map that is closed": (
        {"type": "object", "additionalProperties": True}, {"type": "object", "additionalProperties": False},
        "additionalProperties", "*", {"x-other": "a"},
    ),
    "enum": ({"enum": ["a", "b"]}, {"enum": ["a"]}, "enum", "", "b"),
    "maxLength inside": (
        thing(a={"type": "array", "items": TEXT}), thing(a={"type": "array", "items": {**TEXT, "maxLength": 2}}),
        "maxLength", "a.[]", {"a": ["aaa"]},
    ),
    "pattern": ({**TEXT, "pattern": "^a"}, {**TEXT, "pattern": "^a+$"}, "pattern", "", "a0"),
    "format": (TEXT, {**TEXT, "format": "uuid"}, "format", "", "a"),
    "minItems": ({"type": "array"}, {"type": "array", "minItems": 1}, "minItems", "", []),
    "uniqueItems": ({"type": "array", "items": TEXT}, {"type": "array", "items": TEXT, "uniqueItems": True}, "uniqueItems", "", ["a", "a"]),
    "a branch that asks for more": (
        {"oneOf": [tagged("x"), tagged("y")]}, {"oneOf": [tagged("x", v=WHOLE), tagged("y")]},
        "required", "v", {"kind": "x"},
    ),
    "a branch that is gone": (
        {"oneOf": [tagged("x"), tagged("y")]}, {"oneOf": [tagged("x")]}, "enum", "kind", {"kind": "y"},
    ),
    "both members where one is meant": (
        {**thing(a=TEXT, b=TEXT), "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {**thing(a=TEXT, b=TEXT), "oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
        "oneOf", "", {"a": "a", "b": "a"},
    ),
    "a member that must not be there": (
        thing(a=TEXT, b=TEXT), {**thing(a=TEXT, b=TEXT), "not": {"required": ["a"]}},
        "additionalProperties", "a", {"a": "a"},
    ),
    "names that no pattern is found in": (
        {"type": "object", "patternProperties": {"^[a-z]+$": TEXT}}, {"type": "object", "additionalProperties": TEXT},
        "type", "*", {"x-other": None},
    ),
    "two branches fit": ({"anyOf": [NUMBER, TEXT]}, {"oneOf": [NUMBER, WHOLE, TEXT]}, "oneOf", "", 1),
    "maxItems": ({"type": "array", "items": WHOLE}, {"type": "array", "items": WHOLE, "maxItems": 1}, "maxItems", "", [1, 1]),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_is_refuted(name: str) -> None:
    left, right, *expected = REFUSED[name]
    assert asked(left, right) == [tuple(expected)]


def test_recursion_is_taken_coinductively() -> None:
    whole = thing(next={"$ref": "#/$defs/W"}, value=WHOLE)
    number = thing(next={"$ref": "#/$defs/N"}, value=NUMBER)
    assert asked(whole, number, W=whole, N=number) == []
    assert asked(number, whole, W=whole, N=number) == [
        ("type", "value", {"value": 0.5}),
    ]


def test_what_rested_on_a_wrong_assumption_is_forgotten() -> None:
    """`B` is included only if `A` is, which is decided first and is not."""
    table = {
        "A": thing(b={"$ref": "#/$defs/B"}, v=NUMBER), "B": thing(a={"$ref": "#/$defs/A"}),
        "C": thing(b={"$ref": "#/$defs/D"}, v=WHOLE), "D": thing(a={"$ref": "#/$defs/C"}),
    }  # fmt: skip
    decision = Decision(Definitions(table))
    assert decision.ask((table["A"],), (table["C"],))
    assert decision.ask((table["B"],), (table["D"],))


def test_what_rested_on_two_assumptions_falls_with_the_inner_one() -> None:
    """`inner` was proved with `outer` and `middle` open; it was kept when only `middle` proved to be wrong."""
    memo: Memo[str, tuple[str, ...]] = Memo(())
    outer, middle = memo.enter("outer"), memo.enter("middle")
    inner = memo.enter("inner")
    assert memo.find("outer") == ()
    assert memo.find("middle") == ()
    memo.leave("inner", (), inner)
    assert memo.find("inner") == ()
    memo.leave("middle", ("a cause",), middle)
    assert memo.find("inner") is None
    memo.leave("outer", (), outer)
    assert memo.find("inner") is None
    assert (memo.find("middle"), memo.find("outer")) == (("a cause",), ())


def test_a_chain_of_references_ends() -> None:
    table: dict[str, Any] = {f"A{n}": thing(next={"$ref": f"#/$defs/A{n + 1}"}, v=TEXT) for n in range(500)}
    table |= {
        f"B{n}": thing(next={"$ref": f"#/$defs/B{n + 1}"}, v={**TEXT, "maxLength": 3}) for n in range(500)
    }
    table |= {"A500": TEXT, "B500": TEXT, "X": {"$ref": "#/$defs/Y"}, "Y": {"$ref": "#/$defs/X"}}
    causes = Decision(Definitions(table)).ask((table["A0"],), (table["B0"],))
    assert {cause.last.facet for cause in causes} == {"maxLength", "unknown"}
    assert Decision(Definitions(table)).ask((table["X"],), (table["Y"],)) == ()


def test_parts_that_are_named_twice_are_not_doubled() -> None:
    """Forty schemas that name the next one twice took all memory: a clause had each part 2 ** 40 times."""
    table: dict[str, Any] = {}
    for name, last in (("A", TEXT), ("B", {**TEXT, "maxLength": 3})):
        table |= {f"{name}{n}": {"allOf": [{"$ref": f"#/$defs/{name}{n + 1}"}] * 2} for n in range(40)}
        table[f"{name}40"] = thing(a=last)
    known = Definitions(table)
    causes = Decision(known).ask((table["A0"],), (table["B0"],))
    assert [(cause.last.facet, cause.path) for cause in causes] == [("maxLength", ("a",))]
    assert known.accepts((table["A0"],), {"a": "a"}) is None  # jsonschema-rs would follow both, each time


def test_rules_are_loaded_without_the_engine() -> None:
    """`apilint check` paid for it at every start."""
    program = (
        "import sys; from apilint_rules.core.registry import load_rules; load_rules();"
        "print(*[name for name in sys.modules if name.startswith('apilint_rules.core.inclusion')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def test_many_alternatives_end() -> None:
    left = {"allOf": [{"anyOf": [thing(**{f"a{n}{m}": TEXT}) for n in range(9)]} for m in range(9)]}
    right = {"allOf": [{"anyOf": [thing(**{f"b{n}{m}": TEXT}) for n in range(9)]} for m in range(9)]}
    assert [facet for facet, _, _ in asked(left, right)] == ["unknown"]


MAP, SHARED = {"type": "object"}, [{**thing(a=TEXT), "required": ["a"]}, {**thing(b=TEXT), "required": ["b"]}]
NOT_PROVED = {
    "names of a pattern that cannot be compared": (
        {**MAP, "additionalProperties": TEXT}, {**MAP, "patternProperties": {"^(?=x)": WHOLE}},
    ),
    "names of letters": (
        {**thing(é=TEXT), "additionalProperties": False}, {**MAP, "patternProperties": {r"^\p{L}+$": WHOLE}},
    ),
    "names of two patterns": (
        {**MAP, "patternProperties": {"^a": TEXT}, "additionalProperties": False},
        {**MAP, "patternProperties": {"^a": TEXT, "a$": WHOLE}},
    ),
    "a value of two alternatives evaluates more": (
        {**MAP, "anyOf": SHARED, "unevaluatedProperties": False}, {"maxProperties": 1},
    ),
    "a value of two alternatives inside evaluates more": (
        {**MAP, "allOf": [{"anyOf": SHARED}], "unevaluatedProperties": False}, {"maxProperties": 1},
    ),
    "contains evaluates": ({"type": "array", "contains": TEXT, "unevaluatedItems": False}, {"maxItems": 0}),
    "a long prefix": (
        {"type": "array", "prefixItems": [TEXT] * 300}, {"type": "array", "prefixItems": [TEXT] * 299 + [WHOLE]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_PROVED)
def test_is_not_proved(name: str) -> None:
    assert asked(*NOT_PROVED[name], closed=False)


def named(pattern: str, name: str) -> tuple[Any, Any]:
    return {**thing(**{name: TEXT}), "additionalProperties": False}, {
        **MAP,
        "patternProperties": {pattern: WHOLE},
    }


def test_patterns_of_names_are_read_as_ecma_262_has_them() -> None:
    assert asked(*named("^a$", "a\n")) == []
    assert asked(*named(r"^\d$", "\u0663")) == []
    assert asked(*named(r"^\d$", "3")) == [("type", "3", {"3": "a"})]


def objects(count: int, letter: str) -> dict[str, Any]:
    return {"oneOf": [{**MAP, "required": [f"{letter}{number}"]} for number in range(count)]}


def ranges(*pairs: str) -> dict[str, Any]:
    return {**TEXT, "pattern": "^" + "".join(f"[{pair}]?" for pair in pairs) + "$"}


HOSTILE = {
    "texts that nobody can write": ({**TEXT, "minLength": 2**63 - 1}, {**TEXT, "maxLength": 3}),
    "lists that nobody can write": ({"type": "array", "minItems": 2**63 - 1}, {"type": "array", "items": TEXT}),
    "objects that nobody can write": ({**thing(a=TEXT), "minProperties": 2**63 - 1}, thing(a=WHOLE)),
    "items that nobody can count": (
        {"type": "array", "contains": TEXT, "minContains": 2**40}, {"type": "array", "items": WHOLE},
    ),
    "numbers that are too large": ({**NUMBER, "minimum": 10**400}, {**NUMBER, "minimum": 10**401}),
    "multiples of what is too large": (
        {**NUMBER, "minimum": 10**400, "multipleOf": 0.3}, {**NUMBER, "multipleOf": 0.7},
    ),
    "no number": ({**WHOLE, "enum": [float("nan"), float("inf"), 1]}, {**WHOLE, "minimum": 5}),
    "a pattern that doubles the time with each character": (
        {**thing(**{"a" * 40 + "!": TEXT}), "minProperties": 1}, {**MAP, "patternProperties": {"^(a+)+!$": WHOLE}},
    ),
    "patterns of many states": (
        ranges(*(f"a-{chr(98 + n % 24)}" for n in range(900))), ranges(*(f"{chr(97 + n % 24)}-z" for n in range(900))),
    ),
    "many values": ({"enum": [f"v{n}" for n in range(20_000)]}, {"enum": [f"v{n}" for n in range(1, 20_000)]}),
    "many alternatives": (objects(3000, "p"), objects(3000, "q")),
    "many tags": (
        {**thing(**{name: {"enum": list(range(60))} for name in "abcdef"}), "required": [*"abcdef"]},
        {"anyOf": [thing(**{name: {"const": number} for name in "abcdef"}) for number in range(60)]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_meant_to_take_for_ever_ends_with_an_answer(name: str) -> None:
    begun = process_time()
    assert asked(*HOSTILE[name], closed=False)
    assert process_time() - begun < 30


def test_texts_of_many_properties_take_no_memory() -> None:
    long = {f"p{number}": {**TEXT, "minLength": 60_000} for number in range(500)}
    longer = {name: {**TEXT, "minLength": 60_001} for name in long}
    tracemalloc.start()
    Decision(Definitions({})).ask((thing(**long),), (thing(**longer),))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000
