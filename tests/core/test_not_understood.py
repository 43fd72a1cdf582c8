"""What a comparison cannot read (a pattern that is none, an unknown format, a reference to nothing) proves nothing."""

from __future__ import annotations

import json
import os
from itertools import islice
from random import Random
from typing import Any

import jsonschema_rs
import pytest
import schemas_made_up as made_up
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from apilint_rules.core import Api, Direction, Schema
from apilint_rules.core.inclusion import Comparison
from apilint_rules.core.inclusion.readings import reading
from apilint_rules.core.json_schema import UNCLEAR
from support import schema_named, with_schemas

PAIRS = int(os.environ.get("APILINT_PAIRS", "300"))
SAMPLES = 400
MANY = settings(
    max_examples=PAIRS,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SEEDS = st.integers(0, 2**48)
TEXT = {"type": "string"}
NAMED = {"$ref": "#/components/schemas/Named"}
IBAN = {**TEXT, "format": "iban"}
NO_PATTERN = {**TEXT, "pattern": "["}


def compared(left: Api, right: Api) -> tuple[Comparison, Schema, Schema]:
    one, other = (schema_named(each, "X") for each in (left, right))
    return Comparison(left, right, Direction.REQUEST), one, other


def differences(old: Any, new: Any) -> list[tuple[str, bool, Any]]:
    named = {**TEXT, "minLength": 5}
    comparison, one, other = compared(
        *(with_schemas(Named=named, X={"allOf": [schema]}) for schema in (old, new))
    )
    return [(each.facet, each.refuted, each.witness) for each in comparison.differences(one, other)]


@pytest.mark.parametrize(
    ("new", "found"),
    {
        "a `not` of a reference": ({**TEXT, "not": NAMED}, ("not", True, "aaaaa")),
        "an `if` of a reference": (
            {**TEXT, "if": NAMED, "then": {"maxLength": 6}},
            ("maxLength", True, "aaaaaaa"),
        ),
        "a pattern that is none": (NO_PATTERN, ("unknown", False, None)),
        "a `not` of a pattern that is none": ({**TEXT, "not": NO_PATTERN}, ("not", False, None)),
        "a `not` of an unknown format": ({**TEXT, "not": {"format": "iban"}}, ("not", False, None)),
        "a `not` of a keyword that is nonsense": ({**TEXT, "not": {"minLength": "5"}}, ("not", False, None)),
        "a reference to nothing": ({"$ref": "#/components/schemas/Nothing"}, ("unknown", False, None)),
        "a `not` of a reference to nothing": (
            {**TEXT, "not": {"$ref": "#/components/schemas/Nothing"}},
            ("not", False, None),
        ),
        "a dynamic reference": ({"$dynamicRef": "#node"}, ("unknown", False, None)),
        "unevaluated beside a reference to nothing": (
            {"$ref": "#/components/schemas/Nothing", "unevaluatedProperties": False},
            ("unknown", False, None),
        ),
    }.values(),
)
def test_what_is_not_understood_is_neither_proved_nor_made_up(new: Any, found: Any) -> None:
    old = TEXT if "unevaluatedProperties" not in new else {"type": "object", "properties": {"a": TEXT}}
    assert differences(old, new) == [found]
    assert differences(new, new) == []


@pytest.mark.parametrize("new", [{**TEXT, "maxLength": 3}, {"type": "integer"}])
def test_no_witness_is_taken_that_the_old_side_may_refuse(new: Any) -> None:
    ((_, refuted, witness),) = differences(NO_PATTERN, new)
    assert (refuted, witness) == (False, None)


def test_a_name_that_cannot_be_judged_is_told() -> None:
    old = {"type": "object", "properties": {"a": TEXT}}
    found = differences(old, {**old, "propertyNames": {"pattern": "["}})
    assert found == [("propertyNames", False, None)]


def test_a_listed_value_that_cannot_be_judged_is_told() -> None:
    assert differences({"enum": ["a"]}, NO_PATTERN) == [("unknown", False, None)]
    assert differences({"enum": ["a", 1]}, NO_PATTERN)[0] == ("type", True, 1)


def test_a_name_too_long_for_a_pattern_is_told() -> None:
    name = "ab" * 2_000
    old = {"type": "object", "properties": {name: TEXT}}
    new = {**old, "patternProperties": {"a[ab]{900}c": {"maxLength": 1}}}
    found = [(facet, refuted) for facet, refuted, _ in differences(old, new)]
    assert found == [("unknown", False), ("patternProperties", False)]
    assert differences(new, new) == []
    assert differences({"type": "object", "patternProperties": {"a[ab]{900}c": TEXT}}, {
        "type": "object", "properties": {name: {"type": "integer"}}, "patternProperties": {"a[ab]{900}c": TEXT}
    })  # fmt: skip


HEAVY = "^(?:a|b)*a(?:a|b){40}c$"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"additionalProperties": TEXT}, {"additionalProperties": TEXT, "patternProperties": {HEAVY: {"type": "integer"}}}),
        ({"patternProperties": {"^a": TEXT}, "additionalProperties": False}, {"patternProperties": {"^a": TEXT, HEAVY: {"type": "integer"}}}),
    ],
)  # fmt: skip
def test_names_of_a_pattern_that_takes_too_long_are_not_proved(old: Any, new: Any) -> None:
    """Nobody found a name for it, and what it says of its members was passed over."""
    found = differences({"type": "object", **old}, {"type": "object", **new})
    assert [(facet, refuted) for facet, refuted, _ in found] == [("patternProperties", False)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ({"const": {"a": "x"}}, {"type": "object", "properties": {"a": IBAN}}, [("unknown", False)]),
        ({"enum": ["a"]}, {"anyOf": [TEXT, IBAN]}, []),
        ({"enum": ["a"]}, {"oneOf": [TEXT, IBAN]}, [("unknown", False)]),
        ({"enum": ["a", 1]}, IBAN, [("type", True), ("unknown", False)]),
        (
            {"enum": [{"a": "x"}], "properties": {"a": IBAN}},
            {"type": "object", "properties": {"a": IBAN}},
            [],
        ),
    ],
)
def test_listed_values_of_a_format_that_no_validator_checks(old: Any, new: Any, found: Any) -> None:
    assert [(facet, refuted) for facet, refuted, _ in differences(old, new)] == found


# Made-up schemas in which something is not understood, each thing with a meaning that only the test knows --------------

MEANINGS: dict[str, Any] = {
    "[0": {"minLength": 2}, "[1": {"pattern": "^a"}, "[2": {"not": {}}, "[3": {}, "[4": {"enum": ["", "b"]},
}  # fmt: skip


def marked(rng: Random, node: Any, share: float = 0.15) -> Any:
    """The schema with patterns here and there that are none."""
    box = [json.loads(json.dumps(node))]
    for place, _ in list(made_up.spots(box[0], lambda new: box.__setitem__(0, new))):
        if isinstance(place, dict) and rng.random() < share:
            place["pattern"] = rng.choice([*MEANINGS])
    return box[0]


def meant(node: Any) -> Any:
    """The schema with what its patterns were meant to say."""
    box = [json.loads(json.dumps(node))]
    for place, _ in list(made_up.spots(box[0], lambda new: box.__setitem__(0, new))):
        if isinstance(place, dict) and place.get("pattern") in MEANINGS:
            said = {"anyOf": [{"not": TEXT}, MEANINGS[place.pop("pattern")]]}
            place["allOf"] = [*place.get("allOf", ()), said]
    return box[0]


def unclear(node: Any) -> Any:
    """The schema as a translation writes it."""
    box = [json.loads(json.dumps(node))]
    for place, _ in list(made_up.spots(box[0], lambda new: box.__setitem__(0, new))):
        if isinstance(place, dict) and place.get("pattern") in MEANINGS:
            place[UNCLEAR] = {place.pop("pattern"): "string"}
    return box[0]


def validator(schema: Any, definitions: dict[str, Any]) -> Any:
    return jsonschema_rs.Draft202012Validator(
        {"$defs": definitions, "allOf": [schema]}, validate_formats=True
    )


@MANY
@given(SEEDS)
def test_every_meaning_lies_between_the_two_readings(seed: int) -> None:
    rng = Random(seed)
    table = {
        name: marked(rng, made_up.schema(rng, depth)) for name, depth in (("D0", 1), ("D1", 1), ("X", 0))
    }
    assume(not made_up.leads_nowhere(table))
    told = {name: unclear(node) for name, node in table.items()}
    wide, narrow = (validator(schema, found) for found, schema in (
        reading((told["X"],), told, each) for each in (True, False)
    ))  # fmt: skip
    really = validator({"$ref": "#/$defs/X"}, {name: meant(node) for name, node in table.items()})
    for _ in range(SAMPLES):
        value = made_up.value(rng)
        assert narrow.is_valid(value) <= really.is_valid(value) <= wide.is_valid(value), (value, table)


@MANY
@given(SEEDS, st.sampled_from([0, 0.05, 0.15]))
def test_what_is_proved_of_descriptions_holds_and_what_is_refuted_is_shown(seed: int, share: float) -> None:
    rng = Random(seed)
    names = {name: marked(rng, made_up.schema(rng, 1), share) for name in ("D0", "D1")}
    assume(not made_up.leads_nowhere(names))
    left = marked(rng, made_up.schema(rng), share)
    right = marked(rng, made_up.edited(rng, left), share / 4)
    shared = {name: described(node) for name, node in names.items()}
    question = compared(*(with_schemas(**shared, X={"allOf": [described(each)]}) for each in (left, right)))
    definitions = {name: meant(node) for name, node in names.items()}
    sender, receiver = (validator(meant(each), definitions) for each in (left, right))
    assert_it_holds(rng, question, sender, receiver)


def assert_it_holds(
    rng: Random, question: tuple[Comparison, Schema, Schema], sender: Any, receiver: Any
) -> None:
    """Whatever is refuted is shown by a value, and what is proved is contradicted by none of many."""
    comparison, one, other = question
    for found in comparison.differences(one, other):
        if found.refuted:
            assert sender.is_valid(found.witness), (found, one.value, other.value)
            assert not receiver.is_valid(found.witness), (found, one.value, other.value)
    asked = tuple(comparison._node(*each) for each in ((comparison._left, one), (comparison._right, other)))
    if not comparison._decision.ask(asked[:1], asked[1:], closed=False):
        for _ in range(SAMPLES):
            value = made_up.value(rng)
            assert not sender.is_valid(value) or receiver.is_valid(value), (value, one.value, other.value)


def described(node: Any) -> Any:
    return json.loads(json.dumps(node).replace("#/$defs/", "#/components/schemas/"))


def test_the_readings_say_something() -> None:
    """Most values are certain in spite of what is not understood."""
    rng, certain, doubtful = Random(1), 0, 0
    while certain + doubtful < 2_000:
        told = unclear(marked(rng, made_up.schema(rng)))
        if UNCLEAR in json.dumps(told):
            table = {"D0": TEXT, "D1": {"type": "number"}}
            wide, narrow = (validator(schema, found) for found, schema in (
                reading((told,), table, each) for each in (True, False)
            ))  # fmt: skip
            for value in islice(iter(lambda: made_up.value(rng), None), 20):
                certain += wide.is_valid(value) == narrow.is_valid(value)
                doubtful += wide.is_valid(value) and not narrow.is_valid(value)
    assert certain > 3 * doubtful > 100
