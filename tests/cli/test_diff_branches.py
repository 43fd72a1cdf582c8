"""An alternative that came or went is told as that, once, and not by what tells it from the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import apilint

BASE = """\
openapi: 3.1.0
info: {title: Events, version: 1.0.0}
paths:
  /events:
    get:
      responses:
        '200':
          description: an event
          content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}
    post:
      requestBody:
        content: {application/json: {schema: {type: object, properties: {events: {type: array, items: {$ref: '#/components/schemas/Event'}}}}}}
      responses: {'204': {description: noted}}
components:
  schemas:
    Event:
      oneOf:
        - {$ref: '#/components/schemas/Created'}
        - {$ref: '#/components/schemas/Moved'}
    Created: {type: object, required: [id, at], properties: {id: {type: string}, at: {type: string}}}
    Moved: {type: object, required: [from, to], properties: {from: {type: string}, to: {type: string}}}
    Gone: {type: object, required: [reason], properties: {reason: {type: string}}}
"""
MOVED = "        - {$ref: '#/components/schemas/Moved'}\n"
GONE = MOVED.replace("Moved", "Gone")
NAMELESS = "        - {type: object, required: [by], properties: {by: {type: string}}}\n"


def told(folder: Path, old: str, new: str) -> list[tuple[str, str]]:
    (folder / "old.yaml").write_text(old)
    (folder / "new.yaml").write_text(new)
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "json", cwd=folder)
    return [(each["rule"], each["message"]) for each in run.findings]


@pytest.mark.parametrize(
    ("added", "label"), [(GONE, "`Gone`"), (NAMELESS, "another alternative"), (NAMELESS + GONE, "`Gone`")]
)
def test_an_alternative_that_came_is_told_once(added: str, label: str, tmp_path: Path) -> None:
    found = told(tmp_path, BASE, BASE.replace(MOVED, MOVED + added))
    assert ("response-widened", f"the response body may be {label} now, too") in found
    assert ("request-widened", f"`events[]` may be {label} now, too") in found
    assert len(found) == 2 * added.count("\n")


def test_an_alternative_that_went_is_told_once(tmp_path: Path) -> None:
    assert told(tmp_path, BASE, BASE.replace(MOVED, "")) == [
        ("request-narrowed", "`events[]` must not be `Moved` any more"),
        ("response-narrowed", "the response body must not be `Moved` any more"),
    ]


def test_what_changed_in_an_alternative_is_told_of_it(tmp_path: Path) -> None:
    found = told(tmp_path, BASE, BASE.replace("required: [from, to]", "required: [from]"))
    assert ("response-widened", "`to` is optional now, and was required") in found
