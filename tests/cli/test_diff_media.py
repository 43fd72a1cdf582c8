"""What media types say beside their schema: sequences, forms, `false`; and what parameters and answers say beside theirs."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from program import Ended, apilint

HEAD = "openapi: 3.2.0\ninfo: {title: Orders, version: 1.0.0}\n"
REQUEST = (
    HEAD
    + """\
paths:
  /orders:
    post:
      requestBody: {content: {%s: %s}}
      responses: {'202': {description: taken in}}
"""
)
RESPONSE = (
    HEAD
    + """\
paths:
  /orders:
    get:
      responses: {'200': {description: orders, content: {%s: %s}}}
"""
)
PARAMETER = HEAD + "paths: {/orders: {get: {parameters: [%s], responses: {'200': {description: all}}}}}\n"


def diff(folder: Path, old: str, new: str, *options: str) -> Ended:
    (folder / "old.yaml").write_text(old)
    (folder / "new.yaml").write_text(new)
    return apilint("diff", "old.yaml", "new.yaml", *(options or ("--format", "json")), cwd=folder)


def told(run: Ended) -> list[tuple[str, str]]:
    return [(each["rule"], each["severity"]) for each in run.findings]


LINES = (
    "{itemSchema: {type: object, required: [id], properties: {id: {type: integer}, note: {type: string%s}}}}"
)
ITEMS = [
    (LINES % "", LINES % ", maxLength: 9", "narrowed"),
    (LINES % ", maxLength: 9", LINES % "", "widened"),
    (LINES % "", LINES % "", ""),
    ("{itemSchema: {type: integer}}", "{itemSchema: {type: [integer, string]}}", "widened"),
    ("{itemSchema: {type: integer}}", "{schema: {type: array, items: {type: integer}}}", ""),
    ("{schema: {type: array, items: {type: integer}}}", "{itemSchema: {type: integer}}", ""),
    ("{schema: {type: array, items: {type: integer}}}", "{itemSchema: {type: integer, maximum: 9}}", "narrowed"),
    ("{}", "{itemSchema: {type: integer}}", "narrowed"),
    ("{itemSchema: {type: integer}}", "{itemSchema: true}", "widened"),
    ("{itemSchema: {type: integer}}", "{itemSchema: false}", "narrowed"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), ITEMS)
@pytest.mark.parametrize("template", [REQUEST, RESPONSE])
def test_items_of_a_sequence_are_compared_like_a_schema(
    template: str, old: str, new: str, expected: str, tmp_path: Path
) -> None:
    run = diff(tmp_path, template % ("application/jsonl", old), template % ("application/jsonl", new))
    side = "request" if template is REQUEST else "response"
    severity = "error" if (side, expected) in (("request", "narrowed"), ("response", "widened")) else "info"
    assert set(told(run)) == ({(f"{side}-{expected}", severity)} if expected else set())


def test_the_witness_of_an_item_is_a_line_of_the_body(tmp_path: Path) -> None:
    old, new = (
        REQUEST % ("application/jsonl", LINES % each) for each in (", maxLength: 9", ", maxLength: 8")
    )
    (found,) = diff(tmp_path, old, new).findings
    words = shlex.split(found["curl"][0])
    assert words[0] == "printf"  # a line ends in what a shell's word cannot show
    assert found["change"]["witness"] == [json.loads(words[1].removesuffix("\\n"))]
    assert len(found["change"]["witness"][0]["note"]) == 9
    assert "`note`" in found["message"]


@pytest.mark.parametrize(
    ("template", "old", "new", "expected"),
    [
        (REQUEST, "{schema: {type: object}}", "{schema: false}", [("request-narrowed", "error")]),
        (REQUEST, "{schema: false}", "{schema: {type: object}}", [("request-widened", "info")]),
        (REQUEST, "{schema: true}", "{schema: false}", [("request-narrowed", "error")]),
        (REQUEST, "{}", "{schema: true}", []),
        (REQUEST, "{schema: false}", "{schema: false}", []),
        (REQUEST, "{schema: false}", "{schema: {not: {}}}", []),
        (RESPONSE, "{schema: false}", "{schema: {type: object}}", [("response-widened", "error")]),
        (RESPONSE, "{schema: {type: object}}", "{schema: false}", [("response-narrowed", "info")]),
    ],
)
def test_a_schema_that_is_false_takes_nothing(
    template: str, old: str, new: str, expected: list[Any], tmp_path: Path
) -> None:
    run = diff(tmp_path, template % ("application/json", old), template % ("application/json", new))
    assert told(run) == expected


FORM = "{schema: {type: object, properties: {a: {type: string, format: binary}, b: {type: array, items: {type: string}}}}%s}"
MULTIPART, URLENCODED = "multipart/form-data", "application/x-www-form-urlencoded"
HEADERS = "components: {headers: {Sum: {schema: {type: string}}, Needed: {required: true, schema: {type: string}}}}\n"
ENCODINGS = [
    (MULTIPART, "a: {contentType: 'image/png, image/jpeg'}", "a: {contentType: image/png}", "error", "info"),
    (MULTIPART, "a: {contentType: image/png}", "a: {contentType: 'image/*'}", "info", "error"),
    (MULTIPART, "a: {contentType: 'image/png,image/jpeg'}", "a: {contentType: 'Image/JPEG, image/png'}", "", ""),
    (MULTIPART, "", "a: {contentType: application/octet-stream}", "", ""),
    (MULTIPART, "", "a: {headers: {X-Sum: {required: true, schema: {type: string}}}}", "error", ""),
    (MULTIPART, "a: {headers: {X-Sum: {required: true, schema: {type: string}}}}", "a: {headers: {x-sum: {schema: {type: string}}}}", "", "error"),
    (MULTIPART, "a: {headers: {X-Sum: {schema: {type: string}}}}", "a: {headers: {X-Sum: {schema: {type: string, maxLength: 9}}}}", "error", "info"),
    (MULTIPART, "a: {headers: {X-Sum: {schema: {enum: [1, 2]}}}}", "a: {headers: {x-sum: {schema: {type: integer}}}}", "info", "error"),
    (MULTIPART, "a: {headers: {X-Sum: {schema: {type: string}}}}", "a: {headers: {X-Sum: {$ref: '#/components/headers/Sum'}}}", "", ""),
    (MULTIPART, "", "a: {headers: {X-Sum: {$ref: '#/components/headers/Needed'}}}", "error", ""),
    (URLENCODED, "", "b: {explode: false}", "error", "error"),
    (URLENCODED, "", "b: {style: form, explode: true}", "", ""),
    (URLENCODED, "", "a: {style: form, explode: false}", "", ""),
    (URLENCODED, "b: {allowReserved: true}", "", "warning", "info"),
    (URLENCODED, "", "b: {allowReserved: true}", "info", "warning"),
]  # fmt: skip


@pytest.mark.parametrize(("media", "old", "new", "sent", "answered"), ENCODINGS)
def test_how_the_fields_of_a_form_are_written(
    media: str, old: str, new: str, sent: str, answered: str, tmp_path: Path
) -> None:
    both = [(media, FORM % (f", encoding: {{{each}}}" if each else "")) for each in (old, new)]
    for template, severity in ((REQUEST, sent), (RESPONSE, answered)):
        run = diff(tmp_path, *(template % each + HEADERS for each in both))
        assert told(run) == ([("form-encoding-changed", severity)] if severity else [])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("allowEmptyValue: true, schema: {type: integer}", "schema: {type: integer}", [("parameter-narrowed", "error")]),
        ("schema: {type: integer}", "allowEmptyValue: true, schema: {type: integer}", [("parameter-widened", "info")]),
        ("allowEmptyValue: true, schema: {type: string}", "schema: {type: string}", []),
        ("schema: {type: object}", "content: {application/json: {schema: {type: object}}}", [("parameter-serialization-changed", "error")]),
        ("content: {application/json: {schema: {type: object}}}", "content: {'application/json;charset=utf-8': {schema: {type: object}}}", []),
        ("allowReserved: true, schema: {type: string}", "schema: {type: string}", [("parameter-serialization-changed", "warning")]),
        ("schema: {type: string}", "allowReserved: true, schema: {type: string}", [("parameter-serialization-changed", "info")]),
        ("allowReserved: false, schema: {type: string}", "schema: {type: string}", []),
    ],
)  # fmt: skip
def test_what_a_parameter_says_beside_its_schema(
    old: str, new: str, expected: list[Any], tmp_path: Path
) -> None:
    run = diff(tmp_path, *(PARAMETER % f"{{name: q, in: query, {each}}}" for each in (old, new)))
    assert told(run) == expected


def test_a_link_that_is_gone_is_told_and_breaks_nothing(tmp_path: Path) -> None:
    links = "links: {one: {operationId: a}, two: {operationId: b, description: said}}"
    old = HEAD + "paths: {/orders: {get: {responses: {'200': {description: all, LINKS}}}}}\n".replace(
        "LINKS", links
    )
    new = old.replace("one: {operationId: a}, ", "").replace("said", "told")
    run = diff(tmp_path, old, new)
    assert told(run) == [("response-link-removed", "info")]
    assert "`one`" in run.findings[0]["message"]


SERVED = (
    HEAD
    + "servers: [{url: 'https://a.example'}]\npaths: {/orders: {get: {%sresponses: {'200': {description: all}}}}}\n"
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "servers: [{url: 'https://b.example'}], ", [("server-removed", "warning")]),
        ("servers: [{url: 'https://b.example'}], ", "", [("server-removed", "warning")]),
        ("", "servers: [{url: 'https://a.example/'}, {url: 'https://b.example'}], ", []),
        ("servers: [{url: 'https://b.example'}], ", "servers: [{url: 'https://{h}.example', variables: {h: {default: b}}}], ", []),
        ("servers: [{url: 'https://{h}.example', variables: {h: {default: b}}}], ", "servers: [{url: 'https://{h}.example', variables: {h: {default: c}}}], ", [("server-removed", "warning")]),
    ],
)  # fmt: skip
def test_an_operation_that_is_served_elsewhere_is_told(
    old: str, new: str, expected: list[Any], tmp_path: Path
) -> None:
    assert told(diff(tmp_path, SERVED % old, SERVED % new)) == expected
