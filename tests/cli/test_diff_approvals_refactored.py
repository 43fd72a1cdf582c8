"""What was agreed to stays agreed to when the text around it moves, on either side; nothing else is covered by it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from program import apilint

Document = dict[str, Any]
OLD = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
servers: [{url: https://api.example.com/v1}]
security: [{key: []}]
paths:
  /orders:
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 100}}
        - {name: page, in: query, schema: {type: integer}}
        - {name: X-Trace, in: header, schema: {type: string}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
      responses:
        '200':
          description: orders
          headers: {ETag: {required: true, schema: {type: string}}, Age: {required: true, schema: {type: integer}}}
          content:
            application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}
            text/csv: {schema: {type: string}}
        '206': {description: some}
    post:
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Order'}}
          text/csv: {schema: {type: string}}
      responses:
        '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
  /orders/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: an order, content: {application/json: {schema: {type: object, required: [at], properties: {at: {type: string}}}}}}}
    delete:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: gone}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    login: {type: http, scheme: bearer}
  schemas:
    Order:
      type: object
      properties:
        status: {type: string, enum: [open, paid]}
        note: {type: string, maxLength: 200}
        gift: {type: boolean}
        billing: {$ref: '#/components/schemas/Address'}
        shipping: {$ref: '#/components/schemas/Address'}
    Address:
      type: object
      properties: {street: {type: string, maxLength: 80}, floor: {type: integer}}
"""
BREAKS = [
    ("maximum: 100", "maximum: 50"),
    ("        - {name: page, in: query, schema: {type: integer}}\n", ""),
    ("in: header, schema", "in: header, required: true, schema"),
    ("name: tags, in: query", "name: tags, in: query, explode: false"),
    ("        - {name: tags", "        - {name: tenant, in: query, required: true, schema: {type: string}}\n        - {name: tags"),
    ("        '206': {description: some}\n", ""),
    ("ETag: {required: true, ", "ETag: {"),
    (", Age: {required: true, schema: {type: integer}}", ""),
    ("            text/csv: {schema: {type: string}}\n", ""),
    ("          text/csv: {schema: {type: string}}\n", ""),
    ("required: [at], properties: {at: {type: string}}", "properties: {at: {type: [string, 'null']}}"),
    ("    delete:\n      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n      responses: {'204': {description: gone}}\n", ""),
    ("security: [{key: []}]", "security: [{login: []}]"),
    ("Order:\n      type: object\n", "Order:\n      type: object\n      additionalProperties: false\n      required: [status]\n"),
    ("[open, paid]", "[open, paid, lost]"),
    ("maxLength: 200", "maxLength: 100"),
    ("        gift: {type: boolean}\n", ""),
    ("maxLength: 80}, floor: {type: integer}", "maxLength: 40}"),
]  # fmt: skip
RULES = {
    "parameter-narrowed", "parameter-removed", "parameter-became-required", "parameter-serialization-changed",
    "required-parameter-added", "response-status-removed", "response-header-became-optional",
    "response-header-removed", "response-media-type-removed", "request-media-type-removed", "response-widened",
    "operation-removed", "security-tightened", "request-closed", "request-narrowed", "response-enum-extended",
    "request-property-removed",
}  # fmt: skip


def old() -> Document:
    return yaml.safe_load(OLD)  # type: ignore[no-any-return]


def new(breaks: list[tuple[str, str]] = BREAKS) -> Document:
    text = OLD
    for before, after in breaks:
        assert before in text
        text = text.replace(before, after, 1)
    return yaml.safe_load(text)  # type: ignore[no-any-return]


def operations(document: Document) -> Iterator[Document]:
    for item in document["paths"].values():
        yield from (each for key, each in item.items() if key in ("get", "put", "post", "delete"))


def extracted(document: Document, kind: str, parts: Any) -> Document:
    """All that is at some places moved into components; what is equal becomes one of them."""
    known: dict[str, str] = {}
    for holder, key in list(parts(document)):
        text = json.dumps(holder[key], sort_keys=True)
        if "$ref" not in holder[key]:
            name = known.setdefault(text, f"Part{len(known)}")
            document["components"].setdefault(kind, {})[name] = holder[key]
            holder[key] = {"$ref": f"#/components/{kind}/{name}"}
    return document


def parameters(document: Document) -> Iterator[tuple[Any, Any]]:
    for operation in operations(document):
        listed = operation.get("parameters", [])
        yield from ((listed, at) for at in range(len(listed)))


def bodies(document: Document) -> Iterator[tuple[Any, Any]]:
    yield from ((each, "requestBody") for each in operations(document) if "requestBody" in each)


def responses(document: Document) -> Iterator[tuple[Any, Any]]:
    yield from ((each["responses"], status) for each in operations(document) for status in each["responses"])


def headers(document: Document) -> Iterator[tuple[Any, Any]]:
    for holder, status in responses(document):
        yield from ((holder[status]["headers"], name) for name in holder[status].get("headers", {}))


def schemas(document: Document) -> Iterator[tuple[Any, Any]]:
    for holder, key in [*bodies(document), *responses(document)]:
        yield from ((media, "schema") for media in holder[key].get("content", {}).values())
    yield from ((holder[at], "schema") for holder, at in parameters(document))
    for schema in list(document["components"]["schemas"].values()):
        yield from ((schema["properties"], name) for name in schema["properties"])


def inlined(value: Any, root: Document) -> Any:
    if isinstance(value, dict) and "$ref" in value:
        _, _, kind, name = value["$ref"].split("/")
        return inlined(root["components"][kind][name], root)
    if isinstance(value, dict):
        return {key: inlined(each, root) for key, each in value.items()}
    return [inlined(each, root) for each in value] if isinstance(value, list) else value


def at_the_path(document: Document) -> Document:
    """Parameters that all operations of a path have moved to the path."""
    for item in document["paths"].values():
        several = [each.get("parameters", []) for key, each in item.items() if key != "parameters"]
        shared = [each for each in several[0] if all(each in others for others in several)]
        for listed in several:
            listed[:] = [each for each in listed if each not in shared]
        item["parameters"] = shared
    return document


def folded(document: Document) -> Document:
    """The prefix of the server moved into the paths."""
    document["servers"] = [{"url": "https://api.example.com"}]
    document["paths"] = {f"/v1{path}": item for path, item in document["paths"].items()}
    return document


def below_servers(document: Document) -> Document:
    """The server written at each path."""
    servers = document.pop("servers")
    for item in document["paths"].values():
        item["servers"] = servers
    return document


def secured(document: Document) -> Document:
    security = document.pop("security")
    for operation in operations(document):
        operation["security"] = security
    return document


def renamed(document: Document) -> Document:
    text = (
        json.dumps(document)
        .replace("schemas/Order", "schemas/Purchase")
        .replace("schemas/Address", "schemas/Home")
    )
    document = json.loads(text)
    known = document["components"]["schemas"]
    known["Purchase"], known["Home"] = known.pop("Order"), known.pop("Address")
    return document


REFACTORINGS: dict[str, Callable[[Document], Document]] = {
    "nothing": lambda document: document,
    "parameters become components": lambda document: extracted(document, "parameters", parameters),
    "bodies become components": lambda document: extracted(document, "requestBodies", bodies),
    "responses become components": lambda document: extracted(document, "responses", responses),
    "headers become components": lambda document: extracted(document, "headers", headers),
    "schemas become components": lambda document: extracted(document, "schemas", schemas),
    "all is written out": lambda document: {**inlined(document, document), "components": document["components"]},
    "parameters move to the path": at_the_path,
    "the server's prefix moves into the paths": folded,
    "servers are written at the paths": below_servers,
    "security moves to the operations": secured,
    "components are renamed": renamed,
}  # fmt: skip
MILD = ("--ignore", "server-added,server-removed", "--severity", "default-changed=info")


def write(folder: Path, before: Document, after: Document) -> None:
    (folder / "apilint.yaml").write_text("fail-on: warning\n")
    for name, document in (("old", before), ("new", after)):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(document, sort_keys=False))


def findings(folder: Path) -> list[dict[str, Any]]:
    """Those that break, or may."""
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "json", *MILD, cwd=folder)
    return [each for each in run.findings if each["severity"] != "info"]


def approve_all(folder: Path) -> set[str]:
    """Agrees to all that is found, and answers the rules."""
    found = findings(folder)
    options = [f"--approve={each['fingerprint']}" for each in found]
    run = apilint("diff", "old.yaml", "new.yaml", *options, "--reason", "agreed", *MILD, cwd=folder)
    assert run.code == 0, run.out
    return {each["rule"] for each in found}


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The approvals of all breaks, as a file."""
    folder = tmp_path_factory.mktemp("approved")
    write(folder, old(), new())
    assert approve_all(folder) >= RULES
    return (folder / "apilint-approvals.yaml").read_text()


@pytest.mark.parametrize("name", REFACTORINGS)
@pytest.mark.parametrize("sides", ["new", "old", "old and new"])
def test_an_approval_holds_after_a_refactoring(name: str, sides: str, approved: str, tmp_path: Path) -> None:
    before, after = old(), new()
    if "old" in sides:
        before = REFACTORINGS[name](before)
    if "new" in sides:
        after = REFACTORINGS[name](after)
    write(tmp_path, before, after)
    (tmp_path / "apilint-approvals.yaml").write_text(approved)
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "json", *MILD, cwd=tmp_path)
    assert [each["message"] for each in run.findings if each["severity"] != "info"] == []
    assert (run.code, run.err) == (0, "")
    assert json.loads(run.out)["diff"]["approved"] > 20


@pytest.mark.parametrize(
    "name", ["parameters become components", "responses become components", "all is written out"]
)
def test_what_was_agreed_to_before_it_was_written_out_holds_after(name: str, tmp_path: Path) -> None:
    """The other way about: agreed to in the shape of the refactoring, and looked at in the one before."""
    write(tmp_path, old(), REFACTORINGS[name](new()))
    approve_all(tmp_path)
    write(tmp_path, old(), new())
    assert [each["message"] for each in findings(tmp_path)] == []


LIMIT = {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}}
HOME = {"type": "object", "properties": {"zip": {"type": "string", "maxLength": 9}}}


def posting(*schemas: Any, limits: tuple[int, ...] = (100, 100)) -> Document:
    """A description with an operation for each schema, which is that of its body."""
    paths = {}
    for number, (schema, most) in enumerate(zip(schemas, limits, strict=False)):
        limit = {**LIMIT, "schema": {"type": "integer", "maximum": most}}
        body = {"content": {"application/json": {"schema": schema}}}
        responses = {"204": {"description": "done"}}
        paths[f"/{number}"] = {"post": {"parameters": [limit], "requestBody": body, "responses": responses}}
    document = {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": paths, "components": {}}
    return json.loads(json.dumps(document))  # type: ignore[no-any-return]


def shorter(most: int) -> Document:
    return {"type": "object", "properties": {"zip": {"type": "string", "maxLength": most}}}


def inside(**properties: Any) -> Document:
    return {"type": "object", "properties": properties}


def schemas_of_bodies(document: Document) -> Iterator[tuple[Any, Any]]:
    for each in operations(document):
        yield from ((media, "schema") for media in each["requestBody"]["content"].values())


AGREED = {
    "the same parameter of another operation": (
        (posting({}, {}), posting({}, {}, limits=(50, 100))),
        (posting({}, {}), extracted(posting({}, {}, limits=(50, 50)), "parameters", parameters)),
    ),
    "another value": (
        (posting({}), posting({}, limits=(50,))),
        (posting({}), extracted(posting({}, limits=(49,)), "parameters", parameters)),
    ),
    "the same property somewhere else in the body": (
        (posting(inside(home=HOME, work=HOME)), posting(inside(home=shorter(5), work=HOME))),
        (posting(inside(home=HOME, work=HOME)), posting(inside(home=HOME, work=shorter(5)))),
    ),
    "both properties, that share a component now": (
        (posting(inside(home=HOME, work=HOME)), posting(inside(home=shorter(5), work=HOME))),
        (posting(inside(home=HOME, work=HOME)), extracted(posting(inside(home=shorter(5), work=shorter(5))), "schemas", lambda document: [
            (media["schema"]["properties"], name) for media, _ in schemas_of_bodies(document) for name in ("home", "work")
        ])),
    ),
    "another operation that took the component": (
        (posting(HOME, HOME), extracted(posting(shorter(5), HOME), "schemas", lambda document: list(schemas_of_bodies(document))[:1])),
        (posting(HOME, HOME), extracted(posting(shorter(5), shorter(5)), "schemas", schemas_of_bodies)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", AGREED)
def test_what_nobody_agreed_to_is_told(name: str, tmp_path: Path) -> None:
    agreed, looked_at = AGREED[name]
    write(tmp_path, *agreed)
    approve_all(tmp_path)
    assert findings(tmp_path) == []
    write(tmp_path, *looked_at)
    assert findings(tmp_path) != []


TEXT, WHOLE, LIST = {"type": "string"}, {"type": "integer"}, {"type": "array"}
EMBEDDED = {**TEXT, "contentMediaType": "application/json", "contentSchema": TEXT}
FURTHER = {
    "not": (TEXT, {**TEXT, "not": {"enum": ["a"]}}, {**TEXT, "not": {"enum": ["a", "b"]}}),
    "const": (TEXT, {"const": "a"}, {"const": "b"}),
    "const, an object": ({}, {"const": {"a": 1}}, {"const": {"a": 2}}),
    "enum of objects": ({}, {"enum": [{"a": 1}, {"b": 1}]}, {"enum": [{"a": 1}]}),
    "contains": (LIST, {**LIST, "contains": WHOLE}, {**LIST, "contains": {**WHOLE, "maximum": 1}}),
    "propertyNames": (inside(), {**inside(), "propertyNames": {"maxLength": 9}}, {**inside(), "propertyNames": {"maxLength": 3}}),
    "dependentRequired": (
        inside(a=TEXT, b=TEXT),
        {**inside(a=TEXT, b=TEXT), "dependentRequired": {"a": ["b"]}},
        {**inside(a=TEXT, b=TEXT), "dependentRequired": {"a": ["b"], "b": ["a"]}},
    ),
    "contentSchema": (
        EMBEDDED,
        {**EMBEDDED, "contentSchema": {**TEXT, "maxLength": 5}},
        {**EMBEDDED, "contentSchema": {**TEXT, "maxLength": 2}},
    ),
    "exclusiveMinimum of 3.0": (WHOLE, *({**WHOLE, "minimum": each, "exclusiveMinimum": True} for each in (5, 50))),
}  # fmt: skip


@pytest.mark.parametrize("name", FURTHER)
def test_who_agrees_to_one_value_of_a_keyword_agrees_to_no_other(name: str, tmp_path: Path) -> None:
    """What stood below a keyword that holds no plain value (`not`, `const`, `contains`) was covered whatever it was."""
    before, agreed, looked_at = (posting(schema) for schema in FURTHER[name])
    for document in (before, agreed, looked_at) if name.endswith("3.0") else ():
        document["openapi"] = "3.0.3"
    write(tmp_path, before, agreed)
    approve_all(tmp_path)
    assert findings(tmp_path) == []
    write(tmp_path, before, looked_at)
    assert findings(tmp_path) != []


def test_who_agrees_again_agrees_to_more(tmp_path: Path) -> None:
    """The entry of a finding that is felt in more positions than before is renewed, and holds from then on."""

    def described(number: int, most: int) -> Document:
        document = posting(*[shorter(most)] * number, limits=(100,) * number)
        return extracted(document, "schemas", schemas_of_bodies)

    for number in (2, 3):
        write(tmp_path, described(number, 9), described(number, 5))
        assert findings(tmp_path) != []
        approve_all(tmp_path)
        assert findings(tmp_path) == []
    entries = yaml.safe_load((tmp_path / "apilint-approvals.yaml").read_text())["approvals"]
    assert [len(each["covers"].split()) for each in entries] == [3]
