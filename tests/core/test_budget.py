"""Two descriptions of many payloads that are made to take for ever: the run ends, and says what it did not compare."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apilint_rules.changes.request_narrowed import RULE
from apilint_rules.core import Api, MediaType
from apilint_rules.core.change import alike
from apilint_rules.core.change.change import Policy
from apilint_rules.core.change.diff import Diff
from apilint_rules.core.change.lenses import compare
from apilint_rules.core.change.schemas import MANY, MOST_PARTNERS
from apilint_rules.core.dispatch import Selected
from apilint_rules.core.document import Document
from apilint_rules.core.inclusion import budget
from apilint_rules.core.severity import Severity
from support import api_of

COUNT = 120


def conditions(letter: str, number: int) -> dict[str, Any]:
    """A body that is taken apart into 128 alternatives."""
    parts = [
        {"if": {"properties": {f"k{each}": {"const": number}}, "required": [f"k{each}"]},
         "then": {"required": [f"{letter}{each}"]}}
        for each in range(7)
    ]  # fmt: skip
    return {"type": "object", "allOf": parts}


def alternatives(letter: str, number: int) -> dict[str, Any]:
    """A body of alternatives that overlap."""
    branches = [
        {"type": "object", "properties": {name: {"type": "string"}}, "required": [name]}
        for name in (f"{letter}{number}_{each}" for each in range(20))
    ]
    return {"oneOf": branches}


def patterns(letter: str, number: int) -> dict[str, Any]:
    """A text whose patterns take long to be laid beside each other."""
    return {"type": "string", "pattern": f"^(a|b)*{letter}(a|b){{12}}{number}$"}


def circles(letter: str, number: int) -> dict[str, Any]:
    """A body that leads to all other ones."""
    return {"$ref": f"#/components/schemas/T{number}"}


def components(most: int) -> dict[str, Any]:
    def thing(number: int) -> dict[str, Any]:
        following = [f"#/components/schemas/T{(number * 7 + each * 13 + 1) % COUNT}" for each in range(6)]
        return {"type": "object", "properties": {f"x{each}": {"anyOf": [{"$ref": name}, {"type": "string", "maxLength": most}]}
                                                  for each, name in enumerate(following)}}  # fmt: skip

    return {f"T{number}": thing(number) for number in range(COUNT)}


def described(bodies: list[dict[str, Any]], named: dict[str, Any]) -> dict[str, Any]:
    def operation(schema: dict[str, Any]) -> dict[str, Any]:
        body = {"content": {"application/json": {"schema": schema}}}
        return {"requestBody": body, "responses": {"204": {"description": "done"}}}

    return {
        "openapi": "3.1.0",
        "info": {"title": "Hostile", "version": "1.0.0"},
        "paths": {f"/p{number}": {"post": operation(schema)} for number, schema in enumerate(bodies)},
        "components": {"schemas": named},
    }


def api(description: dict[str, Any]) -> Api:
    return api_of(Document("api.json", "file:///api.json", json.dumps(description).encode()))


@pytest.mark.parametrize("make", [conditions, alternatives, patterns, circles])
def test_what_is_too_much_for_one_run_is_told_once(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "POOL", 30_000)
    steps: list[int] = []
    spend = budget.Budget.spend

    def noted(self: budget.Budget, count: int = 1) -> None:
        steps.append(count)
        spend(self, count)

    monkeypatch.setattr(budget.Budget, "spend", noted)
    apis: list[Api] = []
    for letter, length, most in (("a", 10, 5), ("b", 9, 6)):
        plain = {"type": "object", "properties": {"a": {"type": "string", "maxLength": length}}}
        bodies = [*(make(letter, number) for number in range(COUNT)), plain]
        apis.append(api(described(bodies, components(most))))
    found = compare(Diff(apis[0], apis[1], Policy()), [Selected(RULE, RULE.severity, {})]).findings
    too_much = [each for each in found if "too long" in each.message]
    assert [each.severity for each in too_much] == [Severity.WARNING]
    assert "comparing all that these descriptions ask for would take too long" in too_much[0].message
    assert len(too_much[0].operations) > COUNT / 4
    assert any("`maxLength` of `a`" in each.message for each in found)  # what is simple is told all the same
    assert sum(steps) < 120_000


def spiral(count: int, step: int) -> Api:
    """Schemas that name each other in a circle: laid beside those of another step, each meets all others."""
    things = {
        f"T{number}": {
            "type": "object",
            "properties": {
                "x": {"type": "array", "items": {"$ref": f"#/components/schemas/T{(number + step) % count}"}},
                "y": {"$ref": f"#/components/schemas/T{(number * 2 + 1) % count}"},
            },
        }
        for number in range(count)
    }
    return api(described([{"$ref": "#/components/schemas/T0"}], things))


def test_schemas_that_could_meet_in_all_ways_do_not() -> None:
    count = 400
    diff = Diff(spiral(count, 1), spiral(count, 2), Policy("2026-11-26"))
    assert len(diff.changes) < MANY + MOST_PARTNERS * 4 * count + 1_000 < count * count
    found = compare(diff, [Selected(RULE, Severity.ERROR, {})]).findings
    assert [each.message for each in found] == [f"cannot tell whether some payloads break: {budget.SPENT}"]


def test_schemas_that_differ_far_down_are_told_apart_without_all_ways_to_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """That two schemas are written alike is only looked for as long as that is cheap."""
    monkeypatch.setattr(alike, "MOST_OF_ONE", 50)
    one, other = (spiral(150, step).all(MediaType)[0].schema for step in (1, 1))
    assert not alike.Likeness().is_alike(one, other)
    monkeypatch.setattr(alike, "MOST_OF_ONE", 5_000)
    assert alike.Likeness().is_alike(one, other)
