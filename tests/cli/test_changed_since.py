"""`apilint test --changed-since REF`: only the operations that are new, or not what they were."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

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
