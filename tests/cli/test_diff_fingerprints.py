"""Fingerprints of changes stay the same whatever the text looks like and wherever it stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from program import apilint

ORDER = {
    "type": "object",
    "required": ["article"],
    "properties": {
        "article": {"type": "string"},
        "note": {"type": "string", "default": "none"},
        "billing": {"$ref": "#/components/schemas/Address"},
        "shipping": {"$ref": "#/components/schemas/Address"},
        "lines": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"}}}},
    },
}
JSON_ORDER = {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}
OK = {"description": "an order", "content": JSON_ORDER}
NO = {"description": "no"}


def parameter(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "integer", "default": 10}, **more}


def old() -> dict[str, Any]:
    """The description before the changes."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Orders", "version": "1.0.0"},
        "servers": [{"url": "https://a.example.com"}, {"url": "https://b.example.com"}],
        "paths": {
            "/orders": {
                "get": {
                    "parameters": [parameter("limit"), parameter("page")],
                    "responses": {"200": OK, "206": OK},
                },
                "post": {
                    "requestBody": {"content": JSON_ORDER},
                    "responses": {"201": OK, "202": OK, "409": NO},
                },
                "delete": {"responses": {"204": NO}},
            },
            "/orders/{id}": {
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "get": {"responses": {"200": OK, "404": NO}},
                "put": {"requestBody": {"content": JSON_ORDER}, "responses": {"200": OK}},
            },
        },
        "components": {
            "schemas": {
                "Order": ORDER,
                "Address": {
                    "type": "object",
                    "properties": {name: {"type": "string"} for name in ("street", "zip", "floor")},
                },
            }
        },
    }
    return json.loads(json.dumps(document))  # type: ignore[no-any-return]


def new() -> dict[str, Any]:
    """The description after them: things gone, things new, things changed, in shared text and beside."""
    document = old()
    orders, order = document["paths"]["/orders"], document["paths"]["/orders/{id}"]
    del orders["delete"], orders["get"]["responses"]["206"], orders["post"]["responses"]["202"], order["put"]
    orders["get"]["parameters"][0]["schema"]["default"] = 20
    orders["get"]["parameters"][1]["required"] = True
    orders["get"]["parameters"].append(parameter("tenant", required=True))
    order["get"]["deprecated"] = True
    schemas = document["components"]["schemas"]
    del (
        schemas["Address"]["properties"]["floor"],
        schemas["Order"]["properties"]["lines"]["items"]["properties"]["sku"],
    )
    schemas["Order"]["properties"]["note"]["default"] = "nothing"
    schemas["Order"]["properties"]["gift"] = {"type": "boolean"}
    document["servers"].pop()
    return document


def reordered(value: Any) -> Any:
    """All keys and all lists the other way about."""
    if isinstance(value, dict):
        return {key: reordered(each) for key, each in reversed(value.items())}
    return [reordered(each) for each in reversed(value)] if isinstance(value, list) else value


def write(folder: Path, document: Any, name: str = "openapi.yaml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = (
        json.dumps(document)
        if name.endswith(".json")
        else yaml.safe_dump(document, sort_keys=False, indent=4)
    )
    (folder / name).write_text(text)
    return folder / name


def split(folder: Path, document: dict[str, Any]) -> Path:
    """The paths and one schema in files of their own."""
    text = json.dumps(document).replace('"#/components/', '"../openapi.yaml#/components/')
    inner = json.loads(text)
    for number, (path, item) in enumerate(inner["paths"].items()):
        write(folder / "paths", item, f"{number}.yaml")
        document["paths"][path] = {"$ref": f"paths/{number}.yaml"}
    write(folder / "schemas", inner["components"]["schemas"]["Order"], "order.yaml")
    document["components"]["schemas"]["Order"] = {"$ref": "schemas/order.yaml"}
    return write(folder, document)


def fingerprints(before: Path, after: Path) -> dict[str, str]:
    """By fingerprint what it is about."""
    run = apilint("diff", before, after, "--format", "json", cwd=before.parents[1])
    findings = {each["fingerprint"]: each["rule"] for each in run.findings}
    assert len(findings) == len(run.findings)
    return findings


LAYOUTS: dict[str, Callable[[Path, Any], Path]] = {
    "another folder": lambda folder, document: write(folder / "far" / "away", document, "api.yaml"),
    "other orders": lambda folder, document: write(folder, reordered(document)),
    "JSON": lambda folder, document: write(folder, document, "openapi.json"),
    "several files": split,
    "wording": lambda folder, document: write(
        folder, json.loads(json.dumps(document).replace("an order", "it"))
    ),
}


def placing() -> dict[str, Any]:
    """A description of which a body is narrowed in branches."""
    order = {
        "type": "object",
        "properties": {
            "kind": {"type": "string", "enum": ["a", "b", "c"]},
            "size": {"oneOf": [{"type": "string", "maxLength": 9}, {"type": "integer"}]},
            "shop": {
                "allOf": [{"type": "object", "properties": {name: {"type": "string"}}} for name in "mn"]
            },
        },
    }
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}
    post = {"requestBody": body, "responses": {"204": {"description": "done"}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Orders", "version": "1"},
        "paths": {"/orders": {"post": post}},
        "components": {"schemas": {"Order": order}},
    }
    return json.loads(json.dumps(document))  # type: ignore[no-any-return]


def placed() -> dict[str, Any]:
    document = placing()
    order = document["components"]["schemas"]["Order"]
    order["required"] = ["kind"]
    del order["properties"]["kind"]["enum"][2]
    order["properties"]["size"]["oneOf"][0]["maxLength"] = 5
    order["properties"]["shop"]["allOf"][1]["properties"]["n"]["maxLength"] = 3
    return document


def moved(folder: Path, document: dict[str, Any], name: str, fragment: str) -> Path:
    """The schema in a file of its own, of which no component speaks any more."""
    content = document["paths"]["/orders"]["post"]["requestBody"]["content"]["application/json"]
    value = document["components"]["schemas"].pop("Order")
    for token in reversed(fragment.split("/")[1:]):
        value = {token: value}
    write(folder, value, name)
    content["schema"] = {"$ref": f"{name}#{fragment}" if fragment else name}
    return write(folder, document)


@pytest.mark.parametrize(
    "layout",
    [
        lambda folder, document: write(folder, reordered(document)),
        lambda folder, document: moved(folder, document, "Order.yaml", ""),
        lambda folder, document: moved(folder, document, "shared.yaml", "/Order"),
        lambda folder, document: moved(folder, document, "shared.yaml", "/components/schemas/Order"),
    ],
    ids=["branches in another order", "a file", "a file of schemas", "a file of components"],
)
def test_approvals_of_a_body_bear_another_layout(layout: Callable[[Path, Any], Path], tmp_path: Path) -> None:
    before = write(tmp_path / "a", placing())
    plain = fingerprints(before, write(tmp_path / "b", placed()))
    assert len(plain) == 4
    assert fingerprints(before, layout(tmp_path / "d", placed())) == plain


@pytest.mark.parametrize("layout", LAYOUTS)
def test_fingerprints_bear_another_layout(layout: str, tmp_path: Path) -> None:
    plain = fingerprints(write(tmp_path / "a", old()), write(tmp_path / "b", new()))
    assert len(plain) >= 12
    before, after = LAYOUTS[layout](tmp_path / "c", old()), LAYOUTS[layout](tmp_path / "d", new())
    assert fingerprints(write(tmp_path / "a", old()), after) == plain
    assert fingerprints(before, after) == plain


def test_what_comes_beside_changes_no_fingerprint(tmp_path: Path) -> None:
    before = write(tmp_path / "a", old())
    plain = fingerprints(before, write(tmp_path / "b", new()))
    document = new()
    document["paths"] = {"/carts": {"get": {"responses": {"200": OK}}}, **document["paths"]}
    document["paths"]["/orders"]["get"]["parameters"].insert(0, parameter("sort"))
    assert plain.items() < fingerprints(before, write(tmp_path / "b", document)).items()


def test_another_value_is_another_change(tmp_path: Path) -> None:
    before, document = write(tmp_path / "a", old()), new()
    plain = fingerprints(before, write(tmp_path / "b", document))
    document["paths"]["/orders"]["get"]["parameters"][0]["schema"]["default"] = 30
    changed = fingerprints(before, write(tmp_path / "b", document))
    assert [plain[each] for each in plain.keys() - changed.keys()] == ["default-changed"]


def test_who_agrees_to_one_credential_has_not_agreed_to_another(tmp_path: Path) -> None:
    def named(*security: dict[str, Any]) -> set[str]:
        return {
            fingerprint
            for fingerprint, rule in fingerprints(before, secured(tmp_path / "b", *security)).items()
            if rule == "security-tightened"
        }

    before = secured(tmp_path / "a", {"key": []})
    changes = [({"token": []},), ({"key": [], "token": []},), ({"token": []}, {"key": [], "token": []})]
    assert len({*map(frozenset, (named(*each) for each in changes))}) == 3
    assert named(*changes[2]) == named({"token": [], "key": []}, {"token": []}) != set()


def secured(folder: Path, *security: dict[str, Any]) -> Path:
    schemes = {
        "key": {"type": "apiKey", "in": "header", "name": "Key"},
        "token": {"type": "http", "scheme": "bearer"},
    }
    document = {**old(), "security": list(security)}
    document["components"]["securitySchemes"] = schemes
    return write(folder, document)


def test_who_agrees_to_one_style_has_not_agreed_to_another(tmp_path: Path) -> None:
    def styled(folder: str, style: str) -> Path:
        document = old()
        listed = {"schema": {"type": "array", "items": {"type": "string"}}, "style": style, "explode": False}
        document["paths"]["/orders"]["get"]["parameters"].append({"name": "tag", "in": "query", **listed})
        return write(tmp_path / folder, document)

    before = styled("a", "form")
    found = [fingerprints(before, styled("b", style)) for style in ("spaceDelimited", "pipeDelimited")]
    assert [set(each.values()) for each in found] == [{"parameter-serialization-changed"}] * 2
    assert found[0].keys().isdisjoint(found[1])
