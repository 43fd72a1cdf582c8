"""`apilint judge`: recorded traffic is held against a description; nothing is sent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from program import Ended, apilint
from running import SERVICES, service
from shop import tokens

API = """\
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
servers: [{url: 'https://api.acme-shop.com/v1'}]
security: [{bearer: []}]
components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}
paths:
  /orders:
    post:
      responses:
        '201': {description: created, headers: {Location: {schema: {type: string}}}}
"""
RULE = ("--select", "created-has-location", "--isolated")


def entry(url: str = "https://api.acme-shop.com/v1/orders", **more: Any) -> dict[str, Any]:
    """A `201` without a `Location`, as a browser records it."""
    request = {
        "method": "POST",
        "url": url,
        "headers": [{"name": "Authorization", "value": "Bearer s3cret-token"}],
    }
    answer = {
        "status": 201,
        "headers": [],
        "content": {"size": 28, "mimeType": "text/plain", "text": "got s3cret-token"},
    }
    return {
        "startedDateTime": "2026-11-25T10:00:00Z",
        "time": 5,
        "request": request,
        "response": answer,
    } | more


def judged(folder: Path, entries: list[Any], *options: str | Path) -> Ended:
    log = {"version": "1.2", "creator": {"name": "x", "version": "1", "comment": 'an "entries": [1] in text'}}
    (folder / "traffic.har").write_text(json.dumps({"log": {**log, "entries": entries}}))
    (folder / "api.yaml").write_text(API)
    return apilint("judge", "api.yaml", "traffic.har", *(options or RULE), cwd=folder)


@pytest.mark.parametrize(
    "url",
    [
        "https://api.acme-shop.com/v1/orders",
        "http://127.0.0.1:8000/v1/orders?x=1",
    ],
)
def test_a_recorded_exchange_is_judged_wherever_the_service_ran(url: str, tmp_path: Path) -> None:
    run = judged(tmp_path, [entry(url)], *RULE, "--format", "json", "--fail-on", "info")
    (finding,) = run.findings
    assert (run.code, finding["rule"], finding["operations"]) == (1, "created-has-location", ["POST /orders"])
    assert finding["line"] == 10
    base, query = url.partition("/orders")[::2]
    assert finding["curl"] == [
        f"curl -sS -i -X POST '{base}/orders{query}' -H \"Authorization: Bearer $TOKEN\""
    ]
    assert json.loads(run.out)["wire"]["seed"] is None


def test_no_report_repeats_a_cookie_that_was_set(tmp_path: Path) -> None:
    login = entry()
    login["response"]["headers"] = [{"name": "Set-Cookie", "value": "session=abcdefgh1234; HttpOnly"}]
    run = judged(tmp_path, [login], *RULE, "--format", "html")
    assert "session=$TOKEN; HttpOnly" in run.out
    assert "abcdefgh1234" not in run.out


def test_no_report_repeats_what_was_recorded_as_credentials(tmp_path: Path) -> None:
    for name in ("json", "html", "har", "ndjson", "text"):
        run = judged(tmp_path, [entry()], *RULE, "--format", name)
        assert "201" in run.out
        assert "s3cret-token" not in run.out


def test_what_is_of_another_service_is_counted_and_named(tmp_path: Path) -> None:
    others = [entry("https://cdn.acme-shop.com/logo.png")] * 3 + [entry("https://api.acme-shop.com/v1/else")]
    run = judged(tmp_path, [*others, entry()], *RULE)
    assert "note: 4 recorded exchanges fit no operation: POST /logo.png (3), POST /else (1)\n" in run.out
    assert run.out.endswith("1 warning in 1 recorded exchange\n")


def test_a_base_url_says_what_the_paths_stand_below(tmp_path: Path) -> None:
    elsewhere = [entry("http://gateway.example/shop/orders")]
    run = judged(tmp_path, elsewhere)
    assert (run.code, run.out) == (2, "")
    assert "--base-url URL" in run.err
    run = judged(tmp_path, elsewhere, *RULE, "--base-url", "http://gateway.example/shop")
    assert run.out.endswith("1 warning in 1 recorded exchange\n")


def test_entries_that_tell_no_exchange_are_passed_over(tmp_path: Path) -> None:
    blocked = entry(response={"status": 0, "headers": [], "content": {}})
    run = judged(tmp_path, [blocked, {}, 7, None, {"request": []}, entry()])
    assert run.out.endswith("1 warning in 1 recorded exchange\n")


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"log": {"entries": [{"request":', '{"log": {"entries": [nope]}}', "\x00"]
)
def test_what_is_no_recording_is_an_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text(API)
    (tmp_path / "traffic.har").write_text(text)
    run = apilint("judge", "api.yaml", "traffic.har", "--isolated", cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("traffic.har: is no HAR: ")


def test_a_large_recording_needs_little_memory(tmp_path: Path) -> None:
    small = judged(tmp_path, [entry()]).megabytes
    big = entry()
    big["response"]["content"]["text"] = "x" * 1_000_000
    large = judged(tmp_path, [big] * 120)
    assert (tmp_path / "traffic.har").stat().st_size > 120_000_000
    assert large.out.endswith("1 warning in 120 recorded exchanges\n")
    assert large.megabytes < small + 120


@pytest.mark.parametrize("name", ["har", "ndjson"])
def test_what_a_run_has_written_can_be_judged_again(name: str, tmp_path: Path) -> None:
    spec, traffic = SERVICES / "shop" / "openapi.yaml", tmp_path / f"run.{name}"
    with service("shop", "--fault", "created-without-location") as url:
        run = apilint(
            "test", spec, "--url", url, "--isolated", "--phases", "plan,probes", "--auth", "bearer:TOKEN",
            "--format", f"{name}={traffic}", "--format", "json", "--fail-on", "info", TOKEN=tokens.ALICE,
        )  # fmt: skip
    again = apilint("judge", spec, traffic, "--isolated", "--format", "json", "--fail-on", "info")
    rule = "created-has-location"
    found, found_again = (
        [
            (each["line"], each["operations"], each["message"])
            for each in each_run.findings
            if each["rule"] == rule
        ]
        for each_run in (run, again)
    )
    assert found == found_again
    assert found
    assert again.code == 1
