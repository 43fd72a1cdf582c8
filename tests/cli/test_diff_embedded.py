"""JSON in a text: `contentSchema` is compared in the direction in which the text travels."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import apilint

TEXT = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {a: %s}}}}}
      responses: {'202': {description: taken in}}
    get:
      responses: {'200': {description: an order, content: {application/json: {schema: {type: object, properties: {a: %s}}}}}}
components: {schemas: {Options: {type: object, properties: {color: {type: string}}}}}
"""
JSON = "{type: string, contentMediaType: application/json, contentSchema: %s}"
FREE = JSON % "{type: object, properties: {color: {type: string}}}"
NEEDED = JSON % "{type: object, required: [color], properties: {color: {type: string}}}"


def told(folder: Path, old: str, new: str) -> list[tuple[str, str]]:
    (folder / "old.yaml").write_text(TEXT % (old, old))
    (folder / "new.yaml").write_text(TEXT % (new, new))
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "json", cwd=folder)
    assert {each["rule"] for each in run.findings} <= {"content-encoding-changed"}
    return [(each["severity"], each["message"].partition(" on its way to the ")[2]) for each in run.findings]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (FREE, NEEDED, [("error", "service, `color` is required now, and was optional"), ("info", "client, `color` is required now, and was optional")]),
        (NEEDED, FREE, [("info", "service, `color` is optional now, and was required"), ("error", "client, `color` is optional now, and was required")]),
        (FREE, JSON % "{$ref: '#/components/schemas/Options'}", []),
        ("{type: string, contentSchema: {type: object}}", "{type: string, contentSchema: {type: array}}", []),
        ("{type: string, contentMediaType: text/plain, contentSchema: {}}", "{type: string, contentMediaType: text/plain, contentSchema: {type: array}}", []),
    ],
)  # fmt: skip
def test_json_in_a_text_is_compared_like_a_body(
    old: str, new: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    """Another shape of what is in a text was silent; without a media type it says nothing."""
    assert told(tmp_path, old, new) == expected


def test_a_whole_other_kind_of_json_breaks_both_ways(tmp_path: Path) -> None:
    found = told(tmp_path, JSON % "{type: object}", JSON % "{type: array}")
    assert found == [
        ("error", f"{who}, it is `array` now, and was `object`") for who in ("service", "client")
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("application/json", "Application/JSON; charset=UTF-8", 0),
        ("text/html;charset=utf-8", "text/html; charset=utf-8", 0),
        ("text/html; a=1; b=2", "text/html; b=2; a=1", 0),
        ("text/html", "text/html; charset=iso-8859-1", 2),
        ("text/html", "text/plain", 2),
    ],
)
def test_a_media_type_may_be_spelt_in_other_ways(old: str, new: str, expected: int, tmp_path: Path) -> None:
    """A space, or a charset that is meant anyway, was told as another media type."""
    before, after = (f"{{type: string, contentMediaType: '{each}'}}" for each in (old, new))
    assert len(told(tmp_path, before, after)) == expected
