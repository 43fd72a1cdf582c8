"""What a change is found to be does not depend on the order in which anything is written."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
import schemas_made_up as made_up

from shuffling import shuffled, told

TEXT = {"type": "string"}


def described(bodies: list[Any], components: dict[str, Any]) -> dict[str, Any]:
    """Each body as a request and as an answer."""

    def content(schema: Any) -> dict[str, Any]:
        return {"content": {"application/json": {"schema": schema}}}

    return {
        "openapi": "3.1.0",
        "info": {"title": "Made up", "version": "1"},
        "paths": {
            f"/p{number}": {
                "post": {"requestBody": content(body), "responses": {"200": {"description": "", **content(body)}}}
            }
            for number, body in enumerate(bodies)
        },
        "components": {"schemas": components},
    }  # fmt: skip


def made(rng: Random) -> Any:
    """A schema with references that lead into the components."""
    schema = made_up.schema(rng)
    for place, _ in made_up.spots(schema, lambda _: None):
        if isinstance(place, dict) and "$ref" in place:
            place["$ref"] = place["$ref"].replace("#/$defs/", "#/components/schemas/")
    return schema


@pytest.mark.parametrize("seed", range(25))
def test_findings_about_schemas_made_up_stay_the_same(seed: int) -> None:
    rng = Random(seed)
    bodies = [made(rng) for _ in range(6)]
    components = {name: made(rng) for name in ("D0", "D1")}
    old = described(bodies, components)
    new = described([made_up.edited(rng, body) for body in bodies], {**components, "D1": made(rng)})
    for place, _ in made_up.spots(new, lambda _: None):
        assert place is not None
    first = told(old, new)
    for _ in range(3):
        assert told(shuffled(rng, old), shuffled(rng, new)) == first


def branch(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


BRANCHES = {
    "a tag tells them apart": (
        [branch(kind={"const": "a"}, x=TEXT), branch(kind={"const": "b"}, y=TEXT)],
        [branch(kind={"const": "b"}, y=TEXT, z=TEXT), branch(kind={"const": "a"}, x={**TEXT, "maxLength": 5})],
    ),
    "types tell them apart": ([TEXT, {"type": "integer", "default": 1}], [{"type": "integer", "default": 2}, TEXT]),
    "properties tell them apart": (
        [branch(a=TEXT, b=TEXT), branch(c=TEXT)],
        [branch(c=TEXT, d=TEXT), branch(a=TEXT, b={**TEXT, "deprecated": True})],
    ),
    "two that require different names": (
        [{"required": ["a"]}, {"required": ["b"]}],
        [{"required": ["a", "c"]}, {"required": ["b", "c"]}],
    ),
}  # fmt: skip


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize("name", BRANCHES)
def test_findings_about_branches_stay_the_same(name: str, keyword: str) -> None:
    old, new = (described([{keyword: branches}], {}) for branches in BRANCHES[name])
    first = told(old, new)
    assert first
    for seed in range(4):
        rng = Random(seed)
        assert told(shuffled(rng, old), shuffled(rng, new)) == first


def test_a_property_that_many_ways_lead_to_is_told_once() -> None:
    """Which way comes first decided how often it was told."""
    schema = {"type": "object", "properties": {"one": {"$ref": "#/components/schemas/A"}, "many": {
        "type": "array", "items": {"allOf": [{"$ref": "#/components/schemas/B"}]}}}}  # fmt: skip
    plain = {"type": "object", "properties": {"id": TEXT}}
    richer = {"type": "object", "properties": {"id": TEXT, "note": {"$ref": "#/components/schemas/Note"}}}
    old = described([schema], {"A": plain, "B": plain, "Note": TEXT})
    new = described([schema], {"A": richer, "B": richer, "Note": TEXT})
    first = told(old, new)
    assert sorted(rule for rule, _ in first if "added" in rule) == [
        "request-property-added", "response-property-added",
    ]  # fmt: skip
    for seed in range(4):
        rng = Random(seed)
        assert told(shuffled(rng, old), shuffled(rng, new)) == first
