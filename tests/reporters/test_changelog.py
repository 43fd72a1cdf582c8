"""`apilint diff --format changelog`: what changed, for the people who call the API."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import apilint

OLD = """\
openapi: 3.1.0
info: {title: Orders, version: 1.4.0}
paths:
  /orders:
    get:
      parameters: [{name: page, in: query, schema: {type: integer, maximum: 500}}, {name: q, in: query, schema: {}}]
      responses: {'200': {description: orders}}
    delete:
      responses: {'204': {description: gone}}
  /carts:
    get:
      responses: {'200': {description: carts}, '404': {description: none}}
"""
NEW = """\
openapi: 3.1.0
info: {title: Orders, version: 2.0.0}
paths:
  /orders:
    get:
      parameters: [{name: page, in: query, required: true, schema: {type: integer, maximum: 100}}]
      responses: {'200': {description: orders}}
    post:
      responses: {'201': {description: created}}
  /carts:
    get:
      deprecated: true
      responses: {'200': {description: carts}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.yaml").write_text(OLD)
    (tmp_path / "new.yaml").write_text(NEW)
    return tmp_path


def test_changes_stand_by_kind_and_by_operation(folder: Path) -> None:
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "changelog", cwd=folder)
    assert (run.code, run.err) == (1, "")
    assert (
        run.out
        == """\
<!-- Written by `apilint diff`; a file that begins with this line is written over. -->
# Changelog

## 2.0.0

Changes since 1.4.0.

### Breaking

- `DELETE /orders` was removed without having been deprecated.
- `GET /orders`:
  - The query parameter `page` is required now.
  - The `maximum` of the query parameter `page` is `100` now; it was `500`.
    Was accepted, and is refused now:
    ```sh
    curl -sS -i 'http://localhost/orders?page=101'
    ```

### Added

- `POST /orders` is new.

### Deprecated

- `GET /carts` is deprecated now.

### Removed

- `GET /carts`: `404` is not documented any more.
- `GET /orders`: the query parameter `q` was removed without having been deprecated. This may break clients.
"""
    )


def test_nothing_changed_is_said(folder: Path) -> None:
    run = apilint("diff", "old.yaml", "old.yaml", "--format", "changelog", cwd=folder)
    assert run.out.endswith("\nNothing that a client could notice has changed.\n")


def test_a_file_is_written_again_but_never_one_that_people_wrote(folder: Path) -> None:
    ask = ("diff", "old.yaml", "new.yaml", "--format", "changelog=CHANGES.md", "--fail-on", "never")
    assert [apilint(*ask, cwd=folder).code for _ in range(2)] == [0, 0]
    assert "## 2.0.0" in (folder / "CHANGES.md").read_text()
    (folder / "CHANGES.md").write_text("# Changelog\n\nby hand\n")
    run = apilint(*ask, cwd=folder)
    assert (run.code, run.out) == (2, "")
    assert "CHANGES.md: was not written by apilint" in run.err
    assert (folder / "CHANGES.md").read_text() == "# Changelog\n\nby hand\n"


def test_only_diff_knows_of_changes(folder: Path) -> None:
    run = apilint("check", "old.yaml", "--format", "changelog", cwd=folder)
    assert (run.code, run.out) == (2, "")
    assert "apilint diff OLD NEW --format changelog" in run.err


def test_what_strangers_wrote_is_only_text(folder: Path) -> None:
    new = NEW.replace("/carts", "/<b>@ada*|x").replace("2.0.0", "'2 <script>'")
    (folder / "new.yaml").write_text(new)
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "changelog", cwd=folder)
    assert "## 2 \\<script\\>\n" in run.out
    assert "- `GET /<b>@ada*|x` is new.\n" in run.out
