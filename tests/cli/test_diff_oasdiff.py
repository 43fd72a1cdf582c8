"""The ids of oasdiff in the reports of `apilint diff`: of each finding the one that is meant."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from program import apilint
from support import FIXTURES

OLD = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
security: [{login: [read]}]
paths:
  /orders:
    post:
      parameters: [{name: limit, in: query, schema: {type: integer, maximum: 100}}]
      requestBody:
        content:
          application/json: {schema: {type: object, properties: {note: {type: string, maxLength: 20}, kind: {enum: [a, b]}, sum: {type: [integer, 'null']}}}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: object, required: [a, b], properties: {a: {minimum: 1, type: integer}, b: {type: string}}}}}}
        '404': {description: none}
    get: {responses: {'200': {description: all orders}}}
  /carts:
    get: {deprecated: true, x-sunset: '2020-01-31', responses: {'200': {description: all carts}}}
components:
  securitySchemes: {login: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {read: r, write: w}}}}}
"""
CHANGES = [
    ("maxLength: 20", "maxLength: 10", "request-property-max-length-decreased"),
    ("maxLength: 20", "maxLength: 30", "request-property-max-length-increased"),
    (", maxLength: 20", "", ""),
    ("note: {type: string, ", "note: {type: string, pattern: '^a', ", "request-property-pattern-added"),
    ("enum: [a, b]", "enum: [a]", "request-property-enum-value-removed"),
    ("enum: [a, b]", "enum: [a, b, c]", "request-property-enum-value-added"),
    ("[integer, 'null']", "integer", "request-property-became-not-nullable"),
    ("{type: object, properties: {note", "{type: object, required: [note], properties: {note", "request-property-became-required"),
    ("{type: object, properties: {note", "{type: object, required: [fresh], properties: {fresh: {}, note", "new-required-request-property"),
    ("maximum: 100", "maximum: 50", "request-parameter-max-decreased"),
    (", maximum: 100", "", ""),
    ("type: integer, maximum: 100", "type: integer, maximum: 100, minimum: 0", "request-parameter-min-set"),
    ("required: [a, b]", "required: [a]", "response-property-became-optional"),
    ("required: [a, b], properties: {a: {minimum: 1, type: integer}, b: {type: string}}", "required: [a], properties: {a: {minimum: 1, type: integer}}", "response-required-property-removed"),
    ("minimum: 1", "minimum: 0", "response-property-min-decreased"),
    ("b: {type: string}", "b: {type: string}, c: {}", "response-optional-property-added"),
    ("        '404': {description: none}\n", "", "response-non-success-status-removed"),
    ("    get: {responses: {'200': {description: all orders}}}\n", "", "api-removed-without-deprecation"),
    ("  /carts:\n    get: {deprecated: true, x-sunset: '2020-01-31', responses: {'200': {description: all carts}}}\n", "", "api-path-removed-with-deprecation"),
    ("security: [{login: [read]}]", "security: [{login: [read, write]}]", "api-global-security-scope-added"),
    ("[{name: limit", "[{name: new, in: query, required: true, schema: {}}, {name: limit", "new-required-request-parameter"),
    ("  /orders:\n", "  /orders:\n    parameters: [{name: new, in: query, schema: {}}]\n", "new-optional-request-default-parameter-to-existing-path"),
]  # fmt: skip


def report(folder: Path, old: str, new: str, format_name: str = "json") -> str:
    (folder / "old.yaml").write_text(old)
    (folder / "new.yaml").write_text(new)
    return apilint("diff", "old.yaml", "new.yaml", "--format", format_name, cwd=folder).out


@pytest.mark.parametrize(("was", "now", "expected"), CHANGES)
def test_each_finding_has_the_id_that_is_meant(was: str, now: str, expected: str, tmp_path: Path) -> None:
    assert OLD.count(was) == 1
    found = json.loads(report(tmp_path, OLD, OLD.replace(was, now)))["findings"]
    assert found
    assert {name for each in found for name in each["change"]["oasdiff"]} == {expected} - {""}


def test_sarif_has_them_as_a_taxonomy(tmp_path: Path) -> None:
    log = json.loads(report(tmp_path, OLD, OLD.replace("maxLength: 20", "maxLength: 10"), "sarif"))
    schema = json.loads((FIXTURES.parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text().replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$"))  # fmt: skip
    assert [str(error) for error in jsonschema_rs.Draft4Validator(schema).iter_errors(log)] == []
    run = log["runs"][0]
    name = "request-property-max-length-decreased"
    assert (run["taxonomies"][0]["name"], run["taxonomies"][0]["taxa"]) == ("oasdiff", [{"id": name}])
    assert run["results"][0]["taxa"] == [{"id": name, "toolComponent": {"name": "oasdiff"}}]
    assert run["results"][0]["properties"]["curl"][0].startswith("curl ")


def test_text_is_not_crowded_with_them(tmp_path: Path) -> None:
    assert "decreased" not in report(tmp_path, OLD, OLD.replace("maxLength: 20", "maxLength: 10"), "text")
