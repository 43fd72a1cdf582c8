"""What `apilint check` looks at, and what it answers when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import apilint
from support import FIXTURES

ORDERS = (FIXTURES / "orders.yaml").read_text()
CLEAN = (FIXTURES / "clean.yaml").read_text()
CONCISE = ("--format", "concise", "--select", "document-valid")


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_a_file_with_errors_ends_with_1_and_names_the_places(tmp_path: Path) -> None:
    write(tmp_path, {"openapi.yaml": ORDERS})
    run = apilint("check", *CONCISE, "openapi.yaml", cwd=tmp_path)
    assert run.code == 1
    assert run.out.splitlines() == [
        "openapi.yaml:4:12: error[document-valid] `version` must be a string, not a number",
        "openapi.yaml:5:10: error[document-valid] `servers` must be an array, not a string",
        "openapi.yaml:9:7: error[document-valid] `sumary` is not allowed in `post`",
        "3 errors in 1 file",
    ]
    assert run.err == ""


def test_the_text_report_shows_the_line_and_what_to_write(tmp_path: Path) -> None:
    write(tmp_path, {"openapi.yaml": ORDERS})
    run = apilint("check", "--select", "document-valid", "openapi.yaml", cwd=tmp_path)
    assert run.out.splitlines()[:6] == [
        "openapi.yaml:4:12: error[document-valid] `version` must be a string, not a number",
        "4 |   version: 1.10",
        "  |            ^^^^",
        "  = help: YAML reads `1.10` as a number: write `'1.10'`",
        "",
        "openapi.yaml:5:10: error[document-valid] `servers` must be an array, not a string",
    ]


def test_a_clean_file_ends_with_0(tmp_path: Path) -> None:
    write(tmp_path, {"openapi.yaml": CLEAN})
    run = apilint("check", *CONCISE, "openapi.yaml", cwd=tmp_path)
    assert (run.code, run.out, run.err) == (0, "no findings in 1 file\n", "")


def test_a_folder_is_searched_as_gitignore_allows_and_other_files_are_counted(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            ".gitignore": "build/\n*.gen.yaml\n!keep.gen.yaml\n",
            "a.yaml": ORDERS, "b/c.json": '{"openapi": "3.0.4", "info": {"title": "t", "version": "1"}, "paths": []}',
            "build/d.yaml": ORDERS, "x.gen.yaml": ORDERS, "keep.gen.yaml": CLEAN, "node_modules/e.yaml": ORDERS,
            "docker-compose.yaml": "services: {}\n", "package.json": '{"name": "openapi"}', "notes.txt": "openapi: 3",
            "sub/.gitignore": "secret.yaml\n", "sub/secret.yaml": ORDERS, "sub/open.yaml": CLEAN,
        },
    )  # fmt: skip
    run = apilint("check", *CONCISE, cwd=tmp_path)
    assert run.code == 1
    files = {line.partition(":")[0] for line in run.out.splitlines()[:-1]}
    assert files == {"a.yaml", "b/c.json"}
    assert run.out.splitlines()[-1] == "4 errors in 4 files (2 other YAML or JSON files skipped)"


def test_a_glob_is_expanded_and_each_file_is_looked_at_once(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": CLEAN, "b/c.yaml": CLEAN})
    run = apilint("check", *CONCISE, "**/*.yaml", "a.yaml", "./a.yaml", cwd=tmp_path)
    assert run.out == "no findings in 2 files\n"


def test_standard_input_has_the_name_it_is_given(tmp_path: Path) -> None:
    run = apilint(
        "check", *CONCISE, "-", "--stdin-name", "api/openapi.yaml", cwd=tmp_path, stdin=ORDERS.encode()
    )
    assert run.code == 1
    assert run.out.startswith("api/openapi.yaml:4:12: error")
    run = apilint(
        "check", *CONCISE, "-", cwd=tmp_path, stdin=b'{"openapi": "3.0.4", "info": {}, "paths": {}}'
    )
    assert run.out.startswith("<stdin>:1:22: error[document-valid] `info` lacks `title`")


def test_references_from_standard_input_are_found_beside_its_name(tmp_path: Path) -> None:
    text = CLEAN.replace("{type: object}", "{$ref: 'order.yaml'}", 1)
    write(tmp_path, {"api/order.yaml": "type: strin\n"})
    run = apilint(
        "check", *CONCISE, "-", "--stdin-name", "api/openapi.yaml", cwd=tmp_path, stdin=text.encode()
    )
    assert run.out.splitlines()[0].startswith("api/order.yaml:1:7: error[document-valid] `type` must be")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.yaml"], "missing.yaml:1:1: no such file"),
        (["*.nothing"], "*.nothing: no file matches this pattern"),
        (["."], "error: no OpenAPI document in ."),
        ([], "error: no OpenAPI document below this folder"),
        (["bad.yaml"], "bad.yaml:1:1: the root must be an object"),
        (["other.yaml"], "other.yaml:1:1: not an OpenAPI document (no `openapi` or `swagger` key)"),
    ],
)
def test_what_cannot_be_checked_ends_with_2_and_one_line(
    tmp_path: Path, arguments: list[str], message: str
) -> None:
    write(tmp_path, {"bad.yaml": "- openapi\n", "other.yaml": "a: 1\n"})
    run = apilint("check", *arguments, cwd=tmp_path)
    assert run.code == 2
    assert run.err.splitlines()[0] == message
    assert "Traceback" not in run.err


def test_one_broken_file_does_not_lose_the_findings_of_the_others(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": ORDERS, "b.yaml": "openapi: 3.0.4\ninfo: [1\n"})
    run = apilint("check", *CONCISE, "a.yaml", "b.yaml", cwd=tmp_path)
    assert run.code == 2
    assert run.out.splitlines()[-1] == "3 errors in 1 file (1 could not be checked)"
    assert run.err.startswith("b.yaml:2:7: ")


def test_files_of_apilint_itself_are_no_others(tmp_path: Path) -> None:
    own = dict.fromkeys(("apilint-baseline.json", "apilint-approvals.yaml", "sub/apilint.yaml"), "{}")
    (tmp_path / "sub").mkdir()
    write(tmp_path, {"a.yaml": CLEAN, **own})
    run = apilint("check", *CONCISE, cwd=tmp_path)
    assert (run.code, run.out) == (0, "no findings in 1 file\n")


def test_skip_others_passes_over_what_is_no_description(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": CLEAN, "b.yaml": "a: 1\n"})
    run = apilint("check", *CONCISE, "--skip-others", "a.yaml", "b.yaml", cwd=tmp_path)
    assert (run.code, run.out) == (0, "no findings in 1 file (1 other YAML or JSON file skipped)\n")


def test_several_files_in_processes_say_the_same_as_one_after_another(tmp_path: Path) -> None:
    write(tmp_path, {f"a{number}.yaml": ORDERS for number in range(6)})
    one, two = (apilint("check", *CONCISE, "--jobs", jobs, cwd=tmp_path) for jobs in ("1", "2"))
    assert one.out == two.out
    assert one.out.endswith("18 errors in 6 files\n")


def test_a_finding_in_a_shared_file_is_told_once_with_its_users(tmp_path: Path) -> None:
    text = CLEAN.replace("{type: object}", "{$ref: '../common/order.yaml'}", 1)
    write(
        tmp_path,
        {
            "a/openapi.yaml": text,
            "b/openapi.yaml": text,
            "common/order.yaml": "type: strin\n",
            ".git/HEAD": "",
        },
    )
    run = apilint("check", "--format", "json", "--select", "document-valid", cwd=tmp_path)
    [finding] = run.findings
    assert (finding["file"], finding["line"], finding["column"]) == ("common/order.yaml", 1, 7)
    assert [(related["file"], related["line"]) for related in finding["related"]] == [
        ("a/openapi.yaml", 16),
        ("b/openapi.yaml", 16),
    ]


def test_references_may_not_leave_the_project(tmp_path: Path) -> None:
    text = CLEAN.replace("{type: object}", "{$ref: '../outside.yaml'}", 1)
    write(tmp_path, {"project/openapi.yaml": text, "project/.git/HEAD": "", "outside.yaml": "type: strin\n"})
    arguments = ("check", "--format", "concise", "--select", "document-valid,ref-resolves", "openapi.yaml")
    run = apilint(*arguments, cwd=tmp_path / "project")
    assert "`../outside.yaml` is outside of the project's folder; allow it with `--ref-root" in run.out
    run = apilint(*arguments, "--ref-root", "..", cwd=tmp_path / "project")
    assert run.out.startswith("../outside.yaml:1:7: error[document-valid] `type` must be")


def test_a_link_may_not_lead_out_of_the_project_either(tmp_path: Path) -> None:
    text = CLEAN.replace("{type: object}", "{$ref: 'inside.yaml'}", 1)
    write(tmp_path, {"project/openapi.yaml": text, "project/.git/HEAD": "", "outside.yaml": "type: strin\n"})
    (tmp_path / "project" / "inside.yaml").symlink_to(tmp_path / "outside.yaml")
    run = apilint(
        "check", "--format", "concise", "--select", "document-valid,ref-resolves", cwd=tmp_path / "project"
    )
    assert "is outside of the project's folder" in run.out


def test_the_program_is_a_module_too_and_knows_its_version() -> None:
    run = apilint("--version")
    assert (run.code, run.out) == (0, "apilint 0.1.0\n")


def checked_files(folder: Path, *targets: str) -> set[str]:
    """The files in which a finding stands that every description without a contact has."""
    run = apilint("check", "--format", "json", "--isolated", "--select", "info-contact", *targets, cwd=folder)
    assert run.code == 0, run.err
    return {finding["file"] for finding in run.findings}


def test_a_gitignore_above_the_folder_counts_too(tmp_path: Path) -> None:
    write(
        tmp_path, {".git/HEAD": "", ".gitignore": "build/\n", "sub/build/a.yaml": CLEAN, "sub/b.yaml": CLEAN}
    )
    assert checked_files(tmp_path / "sub") == {"b.yaml"}
    assert checked_files(tmp_path / "sub", "../sub") == {"../sub/b.yaml"}


def test_an_ignored_folder_that_is_named_is_searched(tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "", ".gitignore": "build/\n", "sub/build/a.yaml": CLEAN})
    assert checked_files(tmp_path / "sub", "build") == {"build/a.yaml"}
    assert checked_files(tmp_path / "sub" / "build") == {"a.yaml"}


def test_a_package_that_depends_on_swagger_is_no_description(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "package.json": '{"version": "2", "a}": ["{", {}], "dependencies": {"swagger": "0.7.5", "openapi": "1.0"}}',
            "values.yaml": "swagger:\n  enabled: true\n",
            "late.json": '{"info": {"title": "\\"{[", "version": "1"}, "paths": {"/a": {"get": {"responses": {}}}}, "openapi": "3.1.0"}',
        },
    )
    assert checked_files(tmp_path) == {"late.json"}


def test_what_matches_a_glob_and_is_no_description_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"a/api.yaml": CLEAN, "a/parts.yaml": "Order: {type: object}\n"})
    assert checked_files(tmp_path, "a/*.yaml") == {"a/api.yaml"}


def test_a_name_that_is_too_long_is_no_bug(tmp_path: Path) -> None:
    run = apilint("check", "a" * 5000, cwd=tmp_path)
    assert (run.code, run.err) == (2, "a" * 5000 + ":1:1: cannot be read: File name too long\n")
    assert run.out == "nothing could be checked\n"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["ftp://127.0.0.1/a.yaml"], "ftp://127.0.0.1/a.yaml: `ftp:` cannot be fetched"),
        (["--ref-root", "nowhere", "."], "nowhere: no such folder"),
        (["--stdin-name", "a.yaml"], "error: `--stdin-name` names what comes from standard input, and nothing does"),
    ],
)  # fmt: skip
def test_an_argument_that_would_do_nothing_is_refused(
    tmp_path: Path, arguments: list[str], error: str
) -> None:
    write(tmp_path, {"a.yaml": CLEAN})
    run = apilint("check", *arguments, cwd=tmp_path)
    assert run.code == 2
    assert run.err.splitlines()[0] == error
    assert "  help: " in run.err
