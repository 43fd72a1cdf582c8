"""Properties that travel no more, or travel now: `readOnly` and `writeOnly` between two versions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from program import apilint

TEXT = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses: {'200': {description: an order, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
components:
  schemas:
    Own: {type: string, readOnly: true}
    Base: {type: object, properties: {a: {type: string, readOnly: true}}}
    Order: %s
"""


def found(folder: Path, old: str, new: str) -> list[dict[str, Any]]:
    (folder / "old.yaml").write_text(TEXT % old)
    (folder / "new.yaml").write_text(TEXT % new)
    return apilint("diff", "old.yaml", "new.yaml", "--format", "json", cwd=folder).findings


def told(folder: Path, old: str, new: str) -> list[tuple[str, str]]:
    return [(each["rule"], each["severity"]) for each in found(folder, old, new)]


FREE = "{type: object, properties: {a: {type: string%s}}}"
REQUIRED = "{type: object, required: [a], properties: {a: {type: string%s}}}"
CLOSED = "{type: object, additionalProperties: false, properties: {a: {type: string%s}}}"
GONE, CAME = ("request-property-removed", "warning"), ("request-property-added", "info")


@pytest.mark.parametrize(
    ("shape", "flag", "gone", "came"),
    [
        (FREE, "readOnly", [GONE], [CAME]),
        (CLOSED, "readOnly", [GONE], [CAME]),
        (REQUIRED, "readOnly", [("request-widened", "info"), GONE], [("request-narrowed", "error")]),
        (FREE, "writeOnly", [("response-property-removed", "info")], [("response-property-added", "info")]),
        (REQUIRED, "writeOnly", [("response-widened", "error")], [("response-narrowed", "info"), ("response-property-added", "info")]),
    ],
)  # fmt: skip
def test_a_property_that_does_not_travel_any_more_is_gone(
    shape: str, flag: str, gone: list[Any], came: list[Any], tmp_path: Path
) -> None:
    """What clients sent was refused or ignored from one day to the next: silent."""
    old, new = shape % "", shape % f", {flag}: true"
    assert told(tmp_path, old, new) == gone
    assert told(tmp_path, new, old) == came


def test_it_is_told_at_the_keyword(tmp_path: Path) -> None:
    (one,) = found(tmp_path, FREE % "", FREE % ", readOnly: true")
    assert one["message"] == "the property `a` is read-only now, and was part of the request"
    assert one["pointer"] == "/components/schemas/Order/properties/a/readOnly"
    assert one["related"][0]["pointer"] == "/components/schemas/Order/properties/a"


@pytest.mark.parametrize(
    "other",
    [
        "{type: object, properties: {a: {$ref: '#/components/schemas/Own'}}}",
        "{type: object, properties: {a: {$ref: '#/components/schemas/Own', description: own}}}",
        "{type: object, properties: {a: {allOf: [{$ref: '#/components/schemas/Own'}]}}}",
        "{allOf: [{$ref: '#/components/schemas/Base'}], properties: {a: {description: inherited}}}",
        "{$ref: '#/components/schemas/Base'}",
    ],
)
def test_read_only_however_it_is_written(other: str, tmp_path: Path) -> None:
    same = FREE % ", readOnly: true"
    assert told(tmp_path, same, other) == told(tmp_path, other, same) == []


def test_what_never_travelled_does_not_go_or_come(tmp_path: Path) -> None:
    old, new = (
        "{type: object, properties: {b: {}}}",
        "{type: object, properties: {b: {}, a: {readOnly: true}}}",
    )
    assert told(tmp_path, old, new) == [("response-property-added", "info")]
    assert told(tmp_path, new, old) == [("response-property-removed", "info")]
