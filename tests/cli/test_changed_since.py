"""`apilint test --changed-since REF`: only the operations that are new, or not what they were."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from program import Ended, apilint
from running import SERVICES, service
from shop import tokens

SHOP = SERVICES / "shop" / "openapi.yaml"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with service("shop") as url:
        yield url


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "openapi.yaml").write_text(SHOP.read_text())
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-q", "-m", "first"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def edit(repository: Path, old: str, new: str) -> None:
    text = (repository / "openapi.yaml").read_text()
    assert text.count(old) >= 1
    (repository / "openapi.yaml").write_text(text.replace(old, new, 1))


def run(repository: Path, *options: str) -> Ended:
    ask = ("test", "openapi.yaml", "--phases", "plan", "--auth", "bearer:TOKEN", *options)
    return apilint(*ask, cwd=repository, TOKEN=tokens.ALICE)


def test_only_what_changed_is_tested(repository: Path, url: str) -> None:
    edit(
        repository,
        "  /health:\n    get:\n",
        "  /health:\n    get:\n      parameters: [{name: deep, in: query, schema: {type: boolean}}]\n",
    )
    ended = run(repository, "--url", url, "--changed-since", "HEAD", "--format", "json")
    wire = json.loads(ended.out)["wire"]
    assert [each["operation"] for each in wire["reach"]] == ["GET /health"]
    assert {each["operation"] for each in wire["judgements"]} == {"GET /health"}
    assert 0 < wire["requests"] < 10
    assert "1 of 16 operations are new or changed since HEAD, and only they were tested" in wire["notes"]


NEEDED = {
    "/orders/{orderId}/receipt get": {"POST /customers", "POST /orders"},
    "/orders/{orderId} put": {"POST /customers", "POST /orders", "GET /orders/{orderId}"},
    "/orders/{orderId} delete": {"POST /customers", "POST /orders"},
    "/orders get": {"POST /customers", "POST /orders"},
    "/orders post": {"POST /customers"},
    "/exports/{exportId} get": {"POST /exports"},
    "/health get": set[str](),
}


@pytest.mark.parametrize("changed", NEEDED)
def test_what_a_changed_operation_needs_is_sent_and_not_judged(
    changed: str, repository: Path, url: str
) -> None:
    path, _, method = changed.partition(" ")
    label, needed = f"{method.upper()} {path}", NEEDED[changed]
    declare_one_more_status(repository, path, method)
    report, sent = outcome_of(repository, url)
    assert [(each["operation"], each["state"]) for each in report["reach"]] == [(label, "accepted")]
    assert {each["operation"] for each in report["judgements"]} == {label}
    planned = {label_of(entry) for entry in sent if entry["_phase"] == "plan"} - {label}
    assert planned == needed
    created = [entry for entry in sent if entry["response"]["status"] == 201]
    gone = [entry for entry in sent if label_of(entry)[:3] == "DEL" and entry["response"]["status"] == 204]
    assert len(gone) == len(created)
    told = [
        note for note in report["notes"] if note.startswith("sent to set up and to clean up, not judged:")
    ]
    assert (len(told) == 1 and all(each in told[0] for each in needed)) if needed else not told


def test_what_is_left_out_is_not_sent_to_set_up_either(repository: Path, url: str) -> None:
    declare_one_more_status(repository, "/orders/{orderId}", "get")
    report, sent = outcome_of(repository, url, "--exclude", "POST /orders", "--read-only")
    assert {label_of(entry) for entry in sent} <= {"GET /orders", "GET /orders/{orderId}"}
    assert [each["state"] for each in report["reach"]] == ["accepted"]


def test_a_refused_set_up_is_told(repository: Path, url: str) -> None:
    edit(repository, "paths:\n", f"paths:\n{GADGETS}")
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qam", "-"], cwd=repository
    )
    edit(repository, "summary: one", "parameters: [{name: deep, in: query, schema: {type: boolean}}]")
    report, _ = outcome_of(repository, url)
    assert [each["state"] for each in report["reach"]] == ["never"]
    assert any(
        note.startswith("POST /gadgets was to set up and was refused, 404") for note in report["notes"]
    )


GADGETS = """\
  /gadgets:
    post:
      responses: {'201': {description: made}}
  /gadgets/{gadgetId}:
    parameters: [{name: gadgetId, in: path, required: true, schema: {type: string}}]
    put:
      summary: one
      responses: {'200': {description: one}}
"""


def declare_one_more_status(repository: Path, path: str, method: str) -> None:
    text = (repository / "openapi.yaml").read_text()
    at = text.index(f"\n    {method}:\n", text.index(f"\n  {path}:\n"))
    at = text.index("        '4XX':", at)
    more = "        '418': {description: A teapot.}\n"
    (repository / "openapi.yaml").write_text(f"{text[:at]}{more}{text[at:]}")


def outcome_of(repository: Path, url: str, *options: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What a run tells of the service, and what it has sent."""
    run(
        repository,
        "--url",
        url,
        "--changed-since",
        "HEAD",
        "-f",
        "json=report.json",
        "-f",
        "har=sent.har",
        *options,
    )
    har = json.loads((repository / "sent.har").read_text())
    report: dict[str, Any] = json.loads((repository / "report.json").read_text())["wire"]
    return report, har["log"]["entries"]


def label_of(entry: dict[str, Any]) -> str:
    """The operation of a recorded exchange: ids are made names of parameters again."""
    path = re.sub(
        r"/(customer|order|export)s/[0-9a-f-]{36}", r"/\1s/{\1Id}", urlsplit(entry["request"]["url"]).path
    )
    return f"{entry['request']['method']} {path}"


@pytest.mark.parametrize("edited", [False, True])
def test_where_nothing_changed_no_service_is_needed(edited: bool, repository: Path) -> None:
    if edited:
        edit(repository, "openapi: ", "# only words\nopenapi: ")
        edit(repository, "title: ", "title: The ")
    ended = run(
        repository,
        "--exec",
        "false",
        "--changed-since",
        "HEAD",
        "--format",
        "text",
        "--format",
        "junit=report.xml",
    )
    assert (ended.code, ended.err) == (0, "")
    assert "note: no operation has changed since HEAD\n" in ended.out
    assert "<testsuites" in (repository / "report.xml").read_text()


def test_a_description_that_is_new_is_tested_whole(repository: Path, url: str) -> None:
    (repository / "openapi.yaml").rename(repository / "new.yaml")
    ask = (
        "test",
        "new.yaml",
        "--url",
        url,
        "--phases",
        "plan",
        "--read-only",
        "--changed-since",
        "HEAD",
        "-f",
        "json",
    )
    reach = json.loads(apilint(*ask, cwd=repository).out)["wire"]["reach"]
    assert len(reach) == 16


@pytest.mark.parametrize(
    ("target", "reference", "message"),
    [
        ("openapi.yaml", "nothing-like-this", "git knows no revision `nothing-like-this`"),
        ("http://127.0.0.1:9/openapi.yaml", "HEAD", "`--changed-since` compares a file with what it was"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    target: str, reference: str, message: str, repository: Path
) -> None:
    ended = apilint("test", target, "--exec", "false", "--changed-since", reference, cwd=repository)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err


def test_outside_of_a_repository_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(SHOP.read_text())
    ended = apilint("test", "openapi.yaml", "--exec", "false", "--changed-since", "HEAD", cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert "not a git repository" in ended.err
