"""Parameters and bodies as they travel. The table is that of OpenAPI 3.1 section 4.8.12.4 (Style Examples)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apilint_rules.core.api.model import Parameter
from apilint_rules.core.wire.spelling import body_bytes, header_text, path_text, query_fields
from wire import api_of

ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


def parameter(version: str = "openapi: 3.1.0", **members: Any) -> Parameter:
    written = {"name": "color", "required": True, **members}
    text = f"{version}\npaths:\n  /x:\n    get:\n      parameters: [{json.dumps(written)}]\n"
    return next(iter(api_of(text).operations[0].parameters))


@pytest.mark.parametrize(
    ("style", "explode", "value", "text"),
    [
        ("simple", False, "blue", "blue"),
        ("simple", False, ARRAY, "blue,black,brown"),
        ("simple", False, OBJECT, "R,100,G,200,B,150"),
        ("simple", True, OBJECT, "R=100,G=200,B=150"),
        ("label", False, "blue", ".blue"),
        ("label", False, ARRAY, ".blue,black,brown"),
        ("label", True, ARRAY, ".blue.black.brown"),
        ("label", True, OBJECT, ".R=100.G=200.B=150"),
        ("matrix", False, "blue", ";color=blue"),
        ("matrix", False, ARRAY, ";color=blue,black,brown"),
        ("matrix", True, ARRAY, ";color=blue;color=black;color=brown"),
        ("matrix", False, OBJECT, ";color=R,100,G,200,B,150"),
        ("matrix", True, OBJECT, ";R=100;G=200;B=150"),
    ],
)
def test_a_path_parameter_follows_its_style(style: str, explode: bool, value: Any, text: str) -> None:
    assert (
        path_text(parameter(**{"in": "path", "style": style, "explode": explode, "schema": {}}), value)
        == text
    )


@pytest.mark.parametrize(
    ("members", "value", "fields"),
    [
        ({}, "blue", (("color", "blue"),)),
        ({}, True, (("color", "true"),)),
        ({}, ARRAY, (("color", "blue"), ("color", "black"), ("color", "brown"))),
        ({"explode": False}, ARRAY, (("color", "blue,black,brown"),)),
        ({}, OBJECT, (("R", "100"), ("G", "200"), ("B", "150"))),
        ({"explode": False}, OBJECT, (("color", "R,100,G,200,B,150"),)),
        ({"style": "spaceDelimited", "explode": False}, ARRAY, (("color", "blue black brown"),)),
        ({"style": "pipeDelimited", "explode": False}, ARRAY, (("color", "blue|black|brown"),)),
        ({"style": "deepObject"}, OBJECT, (("color[R]", "100"), ("color[G]", "200"), ("color[B]", "150"))),
        ({"content": {"application/json": {"schema": {}}}}, {"a": [1]}, (("color", '{"a": [1]}'),)),
    ],
)
def test_a_query_parameter_follows_its_style(members: dict[str, Any], value: Any, fields: Any) -> None:
    assert query_fields(parameter(**{"in": "query", **members}), value) == fields


@pytest.mark.parametrize(
    ("collection_format", "fields"),
    [
        ("", (("color", "blue,black,brown"),)),
        ("csv", (("color", "blue,black,brown"),)),
        ("ssv", (("color", "blue black brown"),)),
        ("tsv", (("color", "blue\tblack\tbrown"),)),
        ("pipes", (("color", "blue|black|brown"),)),
        ("multi", (("color", "blue"), ("color", "black"), ("color", "brown"))),
    ],
)
def test_a_parameter_of_2_0_follows_its_collection_format(collection_format: str, fields: Any) -> None:
    members = {"in": "query", "type": "array", "items": {"type": "string"}}
    if collection_format:
        members["collectionFormat"] = collection_format
    assert query_fields(parameter("swagger: '2.0'", **members), ARRAY) == fields


def test_a_header_holds_nothing_that_ends_its_line() -> None:
    assert header_text(parameter(**{"in": "header"}), "a\r\nX-Evil: é") == "a??X-Evil: ?"


@pytest.mark.parametrize(
    ("media", "value", "body", "content_type"),
    [
        ("application/json", {"a": "é"}, '{"a": "é"}', "application/json"),
        ("application/vnd.api+json", [1], "[1]", "application/vnd.api+json"),
        ("*/*", {}, "{}", "application/json"),
        (
            "application/x-www-form-urlencoded",
            {"a": "x y", "b": [1, 2]},
            "a=x+y&b=1&b=2",
            "application/x-www-form-urlencoded",
        ),
        ("text/plain", 5, "5", "text/plain"),
        ("application/xml", "<a/>", "<a/>", "application/xml"),
        ("application/x-ndjson", [{"a": 1}, {"a": 2}], '{"a": 1}\n{"a": 2}\n', "application/x-ndjson"),
    ],
)
def test_a_body_is_written_in_its_media_type(media: str, value: Any, body: str, content_type: str) -> None:
    assert body_bytes(media, value) == (body.encode(), content_type)


def test_a_file_in_a_form_is_a_part_with_a_file_name() -> None:
    written = body_bytes("multipart/form-data", {"name": "tea", "photo": "..."}, frozenset(("photo",)))
    assert written is not None
    body, content_type = written
    boundary = content_type.partition("boundary=")[2]
    parts = body.decode().split(f"--{boundary}")
    assert parts[0] == ""
    assert parts[-1] == "--\r\n"
    assert 'name="name"\r\n\r\ntea\r\n' in parts[1]
    assert 'name="photo"; filename="file.txt"' in parts[2]


def test_an_object_cannot_be_written_as_xml() -> None:
    assert body_bytes("application/xml", {"a": 1}) is None
