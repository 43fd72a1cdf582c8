"""What is only written in another way is no change: `apilint diff` says nothing that breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import apilint
from support import FIXTURES

VERSIONS = FIXTURES.parent / "versions"
BASE = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
servers: [{url: https://api.example.com/v1}]
security: [{key: []}]
paths:
  /orders/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: X-Tenant, in: header, schema: {type: string, minLength: 1}}
        - {name: expand, in: query, schema: {type: array, items: {enum: [lines, customer]}}}
      responses:
        '200':
          description: an order
          headers: {ETag: {required: true, schema: {type: string}}}
          content:
            application/json: {schema: {$ref: '#/components/schemas/Order'}}
        '404': {description: no such order}
    put:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Order'}}
      responses: {'204': {description: stored}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
  schemas:
    Order:
      type: object
      required: [status, lines]
      properties:
        status: {type: string, enum: [open, paid]}
        note: {type: [string, 'null'], maxLength: 200}
        total: {type: integer, minimum: 1, maximum: 1000}
        lines: {type: array, items: {type: object, properties: {article: {type: string}}}}
        payment: {oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Cash'}]}
    Card:
      type: object
      required: [kind, number]
      properties: {kind: {const: card}, number: {type: string}}
    Cash:
      type: object
      required: [kind]
      properties: {kind: {const: cash}}
"""
REFACTORINGS = {
    "a component is renamed": [("schemas/Order", "schemas/Purchase"), ("    Order:", "    Purchase:")],
    "a schema becomes a component": [
        ("items: {type: object, properties: {article: {type: string}}}", "items: {$ref: '#/components/schemas/Line'}"),
        ("    Card:\n", "    Line: {type: object, properties: {article: {type: string}}}\n    Card:\n"),
    ],
    "a path parameter is renamed": [("/orders/{id}", "/orders/{orderId}"), ("{name: id,", "{name: orderId,")],
    "a parameter moves to the path": [
        ("        - {name: id, in: path, required: true, schema: {type: string}}\n", ""),
        ("      parameters:\n      requestBody", "      requestBody"),
        (
            "  /orders/{id}:\n",
            "  /orders/{id}:\n    parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n",
        ),
    ],
    "the base path moves into the paths": [("example.com/v1", "example.com"), ("  /orders", "  /v1/orders")],
    "names of headers have another case": [("X-Tenant", "x-tenant"), ("ETag", "etag")],
    "defaults are written out": [("name: expand, in: query,", "name: expand, in: query, style: form, explode: true,")],
    "a scheme is renamed": [("key: []", "apiKey: []"), ("    key: {type", "    apiKey: {type")],
    "an enum becomes constants": [("enum: [open, paid]", "oneOf: [{const: paid}, {const: open}]")],
    "null becomes a branch": [
        ("type: [string, 'null'], maxLength: 200", "anyOf: [{type: string, maxLength: 200}, {type: 'null'}]")
    ],
    "bounds become exclusive": [("minimum: 1, maximum: 1000", "exclusiveMinimum: 0, exclusiveMaximum: 1001")],
    "a part is inherited": [
        (
            "    Order:\n      type: object\n",
            "    Stated: {type: object, required: [status], properties: {status: {type: string}}}\n"
            "    Order:\n      type: object\n      allOf: [{$ref: '#/components/schemas/Stated'}]\n",
        )
    ],
    "branches change places": [
        (
            "[{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Cash'}]",
            "[{$ref: '#/components/schemas/Cash'}, {$ref: '#/components/schemas/Card'}]",
        )
    ],
    "a branch of one": [("schema: {$ref: '#/components/schemas/Order'}", "schema: {allOf: [{$ref: '#/components/schemas/Order'}]}")],
    "security moves to the operations": [
        ("security: [{key: []}]\n", ""),
        ("    get:\n", "    get:\n      security: [{key: []}]\n"),
        ("    put:\n", "    put:\n      security: [{key: []}]\n"),
    ],
    "the media type says its charset": [("application/json:", "'application/json; charset=utf-8':")],
}  # fmt: skip


@pytest.mark.parametrize("name", REFACTORINGS)
@pytest.mark.parametrize("is_forward", [True, False], ids=["forward", "backward"])
def test_refactorings_are_silent(name: str, is_forward: bool, tmp_path: Path) -> None:
    text = BASE
    for before, after in REFACTORINGS[name]:
        assert before in text
        text = text.replace(before, after)
    texts = (BASE, text) if is_forward else (text, BASE)
    for file, content in zip(("old.yaml", "new.yaml"), texts, strict=True):
        (tmp_path / file).write_text(content)
    run = apilint(
        "diff", "old.yaml", "new.yaml", "--ignore", "path-parameter-renamed,server-added,default-changed",
        "--format", "json", cwd=tmp_path,
    )  # fmt: skip
    assert [(each["rule"], each["message"]) for each in run.findings] == []


def told(folder: Path, old: str, new: str) -> set[tuple[str, str]]:
    (folder / "old.yaml").write_text(old)
    (folder / "new.yaml").write_text(new)
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "json", cwd=folder)
    assert run.err == ""
    return {(each["rule"], each["severity"]) for each in run.findings}


def test_the_base_path_that_moves_into_the_paths_makes_no_new_server(tmp_path: Path) -> None:
    new = BASE.replace("example.com/v1", "example.com").replace("  /orders", "  /v1/orders")
    assert told(tmp_path, BASE, new) == set()
    beside = BASE.replace("api.example.com/v1}", "api.example.com/v1}, {url: https://api.example.com}")
    assert told(tmp_path, BASE, beside) == {("server-added", "info")}


def test_a_server_with_a_variable_is_there_by_its_default(tmp_path: Path) -> None:
    server = "{url: 'https://{host}/v1', variables: {host: {default: HOST}}}"
    new = BASE.replace("{url: https://api.example.com/v1}", server)
    assert told(tmp_path, BASE, new.replace("HOST", "api.example.com")) == {("server-added", "info")}
    assert ("server-removed", "warning") in told(tmp_path, BASE, new.replace("HOST", "eu.example.com"))


FILES = [
    "{schema: {type: string, format: binary}}",
    "{schema: {}}",
    "{}",
    "{schema: {contentMediaType: image/png}}",
]


@pytest.mark.parametrize("new", FILES)
@pytest.mark.parametrize("media_type", ["image/png", "application/octet-stream"])
def test_a_file_is_a_file_however_a_version_says_it(media_type: str, new: str, tmp_path: Path) -> None:
    """3.1 says by no schema at all what 3.0 says by `format: binary`: told as `may be null`, an error."""
    texts = [
        BASE.replace(
            "application/json: {schema: {$ref: '#/components/schemas/Order'}}", f"{media_type}: {each}"
        )
        for each in (FILES[0], new)
    ]
    assert told(tmp_path, *texts) == told(tmp_path, *texts[::-1]) == set()


def test_a_file_that_is_limited_is_no_other_file(tmp_path: Path) -> None:
    texts = [
        BASE.replace("application/json: {schema: {$ref: '#/components/schemas/Order'}}", f"image/png: {each}")
        for each in (FILES[0], "{schema: {type: string, maxLength: 5}}")
    ]
    assert told(tmp_path, *texts)


@pytest.mark.parametrize(("old", "new"), [("2.0", "3.1"), ("3.1", "2.0")])
def test_another_version_of_openapi_is_no_change(old: str, new: str) -> None:
    files = [VERSIONS / f"orders-{version}.yaml" for version in (old, new)]
    run = apilint("diff", *files, "--ignore", "path-parameter-renamed", "--format", "json", "--isolated")
    assert [(each["rule"], each["message"]) for each in run.findings] == []
