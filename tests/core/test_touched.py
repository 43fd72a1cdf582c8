"""What of a description a recorded exchange touches: the cases that need a second look."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apilint_rules.core.api.model import Direction, Operation
from apilint_rules.core.change.touched import body_key, parameter_key, schema_key, touched, unread_key
from apilint_rules.core.wire.exchange import Answer, Exchange, Request
from apilint_rules.core.wire.routing import Route
from support import api_of, as_document

SPEC = """
paths:
  /pets:
    post:
      parameters:
        - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {age: {}}}}
        - {name: page, in: query, schema: {type: object, properties: {size: {}, number: {}}}}
        - {name: session, in: cookie, schema: {}}
        - {name: X-Tenant, in: header, schema: {}}
      requestBody:
        content:
          application/json: {schema: {$ref: '#/components/schemas/Pet'}}
          multipart/form-data: {schema: {$ref: '#/components/schemas/Form'}}
          application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Form'}}
      responses:
        2XX: {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Form: {type: object, properties: {photo: {}, title: {}}}
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
    Cat: {type: object, required: [kind], properties: {kind: {const: cat}, name: {}, next: {$ref: '#/components/schemas/Pet'}}}
    Dog: {type: object, required: [kind], properties: {kind: {enum: [dog]}, name: {}}}
"""
DOCUMENT = as_document(SPEC)
API = api_of(DOCUMENT)
POST: Operation = API.operations[0]


def keys(request: Request, answer: Answer | None = None) -> set[Any]:
    return touched(Exchange(request, answer or Answer(204)), Route(POST, {}))


def sent(body: bytes, media_type: str = "application/json", **more: Any) -> Request:
    return Request("POST", "/pets", headers=(("Content-Type", media_type),), body=body, **more)


def property_of(schema: str, name: str, direction: Direction = Direction.REQUEST) -> Any:
    return schema_key(direction, DOCUMENT, ("components", "schemas", schema, "properties", name))


@pytest.mark.parametrize(("kind", "other"), [("cat", "Dog"), ("dog", "Cat")])
def test_a_value_touches_the_branch_that_it_can_be(kind: str, other: str) -> None:
    found = keys(sent(json.dumps({"kind": kind, "name": "Tom"}).encode()))
    assert property_of(kind.capitalize(), "name") in found
    assert property_of(other, "name") not in found


def test_recursion_ends_and_directions_are_told_apart() -> None:
    pet = {"kind": "cat", "next": {"kind": "cat", "next": {"kind": "dog", "name": "Rex"}}}
    answer = Answer(201, (("Content-Type", "application/json"),), json.dumps(pet).encode())
    found = keys(Request("POST", "/pets"), answer)
    assert property_of("Dog", "name", Direction.RESPONSE) in found
    assert property_of("Dog", "name") not in found


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"photo=x"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; filename="a"; name="photo"\r\n\r\nx\r\n--b--',
        ),
    ],
)
def test_fields_of_forms_are_properties(media_type: str, body: bytes) -> None:
    found = keys(sent(body, media_type))
    assert property_of("Form", "photo") in found
    assert property_of("Form", "title") not in found
    assert body_key(POST, Direction.REQUEST, media_type.partition(";")[0]) in found


def test_parameters_are_known_by_all_their_spellings() -> None:
    request = Request(
        "POST",
        "/pets",
        (("filter[age]", "3"), ("size", "9")),
        (("x-tenant", "a"), ("Cookie", "a=1; session=2")),
    )
    places = {("query", "filter"), ("query", "page"), ("cookie", "session"), ("header", "X-Tenant")}
    assert {parameter_key(POST, *place) for place in places} <= keys(request)
    assert {parameter_key(POST, *place) for place in places}.isdisjoint(keys(Request("POST", "/pets")))


def test_bodies_that_cannot_be_read_are_told() -> None:
    assert unread_key(POST, Direction.REQUEST) in keys(sent(b"{"))
    assert unread_key(POST, Direction.RESPONSE) in keys(sent(b"{}"), Answer(201, is_cut=True))
    assert unread_key(POST, Direction.RESPONSE) not in keys(sent(b"{}"), Answer(201))
