"""jsonschema-rs leaves empty keys out of its paths: `complete` puts them back, so that places are right."""

from __future__ import annotations

from apilint_rules.core.pointer import Pointer, complete
from program import apilint

DESCRIPTION = b"""openapi: 3.1.0
info: {title: Orders, version: '1'}
paths: {}
components:
  securitySchemes:
    ? ''
    : type: http
      scheme: bearer
      bearerFormat: [true]
"""


def test_empty_keys_are_put_back() -> None:
    value = {"": {"a": {"": [5]}}, "b": 1}
    assert complete(["a"], value) == ("", "a")
    assert complete(["a", 0], value) == ("", "a", "", 0)
    assert complete(["b"], value) == ("b",)
    assert complete(["b", "c"], value) == Pointer(["b"])


def test_a_mistake_below_an_empty_key_is_told_in_its_place() -> None:
    run = apilint(
        "check", "--isolated", "--select", "document-valid", "--format", "concise", "-", stdin=DESCRIPTION
    )
    assert run.code == 1
    assert "<stdin>:9:21: error[document-valid] `bearerFormat` must be a string, not an array" in run.out
