"""A union whose branches leave their tag open: the mapping of its discriminator tells them apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import apilint

DESCRIPTION = """openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'202': {description: taken in}}
components:
  schemas:
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: Dog, puppy: Dog}}
    Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
    Dog: {type: object, required: [kind], properties: {kind: {type: string}, bark: {type: string}}}
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("lives: {type: integer}", "lives: {type: string}", "`lives` is `string` now, and was `integer`"),
        ("Cat: {type: object, required: [kind]", "Cat: {type: object, required: [kind, lives]", "`lives` is required now, and was optional"),
        (", puppy: Dog", "", '`kind` must not be `"puppy"` any more'),
        (", {$ref: '#/components/schemas/Dog'}]", "]", '`kind` must not be `"dog"`, `"puppy"` any more'),
    ],
)  # fmt: skip
def test_a_branch_that_takes_less_is_told(old: str, new: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(DESCRIPTION)
    (tmp_path / "new.yaml").write_text(DESCRIPTION.replace(old, new))
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "json", "--show", "error", cwd=tmp_path)
    assert [each["rule"] for each in run.findings] == ["request-narrowed"]
    assert run.findings[0]["message"].startswith(message)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("dog: Dog", "dog: '#/components/schemas/Dog'"),
        ("kind: {type: string}, bark", "kind: {type: string, enum: [dog, puppy]}, bark"),
        ("[{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]", "[{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]"),
    ],
)  # fmt: skip
def test_the_same_tags_in_other_words_are_silent(old: str, new: str, tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(DESCRIPTION)
    (tmp_path / "new.yaml").write_text(DESCRIPTION.replace(old, new))
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "json", cwd=tmp_path)
    assert run.findings == []
