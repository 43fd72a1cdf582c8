"""OpenAPI 2.0 against 3.x: the same API in the other version is silent, what breaks in between is not."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from program import Ended, apilint
from upgrading import upgraded

SHOP: dict[str, Any] = yaml.safe_load("""
swagger: '2.0'
info: {title: Shop, version: 1.0.0}
host: api.example.com
basePath: /v1
schemes: [https]
consumes: [application/json]
produces: [application/json]
securityDefinitions:
  basic: {type: basic}
  login: {type: oauth2, flow: accessCode, authorizationUrl: 'https://a.example.com', tokenUrl: 'https://b.example.com', scopes: {read: reads}}
security: [{basic: []}, {login: [read]}]
parameters:
  limit: {name: limit, in: query, type: integer, maximum: 100}
paths:
  /orders:
    parameters:
      - {name: X-Trace, in: header, type: string}
      - {name: shop, in: formData, type: string, required: true}
    get:
      parameters:
        - {$ref: '#/parameters/limit'}
        - {name: tags, in: query, type: array, items: {type: string}, collectionFormat: multi}
        - {name: ids, in: query, type: array, items: {type: integer}}
      responses:
        '200':
          description: orders
          headers: {X-Count: {type: integer}}
          schema: {type: array, items: {$ref: '#/definitions/Order'}}
    post:
      consumes: [application/x-www-form-urlencoded, multipart/form-data]
      parameters:
        - {name: note, in: formData, type: string, maxLength: 20}
        - {name: amount, in: formData, type: integer, minimum: 1, required: true}
        - {name: kinds, in: formData, type: array, items: {type: string, enum: [a, b]}, collectionFormat: pipes}
        - {name: scan, in: formData, type: file}
      responses: {'201': {description: created, schema: {$ref: '#/definitions/Order'}}}
    patch:
      consumes: [multipart/form-data]
      parameters:
        - {name: shop, in: formData, type: integer}
      responses: {'200': {description: changed}}
  /orders/{id}:
    put:
      parameters:
        - {name: id, in: path, type: string, required: true}
        - {name: order, in: body, required: true, schema: {$ref: '#/definitions/Order'}}
      responses: {'200': {description: a file, schema: {type: file}}, default: {description: wrong}}
definitions:
  Order:
    type: object
    required: [id, kind]
    discriminator: kind
    properties:
      id: {type: string, readOnly: true}
      kind: {type: string}
      note: {type: string, x-nullable: true}
      sum: {type: number, minimum: 0, exclusiveMinimum: true}
""")
FORM = ["paths", "/orders", "post", "requestBody", "content"]


def diff(folder: Path, old: dict[str, Any], new: dict[str, Any]) -> Ended:
    (folder / "old.json").write_text(json.dumps(old))
    (folder / "new.json").write_text(json.dumps(new))
    return apilint("diff", "old.json", "new.json", "--format", "json", cwd=folder)


def changed(path: str, value: Any = None) -> dict[str, Any]:
    """The shop in 3.0, with another value at a path of keys; None takes it away."""
    new = deepcopy(upgraded(SHOP))
    *above, last = path.split(" ")
    at: Any = new
    for key in above:
        at = at[key]
    if value is None:
        del at[last]
    else:
        at[last] = value
    return new


@pytest.mark.parametrize("is_upgrade", [True, False])
def test_the_same_api_in_the_other_version_is_silent(is_upgrade: bool, tmp_path: Path) -> None:
    both = (SHOP, upgraded(SHOP))
    run = diff(tmp_path, *(both if is_upgrade else both[::-1]))
    assert (run.code, run.err, run.findings) == (0, "", [])


@pytest.mark.parametrize("place", [{"basePath": "/v1"}, {"basePath": "/v1", "host": "h.example.com"}, {}])
def test_where_it_lives_is_the_same(place: dict[str, str], tmp_path: Path) -> None:
    old = {key: value for key, value in SHOP.items() if key not in ("host", "basePath", "schemes")} | place
    assert diff(tmp_path, old, upgraded(old)).findings == []
    if "host" not in place:
        assert diff(tmp_path, upgraded(old), old).findings == []


URLENCODED = "paths /orders post requestBody content application/x-www-form-urlencoded"
CHANGES = [
    (f"{URLENCODED} schema properties note maxLength", 10, {"request-narrowed": "error"}),
    (f"{URLENCODED} schema properties note maxLength", 30, {"request-widened": "info"}),
    (f"{URLENCODED} schema required", ["shop", "amount", "note"], {"request-narrowed": "error"}),
    (f"{URLENCODED} schema properties note", None, {"request-property-removed": "warning"}),
    (f"{URLENCODED} schema properties fresh", {"type": "string"}, {"request-property-added": "info"}),
    (f"{URLENCODED} encoding kinds", {"style": "form", "explode": True}, {"form-encoding-changed": "error"}),
    ("paths /orders post requestBody content multipart/form-data", None, {"request-media-type-removed": "error"}),
    ("paths /orders post requestBody required", False, {"request-body-became-optional": "info"}),
    ("paths /orders post requestBody", None, {"request-body-removed": "error"}),
    ("paths /orders/{id} put requestBody required", False, {"request-body-became-optional": "info"}),
    ("paths /orders/{id} put responses 200 content application/json schema", {"type": "integer"}, {"response-widened": "error", "response-narrowed": "info"}),
    ("components schemas Order required", ["id", "kind", "note"], {"request-narrowed": "error", "response-narrowed": "info"}),
    ("servers", [{"url": "https://api.example.com/v2"}], {"server-removed": "warning", "server-added": "info"}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "expected"), CHANGES)
def test_what_breaks_in_an_upgrade_is_told(
    path: str, value: Any, expected: dict[str, str], tmp_path: Path
) -> None:
    run = diff(tmp_path, SHOP, changed(path, value))
    assert {each["rule"]: each["severity"] for each in run.findings} == expected


def test_the_request_of_a_form_can_be_pasted(tmp_path: Path) -> None:
    run = diff(tmp_path, SHOP, changed(f"{URLENCODED} schema properties note maxLength", 10))
    (line,) = run.findings[0]["curl"]
    assert "'https://api.example.com/v1/orders'" in line
    assert all(field in line for field in ("amount=1", "shop=", "note=aaaa"))
