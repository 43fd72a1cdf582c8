"""Requests made from a description alone."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

import pytest

from apilint_rules.core.wire.choice import Choice
from apilint_rules.core.wire.exchange import Request
from apilint_rules.core.wire.make import Maker
from wire import api_of


def made(
    text: str, choice: Choice | None = None, data: dict[str, Any] | None = None, seed: int = 1
) -> Request | None:
    """The request for the first operation."""
    api = api_of(text)
    maker = Maker(api, seed, data)
    operation = api.operations[0]
    values = next(maker.path_values(operation), {})
    return maker.make(operation, values, choice or Choice())


def request_of(
    operation: str, choice: Choice | None = None, version: str = "openapi: 3.0.3", method: str = "post"
) -> Request:
    request = made(f"{version}\npaths:\n  /x:\n    {method}: {operation}\n", choice)
    assert request is not None
    return request


def test_only_required_parameters_are_sent() -> None:
    parameters = [
        {"name": "a", "in": "query", "required": True, "schema": {"type": "integer", "minimum": 3}},
        {"name": "b", "in": "query", "schema": {"type": "integer"}},
        {"name": "X-Kind", "in": "header", "required": True, "schema": {"enum": ["one"]}},
        {"name": "theme", "in": "cookie", "required": True, "schema": {"type": "string", "example": "dark"}},
        {"name": "filter", "in": "query", "required": True, "style": "deepObject",
         "schema": {"type": "object", "required": ["k"], "properties": {"k": {"enum": ["v"]}}}},
    ]  # fmt: skip
    request = request_of(json.dumps({"parameters": parameters}), method="get")
    assert request.query == (("a", "3"), ("filter[k]", "v"))
    assert request.header("X-Kind") == "one"
    assert request.header("Cookie") == "theme=dark"
    assert request.body is None
    assert request.header("Content-Type") is None
    assert ("b", "1") in request_of(
        json.dumps({"parameters": parameters}), Choice(wanted=frozenset("b")), method="get"
    ).query


def test_what_the_client_sets_is_let_alone() -> None:
    names = ["Accept", "Content-Type", "Authorization", "X-Api-Key"]
    parameters = [
        {"name": name, "in": "header", "required": True, "schema": {"type": "string"}} for name in names
    ]
    text = f"""
openapi: 3.0.3
components: {{securitySchemes: {{key: {{type: apiKey, in: header, name: x-api-key}}}}}}
paths: {{/x: {{get: {{parameters: {json.dumps(parameters)}}}}}}}
"""
    request = made(text)
    assert request is not None
    assert [name for name, _ in request.headers] == ["Accept"]


@pytest.mark.parametrize(
    ("responses", "accept"),
    [
        (
            {"200": {"description": "", "content": {"text/csv": {}, "application/hal+json": {}}}},
            "application/hal+json",
        ),
        ({"200": {"description": "", "content": {"text/csv": {}, "image/png": {}}}}, "text/csv, image/png"),
        ({"204": {"description": ""}}, "*/*"),
        ({"400": {"description": "", "content": {"application/json": {}}}}, "*/*"),
    ],
)
def test_a_declared_representation_is_asked_for(responses: Any, accept: str) -> None:
    assert request_of(json.dumps({"responses": responses}), method="get").header("Accept") == accept


THING = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "example": "tea"}}}


@pytest.mark.parametrize(
    ("content", "content_type", "body"),
    [
        ({"application/xml": {"example": "<a/>"}, "application/json": {"schema": THING}}, "application/json", b'{"name": "tea"}'),
        ({"application/xml": {"schema": THING, "example": "<a/>"}}, "application/xml", b"<a/>"),
        ({"application/x-www-form-urlencoded": {"schema": THING}}, "application/x-www-form-urlencoded", b"name=tea"),
        ({"text/plain": {"schema": {"type": "string", "example": "hello"}}}, "text/plain", b"hello"),
        ({"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}, "application/octet-stream", b"apilint"),
        ({"application/json": {}}, "application/json", b"{}"),
        ({"application/json": {"examples": {"one": {"value": {"name": "milk"}}}, "schema": THING}}, "application/json", b'{"name": "milk"}'),
        ({"application/json": {"example": {"name": 5}, "schema": THING}}, "application/json", b'{"name": "tea"}'),
    ],
)  # fmt: skip
def test_a_body_is_written_in_the_first_media_type_that_can_be(
    content: Any, content_type: str, body: bytes
) -> None:
    request = request_of(json.dumps({"requestBody": {"required": True, "content": content}}))
    assert (request.header("Content-Type"), request.body) == (content_type, body)


def test_an_xml_body_is_not_made_up() -> None:
    body = {"required": True, "content": {"application/xml": {"schema": THING}}}
    assert made(f"openapi: 3.0.3\npaths:\n  /x:\n    post: {json.dumps({'requestBody': body})}\n") is None


def test_a_form_with_a_file_is_written_in_parts() -> None:
    schema = {
        "type": "object",
        "required": ["photo"],
        "properties": {"photo": {"type": "string", "format": "binary"}},
    }
    request = request_of(
        json.dumps({"requestBody": {"content": {"multipart/form-data": {"schema": schema}}}})
    )
    assert str(request.header("Content-Type")).startswith("multipart/form-data; boundary=")
    assert b'name="photo"; filename="file.txt"' in (request.body or b"")


def test_a_form_of_2_0_is_made_of_its_fields() -> None:
    fields = [
        {"name": "name", "in": "formData", "type": "string", "required": True, "x-example": "tea"},
        {"name": "size", "in": "formData", "type": "integer", "required": True, "minimum": 4},
        {"name": "note", "in": "formData", "type": "string"},
    ]
    operation = {"consumes": ["application/x-www-form-urlencoded"], "parameters": fields}
    request = request_of(json.dumps(operation), version="swagger: '2.0'")
    assert parse_qsl((request.body or b"").decode()) == [("name", "tea"), ("size", "4")]
    fields.append({"name": "photo", "in": "formData", "type": "file", "required": True})
    request = request_of(
        json.dumps({"consumes": ["multipart/form-data"], "parameters": fields}), version="swagger: '2.0'"
    )
    assert b'name="photo"; filename=' in (request.body or b"")


PETS = """
openapi: 3.0.3
paths:
  /pets/{petId}:
    get:
      parameters: [{name: petId, in: path, required: true, schema: {type: integer%s}}]
"""


def test_a_path_takes_an_example_but_makes_nothing_up() -> None:
    api = api_of(PETS % ", example: 7")
    request = Maker(api)(api.operations[0], {})
    assert request is not None
    assert request.path == "/pets/7"
    api = api_of(PETS % "")
    assert Maker(api)(api.operations[0], {}) is None
    request = Maker(api)(api.operations[0], {"petId": "a/b"})
    assert request is not None
    assert request.path == "/pets/a%2Fb"


def test_each_new_request_names_something_else() -> None:
    body = {"requestBody": {"content": {"application/json": {"schema": THING}}}}
    api = api_of(f"openapi: 3.0.3\npaths:\n  /x:\n    post: {json.dumps(body)}\n")
    maker, again = Maker(api, 5), Maker(api, 5)
    names = [maker(api.operations[0], {}).json["name"] for _ in range(3)]  # type: ignore[union-attr]
    assert len(set(names)) == 3
    assert [again(api.operations[0], {}).json["name"] for _ in range(3)] == names  # type: ignore[union-attr]
