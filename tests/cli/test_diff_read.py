"""What a reader of `apilint diff` sees: one cause once, in whole words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from program import apilint

OLD = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
security: [{key: []}]
paths:
  /orders:
    get:
      parameters: [{name: limit, in: query, schema: {type: integer, maximum: 100}}]
      responses:
        '200':
          description: orders
          content:
            application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses: {'204': {description: made}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    login: {type: http, scheme: bearer}
  schemas:
    Order:
      type: object
      additionalProperties: false
      properties:
        state: {type: string, enum: [open, done]}
        gift: {type: boolean}
"""


def diff(folder: Path, changes: list[tuple[str, str]], *options: str) -> Any:
    new = OLD
    for before, after in changes:
        assert before in new
        new = new.replace(before, after)
    (folder / "old.yaml").write_text(OLD)
    (folder / "new.yaml").write_text(new)
    return apilint("diff", "old.yaml", "new.yaml", *options, cwd=folder)


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("[{key: []}]", "[{login: []}]", ["security-tightened"]),
        ("[{key: []}]", "[{key: []}, {login: []}]", ["security-loosened"]),
        ("        gift: {type: boolean}\n", "", ["request-narrowed", "response-property-removed"]),
        (
            "        gift: {type: boolean}\n",
            "        gift: {type: boolean}\n        note: {type: string}\n",
            ["request-property-added", "response-property-added"],
        ),
    ],
)
def test_one_cause_is_told_once_in_each_direction(
    before: str, after: str, rules: list[str], tmp_path: Path
) -> None:
    run = diff(tmp_path, [(before, after)], "--format", "json")
    assert sorted(each["rule"] for each in run.findings) == rules


def test_a_property_of_the_items_of_an_answer_goes_by_its_name(tmp_path: Path) -> None:
    run = diff(tmp_path, [("        gift: {type: boolean}\n", "")])
    assert "the optional property `gift` is gone from the answer" in run.out


def test_a_changelog_says_which_body_a_change_is_in(tmp_path: Path) -> None:
    run = diff(
        tmp_path, [("[open, done]", "[open, done, lost]"), ("maximum: 100", "maximum: 50")], "-f", "changelog"
    )
    lines = run.out.splitlines()
    assert '- `GET /orders`: in the answer, `state` may be `"lost"`, too. This may break clients.' in lines
    assert '- `POST /orders`: in the request, `state` may be `"lost"`, too.' in lines
    assert "- `GET /orders`: the `maximum` of the query parameter `limit` is `50` now; it was `100`." in lines


@pytest.mark.parametrize(("version", "heading"), [("1.0.0", "## Unreleased"), ("1.1.0", "## 1.1.0")])
def test_what_has_no_version_of_its_own_yet_is_unreleased(version: str, heading: str, tmp_path: Path) -> None:
    run = diff(
        tmp_path,
        [("version: 1.0.0", f"version: {version}"), ("maximum: 100", "maximum: 50")],
        "-f",
        "changelog",
    )
    assert heading in run.out.splitlines()


def test_a_page_shows_a_value_of_a_parameter_once(tmp_path: Path) -> None:
    page = diff(tmp_path, [("maximum: 100", "maximum: 50")], "--format", "html").out
    assert "limit=51" in page
    assert '<pre class="body"' not in page


@pytest.mark.parametrize(
    "text",
    [
        "<html><body>404</body></html>\n",
        "<!DOCTYPE html>\n<html>\n<head><title>a: b</title>\n<style>a { b: c; }</style></head></html>\n",
    ],
)
def test_a_page_in_the_place_of_a_description_is_called_one(text: str, tmp_path: Path) -> None:
    (tmp_path / "page.yaml").write_text(text)
    (tmp_path / "new.yaml").write_text(OLD)
    run = apilint("diff", "page.yaml", "new.yaml", cwd=tmp_path)
    assert (run.code, run.err) == (2, "page.yaml:1:1: this looks like HTML or XML, not like YAML or JSON\n")


def test_traffic_that_is_not_there_is_told_in_our_words(tmp_path: Path) -> None:
    run = diff(tmp_path, [("maximum: 100", "maximum: 50")], "--usage", "traffic.har")
    assert (run.code, run.err) == (2, "traffic.har: no such file\n")
