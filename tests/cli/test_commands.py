"""The other commands: rules, explain, init, new-rule, schema, completion, and what a bug looks like."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from program import apilint
from support import FIXTURES

CLEAN = (FIXTURES / "clean.yaml").read_text()


def test_rules_are_listed_as_table_json_and_markdown() -> None:
    table = apilint("rules").out.splitlines()
    listed = json.loads(apilint("rules", "--format", "json").out)["rules"]
    rows = apilint("rules", "--format", "markdown").out.splitlines()[2:]
    assert len(table) == len(listed) == len(rows)
    assert any(line.startswith("document-valid ") for line in table)


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (["--topic", "hygiene"], lambda rule: rule["topic"] == "hygiene"),
        (["--topic", "rate-limits"], lambda rule: rule["topic"] == "rate-limits"),
        (["--severity", "error"], lambda rule: rule["severity"] == "error"),
        (["--off"], lambda rule: not rule["default"]),
        (["--profile", "core"], lambda rule: rule["default"]),
    ],
)
def test_rules_can_be_filtered(filters: list[str], holds) -> None:  # type: ignore[no-untyped-def]
    every = json.loads(apilint("rules", "--format", "json").out)["rules"]
    some = json.loads(apilint("rules", "--format", "json", *filters).out)["rules"]
    assert some == [rule for rule in every if holds(rule)]
    assert 0 < len(some) < len(every)


@pytest.mark.parametrize(
    "arguments",
    [["rules", "--topic", "nothing"], ["rules", "--severity", "bad"], ["rules", "--format", "xml"], ["rules", "--profile", "x"],
     ["schema", "nothing"], ["explain", "document-vlaid"], ["new-rule", "NoTopic"]],
)  # fmt: skip
def test_wrong_words_end_with_2_and_help(arguments: list[str], tmp_path: Path) -> None:
    run = apilint(*arguments, cwd=tmp_path)
    assert run.code == 2
    assert run.err.startswith("error: ")
    assert "  help: " in run.err


def test_explain_prints_the_page_of_a_rule() -> None:
    text = apilint("explain", "document-valid").out
    assert text.startswith("# document-valid\n\n**error** · on by default")
    assert "## Breaks it" in text
    assert "## Keeps it" in text


def test_an_unknown_rule_is_met_with_the_nearest() -> None:
    assert "did you mean `document-valid`?" in apilint("explain", "document-vlaid").err


def test_init_writes_files_that_work_and_changes_none_that_exist(tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "openapi.yaml").write_text(CLEAN)
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n")
    run = apilint("init", "--yes", cwd=tmp_path)
    assert run.code == 0
    assert (tmp_path / ".pre-commit-config.yaml").read_text() == "repos: []\n"
    assert "- id: apilint" in run.out
    assert yaml.safe_load((tmp_path / "apilint.yaml").read_text())["apis"] == ["api/openapi.yaml"]
    assert yaml.safe_load((tmp_path / ".github/workflows/apilint.yml").read_text())["jobs"]
    check = apilint("check", "--select", "document-valid", cwd=tmp_path)
    assert (check.code, check.out) == (0, "no findings in 1 file\n")


def test_init_asks_before_it_writes(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(CLEAN)
    run = apilint("init", cwd=tmp_path, stdin=b"y\nn\nn\n")
    assert run.code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"openapi.yaml", "apilint.yaml"}


def test_init_offers_the_job_of_the_service_in_use(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text("stages: []\n")
    run = apilint("init", "--yes", cwd=tmp_path)
    assert "codequality: apilint.json" in run.out
    assert not (tmp_path / ".github").exists()


def test_a_new_rule_of_a_package_is_loaded_like_our_own(tmp_path: Path) -> None:
    """The scaffold works as it is: its rule finds what its example says, through the entry point alone."""
    assert apilint("new-rule", "naming/no-todo", "--into", "corp_rules", cwd=tmp_path).code == 0
    made = tmp_path / "corp_rules" / "naming" / "no_todo.py"
    assert "from apilint_rules.core import" in made.read_text()
    info = tmp_path / "corp_rules-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: corp-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[apilint.rules]\ncorp = corp_rules\n")
    (tmp_path / "openapi.yaml").write_text(CLEAN.replace("placeOrder", "TODO"))
    run = apilint(
        "check",
        "--format",
        "json",
        "--select",
        "no-todo",
        "openapi.yaml",
        cwd=tmp_path,
        PYTHONPATH=str(tmp_path),
    )
    assert [(finding["rule"], finding["line"]) for finding in run.findings] == [("no-todo", 9)]
    assert "no-todo" in apilint("rules", cwd=tmp_path, PYTHONPATH=str(tmp_path)).out


def test_a_new_rule_never_overwrites_another(tmp_path: Path) -> None:
    apilint("new-rule", "naming/no-todo", "--into", "mine", cwd=tmp_path)
    run = apilint("new-rule", "naming/no-todo", "--into", "mine", cwd=tmp_path)
    assert (run.code, run.err) == (2, "mine/naming/no_todo.py: this rule exists already\n")


def broken_package(folder: Path, body: str) -> None:
    apilint("new-rule", "naming/broken", "--into", "corp_rules", cwd=folder)
    path = folder / "corp_rules" / "naming" / "broken.py"
    path.write_text(path.read_text().replace('    if operation.id == "TODO":\n', body))
    info = folder / "corp_rules-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: corp-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[apilint.rules]\ncorp = corp_rules\n")
    (folder / "openapi.yaml").write_text(CLEAN)


def test_a_rule_that_fails_is_a_bug_with_its_name_and_no_traceback(tmp_path: Path) -> None:
    broken_package(tmp_path, "    raise ValueError('oops')\n    if True:\n")
    run = apilint("check", "openapi.yaml", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert run.code == 3
    assert "rule `broken` failed on Operation(openapi.yaml#/paths/~1orders/post): ValueError: oops" in run.err
    assert "Traceback" not in run.err
    assert run.err.endswith("run it again with `--debug` for the details, and report them\n")


def test_debug_shows_where_a_rule_fails(tmp_path: Path) -> None:
    broken_package(tmp_path, "    raise ValueError('oops')\n    if True:\n")
    run = apilint("check", "--debug", "openapi.yaml", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert run.code == 3
    assert "Traceback (most recent call last):" in run.err
    assert "broken.py" in run.err
    assert "again with `--debug`" not in run.err


def test_a_rule_that_is_no_python_is_told_with_its_package(tmp_path: Path) -> None:
    broken_package(tmp_path, "    if True\n")
    run = apilint("check", "openapi.yaml", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert run.code == 2
    assert run.err.startswith("error: the package of rules `corp_rules` cannot be loaded: ")
    assert "broken.py, line " in run.err


def test_a_package_that_cannot_be_imported_is_the_users_to_mend(tmp_path: Path) -> None:
    broken_package(tmp_path, "    if True:\n")
    (tmp_path / "corp_rules" / "__init__.py").write_text("import nothing_at_all\n")
    run = apilint("check", "openapi.yaml", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert run.code == 2
    assert "No module named 'nothing_at_all'" in run.err


def test_help_names_every_command_and_each_has_its_own() -> None:
    text = apilint("--help").out
    for command in ("check", "rules", "explain", "init", "baseline", "new-rule", "schema"):
        assert f"\n  {command} " in text
        assert apilint(command, "--help").code == 0


def test_no_arguments_show_the_help() -> None:
    run = apilint()
    assert run.code == 2
    assert "Usage: apilint [OPTIONS] COMMAND" in run.out + run.err


def test_completion_scripts_can_be_had() -> None:
    run = apilint(_APILINT_COMPLETE="source_bash")
    assert "complete" in run.out


def test_a_pipe_that_closes_early_leaves_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(
        CLEAN.replace("openapi: 3.0.4", "openapi: 3.0.4\n" + "\n".join(f"bad{n}: 1" for n in range(3000)))
    )
    command = f"{sys.executable} -m apilint check --isolated --select document-valid openapi.yaml | head -1"
    ended = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Traceback" not in ended.stderr
    assert ended.stdout.startswith("openapi.yaml:2:1: ")
