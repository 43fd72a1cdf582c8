"""The changed surface of two descriptions: which operations differ, and which are only written in another way."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from apilint.installed import installed_rules
from apilint_rules.core.change.surface import changed_operations
from support import api_of, as_document, changes_between

RULES = {name: rule for name, rule in installed_rules().items() if rule.change_old}
WORDS = {
    "callback-added", "discriminator-changed", "operation-deprecated", "operation-id-changed", "operation-reactivated",
    "parameter-deprecated",
    "path-parameter-renamed", "property-deprecated", "stability-decreased", "stability-increased",
    "sunset-moved-earlier", "sunset-too-soon", "tag-changed",
}  # fmt: skip
"""Rules about what no request and no answer shows."""


def description() -> dict[str, Any]:
    item = {"$ref": "#/components/schemas/Item"}
    body = {"application/json": {"schema": item}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1.0.0"},
        "security": [{"key": []}],
        "paths": {
            "/items": {
                "get": {
                    "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
                    "responses": {
                        "200": {
                            "description": "items",
                            "content": {"application/json": {"schema": {"type": "array", "items": item}}},
                        }
                    },
                },
                "post": {"requestBody": {"content": body}, "responses": {"201": {"description": "made"}}},
            },
            "/health": {"get": {"security": [], "responses": {"204": {"description": "well"}}}},
        },
        "components": {
            "schemas": {
                "Item": {"type": "object", "properties": {"name": {"type": "string", "maxLength": 40}}}
            },
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        },
    }
    return json.loads(json.dumps(document))  # type: ignore[no-any-return]


ITEMS = {"GET /items", "POST /items"}


def schema(document: dict[str, Any]) -> dict[str, Any]:
    return document["components"]["schemas"]["Item"]  # type: ignore[no-any-return]


def parameter_above(document: dict[str, Any]) -> None:
    item = document["paths"]["/items"]
    del item["post"]
    item["parameters"] = item["get"].pop("parameters")


def renamed(document: dict[str, Any]) -> dict[str, Any]:
    return json.loads(
        json.dumps(document).replace("schemas/Item", "schemas/Thing").replace('"Item"', '"Thing"')
    )  # type: ignore[no-any-return]


CASES: dict[str, tuple[Callable[[dict[str, Any]], Any], set[str]]] = {
    "nothing": (lambda it: None, set()),
    "words": (lambda it: schema(it).update(description="x", title="y", example={"name": "n"}), set()),
    "words of an operation": (lambda it: it["paths"]["/items"]["get"].update(summary="x", tags=["y"]), set()),
    "an answer's words": (lambda it: it["paths"]["/health"]["get"]["responses"]["204"].update(description="x"), set()),
    "another name of a component": (renamed, set()),
    "a property written in another way": (
        lambda it: schema(it)["properties"].update(name={"allOf": [{"type": "string"}, {"maxLength": 40}]}), set(),
    ),
    "a parameter that moved to the path": (parameter_above, set()),
    "a bound in a shared schema": (lambda it: schema(it)["properties"]["name"].update(maxLength=50), ITEMS),
    "a new property in a shared schema": (lambda it: schema(it)["properties"].update(size={"type": "integer"}), ITEMS),
    "a scheme that all but one need": (lambda it: it["components"]["securitySchemes"]["key"].update(name="X-Token"), ITEMS),
    "a parameter more": (
        lambda it: it["paths"]["/items"]["get"]["parameters"].append({"name": "q", "in": "query", "schema": {}}), {"GET /items"},
    ),
    "a default": (lambda it: it["paths"]["/items"]["get"]["parameters"][0]["schema"].update(default=5), {"GET /items"}),
    "another status": (lambda it: it["paths"]["/health"]["get"]["responses"].update({"503": {"description": "ill"}}), {"GET /health"}),
    "a body that is required": (lambda it: it["paths"]["/items"]["post"]["requestBody"].update(required=True), {"POST /items"}),
    "an operation more": (
        lambda it: it["paths"]["/health"].update(head={"responses": {"204": {"description": "well"}}}), {"HEAD /health"},
    ),
    "an operation less": (lambda it: it["paths"].pop("/health"), set()),
    "another base path": (
        lambda it: it.update(servers=[{"url": "/v2"}]), {*ITEMS, "GET /health"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_belongs_to_the_changed_surface(case: str) -> None:
    change, expected = CASES[case]
    after = description()
    changed = change(after)
    after = changed if case == "another name of a component" else after
    before, new = (yaml.safe_dump(each, sort_keys=False) for each in (description(), after))
    assert (
        changed_operations(api_of(as_document(before, "a.yaml")), api_of(as_document(new, "b.yaml")))
        == expected
    )


@pytest.mark.parametrize("name", sorted(RULES.keys() - WORDS))
def test_what_diff_tells_of_an_operation_belongs_to_the_changed_surface(name: str) -> None:
    rule = RULES[name]
    old, new = (
        as_document(text, f"{side}.yaml")
        for side, text in (("old", rule.change_old), ("new", rule.change_new))
    )
    told = {
        label
        for finding in changes_between(rule, rule.change_old, rule.change_new)
        for label in finding.operations
    }
    there = {operation.label for operation in api_of(new).operations}
    assert told & there <= changed_operations(api_of(old), api_of(new))
