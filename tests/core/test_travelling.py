"""Properties that do not travel (`readOnly` in a request, `writeOnly` in an answer) are read alike on both sides."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from apilint_rules.core import Direction
from apilint_rules.core.inclusion import Comparison
from support import schema_named, with_schemas

NAMES = ["id", "name", "kind", "total", "note"]
PLAIN = [{"type": "string"}, {"type": "integer"}, {"enum": ["a", "b"]}, {"type": ["string", "null"]}, {}]


def thing(rng: Random) -> dict[str, Any]:
    """An object of which some properties do not travel."""
    names = rng.sample(NAMES, rng.randint(1, 4))
    flags: list[dict[str, Any]] = [{}, {}, {"readOnly": True}, {"writeOnly": True}]
    made: dict[str, Any] = {
        "type": "object",
        "properties": {name: {**rng.choice(PLAIN), **rng.choice(flags)} for name in names},
        "required": rng.sample(names, rng.randint(0, len(names))),
    }
    return {**made, "additionalProperties": False} if rng.random() < 0.3 else made


def components(rng: Random) -> dict[str, Any]:
    """`X` is made of alternatives, written out or named, maybe beside others, maybe with a property of its own."""
    parts = {f"P{number}": thing(rng) for number in range(3)}
    branches = [
        rng.choice([part, {"$ref": f"#/components/schemas/{name}"}, {"allOf": [part]}])
        for name, part in parts.items()
    ]
    made: dict[str, Any] = {rng.choice(["oneOf", "oneOf", "anyOf"]): branches}
    if rng.random() < 0.3:
        made = {"allOf": [made, thing(rng)]}
    if rng.random() < 0.3:
        made = {"type": "object", "properties": {"inner": made, "id": {"type": "string", "readOnly": True}}}
    return {**parts, "X": made}


@pytest.mark.parametrize("direction", Direction)
def test_a_schema_takes_all_that_it_describes(direction: Direction) -> None:
    for seed in range(300):
        schemas = components(Random(seed))
        left, right = with_schemas(**schemas), with_schemas(**schemas)
        one, other = schema_named(left, "X"), schema_named(right, "X")
        assert Comparison(left, right, direction).differences(one, other) == [], schemas
