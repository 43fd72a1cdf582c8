"""What one payload shows is not called undecided for the same operation because another payload holds it, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import apilint

BASE = """\
openapi: 3.1.0
info: {title: Tags, version: 1.0.0}
paths:
  /tags:
    post:
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Tag'}
      responses: {'204': {description: made}}
  /things:
    post:
      requestBody:
        content:
          application/json:
            schema: {type: object, required: [code], properties: {code: {type: string, pattern: '['}, tag: {$ref: '#/components/schemas/Tag'}}}
      responses: {'204': {description: made}}
components:
  schemas:
    Tag: {type: object, properties: {name: {type: string, minLength: 1}}}
"""
PLAIN = "Tag: {type: object, properties: {name: {type: string, minLength: 1}}}"
SHORTER = "Tag: {type: object, properties: {name: {type: string, minLength: 1, maxLength: 10}}}"


@pytest.mark.parametrize("is_one", [True, False])
def test_one_keyword_is_told_once_for_an_operation(is_one: bool, tmp_path: Path) -> None:
    base = BASE
    if is_one:  # both bodies belong to one operation
        start, end = (
            base.index("      responses"),
            base.index("            schema: {type: object, required"),
        )
        base = base[:start] + "          application/merge-patch+json:\n" + base[end:]
    (tmp_path / "old.yaml").write_text(base)
    (tmp_path / "new.yaml").write_text(base.replace(PLAIN, SHORTER))
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "json", cwd=tmp_path)
    found = [each["severity"] for each in run.findings if "maxLength" in each["message"]]
    assert sorted(found) == ["error", "warning"][: 1 if is_one else 2]
