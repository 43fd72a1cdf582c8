"""Where the two descriptions of `apilint diff` come from: files, folders, URLs, git."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from program import apilint

OLD = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        '200':
          description: all orders
          content: {application/json: {schema: {$ref: parts.yaml#/Order}}}
    delete:
      responses: {'204': {description: gone}}
"""
NEW = OLD.partition("    delete:")[0]
PARTS = "Order:\n  type: object\n  properties:\n    article: {type: string}\n    note: {type: string}\n"


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """`api/openapi.yaml` with a part on `main`; on the branch `work` an operation and a property are gone."""
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "openapi.yaml").write_text(OLD)
    (tmp_path / "api" / "parts.yaml").write_text(PARTS)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "one")
    git(tmp_path, "checkout", "-q", "-b", "work")
    (tmp_path / "api" / "openapi.yaml").write_text(NEW)
    (tmp_path / "api" / "parts.yaml").write_text(PARTS.replace("    note: {type: string}\n", ""))
    return tmp_path


@pytest.mark.parametrize(
    ("folder", "arguments"),
    [
        (".", ["main:api/openapi.yaml", "api/openapi.yaml"]),
        (".", ["main:api", "api"]),
        (".", ["main:", "."]),
        ("api", ["main:./openapi.yaml", "openapi.yaml"]),
        ("api", ["main:api/openapi.yaml", "."]),
    ],
)
def test_a_revision_is_named_as_git_names_it(folder: str, arguments: list[str], repository: Path) -> None:
    run = apilint("diff", *arguments, "--format", "json", cwd=repository / folder)
    found = [(each["rule"], each["related"][0]["file"]) for each in run.findings]
    assert (run.code, found) == (
        1,
        [
            ("operation-removed", "main:api/openapi.yaml"),
            ("response-property-removed", "main:api/parts.yaml"),
        ],
    )


@pytest.mark.parametrize("arguments", [["api/openapi.yaml"], ["api"], []])
def test_without_old_it_is_what_stood_where_the_work_left_the_default_branch(
    arguments: list[str], repository: Path
) -> None:
    git(repository, "commit", "-q", "-am", "two")
    git(repository, "checkout", "-q", "main")
    (repository / "api" / "openapi.yaml").write_text(OLD.replace("/orders", "/later"))
    git(repository, "commit", "-q", "-am", "three")
    git(repository, "checkout", "-q", "work")
    run = apilint("diff", *arguments, "--format", "json", cwd=repository)
    assert [each["rule"] for each in run.findings] == ["operation-removed", "response-property-removed"]
    assert run.findings[0]["related"][0]["file"].endswith(":api/openapi.yaml")


def test_what_was_not_committed_counts_on_the_default_branch(repository: Path) -> None:
    git(repository, "checkout", "-q", "-B", "main")
    assert apilint("diff", "api/openapi.yaml", cwd=repository).code == 1


def test_two_revisions_are_compared_whatever_lies_in_the_folder(repository: Path) -> None:
    git(repository, "commit", "-q", "-am", "two")
    (repository / "api" / "openapi.yaml").write_text("openapi: [")
    run = apilint("diff", "main:api", "work:api", "--format", "concise", cwd=repository)
    assert run.code == 1
    assert run.out.startswith("work:api/openapi.yaml:4:3: error[operation-removed]")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing:api/openapi.yaml", "api"], "error: git knows no revision `nothing`\n"),
        (["main:api/nothing.yaml", "api"], "main:api/nothing.yaml:1:1: no such file at main\n"),
        (["api/new.yaml"], "error: api/new.yaml does not exist at "),
        (["api/mistyped.yaml"], "api/mistyped.yaml:1:1: no such file\n"),
        (
            ["main", "api"],
            "main:1:1: no such file\n  help: `main` is a git revision: name a file of it, `main:FILE`\n",
        ),
        (["main:api/parts.yaml", "api"], "main:api/parts.yaml:1:1: "),
        (["a", "b", "c"], "error: 3 descriptions were named, and two are compared\n"),
        (["two", "api"], "error: `two` holds 2 OpenAPI documents, and one is compared with one\n"),
        (["-x:api", "api"], ""),
    ],
)
def test_what_is_not_there_ends_with_2_and_one_line(
    arguments: list[str], message: str, repository: Path
) -> None:
    (repository / "api" / "new.yaml").write_text(OLD if arguments == ["api/new.yaml"] else "")
    (repository / "two").mkdir()
    for name in ("a", "b"):
        (repository / "two" / f"{name}.yaml").write_text(OLD)
    run = apilint("diff", *arguments, cwd=repository)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(message)
    assert "Traceback" not in run.err


def test_outside_of_a_repository_git_is_not_needed_for_files(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(NEW)
    assert apilint("diff", "old.yaml", "old.yaml", cwd=tmp_path).code == 0
    run = apilint("diff", "old.yaml", cwd=tmp_path)
    assert run.code == 2
    assert "not a git repository" in run.err
    assert "name both (`apilint diff OLD NEW`)" in run.err


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "served").mkdir()
    (tmp_path / "served" / "openapi.yaml").write_text(OLD)
    (tmp_path / "served" / "parts.yaml").write_text(PARTS)

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "served")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/openapi.yaml"
    server.shutdown()
    server.server_close()


def test_the_old_description_may_be_the_published_one(served: str, tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(NEW)
    (tmp_path / "parts.yaml").write_text(PARTS)
    run = apilint("diff", served, "openapi.yaml", "--format", "json", cwd=tmp_path)
    assert [(each["rule"], each["related"][0]["file"]) for each in run.findings] == [
        ("operation-removed", served)
    ]
