"""The URL that a callback is sent to: another one is told, another spelling of it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import apilint

BASE = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    post:
      responses: {'202': {description: taken in}}
      callbacks:
        paid:
          '{$request.header.X-Url}/{$request.path.id}':
            post: {responses: {'204': {description: understood}}}
            put: {responses: {'204': {description: understood}}}
"""
URL = "{$request.header.X-Url}/{$request.path.id}"
SECOND = "          '%s': {post: {}}\n"


def told(folder: Path, old: str, new: str) -> list[tuple[str, str]]:
    (folder / "old.yaml").write_text(old)
    (folder / "new.yaml").write_text(new)
    run = apilint("diff", "old.yaml", "new.yaml", "--format", "json", cwd=folder)
    return [(each["rule"], each["severity"]) for each in run.findings]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (BASE.replace("X-Url", "X-Callback"), [("callback-url-changed", "error")]),
        (BASE.replace(URL, "{$request.body#/url}/{$request.path.id}"), [("callback-url-changed", "error")]),
        (BASE.replace("}/{$request", "}/paid/{$request"), [("callback-url-changed", "error")]),
        (BASE.replace("X-Url", "x-url"), []),
        (BASE.replace("paid:", "orderPaid:"), []),
        (BASE.replace("{id}", "{orderId}").replace("name: id", "name: orderId").replace("path.id", "path.orderId"), [("path-parameter-renamed", "info")]),
        (BASE.replace(URL, "{$request.body#/url}").replace("paid:", "orderPaid:"), [("callback-removed", "error"), ("callback-removed", "error"), ("callback-added", "info"), ("callback-added", "info")]),
    ],
)  # fmt: skip
def test_a_callback_that_is_sent_elsewhere_is_told_once(
    new: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    """A URL with an expression in it was taken for any other one: silent."""
    assert new != BASE
    assert told(tmp_path, BASE, new) == expected


def test_names_that_are_no_expression_are_any(tmp_path: Path) -> None:
    old, new = (BASE.replace(URL, f"https://example.com/{{{name}}}/paid") for name in ("id", "order"))
    assert told(tmp_path, old, new) == []


def test_a_whole_expression_needs_no_braces(tmp_path: Path) -> None:
    old, new = (BASE.replace(URL, url) for url in ("$request.query.url", "{$request.query.url}"))
    assert told(tmp_path, old, new) == told(tmp_path, new, old) == []


def test_of_several_urls_the_one_that_changed_is_told(tmp_path: Path) -> None:
    old, new = (BASE + SECOND % url for url in ("{$request.query.one}", "{$request.query.two}"))
    assert told(tmp_path, old, new) == [("callback-url-changed", "error")]
    other = new.replace("X-Url", "X-Other").replace(
        "            put: {responses: {'204': {description: understood}}}\n", ""
    )
    rules = {rule for rule, _ in told(tmp_path, old, other)}
    assert rules == {"callback-removed", "callback-added"}  # which of them became which nobody knows
