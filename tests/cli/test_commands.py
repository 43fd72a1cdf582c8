"""The other commands: rules, explain, init, new-rule, schema, completion, and what a bug looks like."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from apilint.config.schema import profile_names
from apilint.installed import installed_rules
from program import apilint
from support import FIXTURES

ORDERS = FIXTURES / "orders.yaml"
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


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_list_of_commands_says_whole_sentences(columns: str) -> None:
    run = apilint("--help", COLUMNS=columns)
    listed = [line for line in run.out.partition("Commands:")[2].splitlines() if line.startswith("  ")]
    assert len(listed) >= 11
    assert not [line for line in listed if line.endswith("...")]


def test_help_and_the_proposed_configuration_name_every_profile(tmp_path: Path) -> None:
    apilint("init", "--yes", cwd=tmp_path)
    shown = " ".join(apilint("check", "--help").out.split())
    proposed = (tmp_path / "apilint.yaml").read_text()
    for name in profile_names(installed_rules()):
        assert name in shown
        assert name in proposed


def test_what_init_has_commented_out_can_be_used(tmp_path: Path) -> None:
    apilint("init", "--yes", cwd=tmp_path)
    proposed = (tmp_path / "apilint.yaml").read_text()
    first, _, rest = proposed.partition("\n")
    used = re.sub("^# ", "", rest, flags=re.MULTILINE)
    (tmp_path / "apilint.yaml").write_text(f"{first}\n{used}")
    (tmp_path / "openapi.yaml").write_text(ORDERS.read_text())
    run = apilint("check", "--format", "json", cwd=tmp_path)
    assert {"apis", "rules"} <= set(yaml.safe_load(used))
    assert (run.code, run.err) == (1, "")
    assert {each["severity"] for each in run.findings if each["rule"] == "info-contact"} <= {"error"}


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("apilint rep", ["replay"]),
        ("apilint explain item-has", ["item-has-404"]),
        ("apilint check --select naming,item-has", ["naming,item-has-404"]),
        ("apilint check --profile str", ["strict"]),
        ("apilint test --format sar", ["sarif"]),
    ],
)
def test_words_are_completed(words: str, completed: list[str]) -> None:
    at = str(len(words.split()) - 1)
    run = apilint(_APILINT_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=at)
    assert run.out.split() == completed


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_installed_in_the_home_of_the_user(shell: str, tmp_path: Path) -> None:
    run = apilint("--install-completion", shell, HOME=str(tmp_path))
    assert run.code == 0, run.err
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and "apilint" in path.read_text()]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_a_name_that_the_locale_cannot_spell_is_checked_all_the_same(encoding: str, tmp_path: Path) -> None:
    folder = tmp_path / "größe"
    folder.mkdir()
    (folder / "öffnung.yaml").write_text(ORDERS.read_text())
    locale = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}
    run = apilint(
        "check", "größe/öffnung.yaml", "--isolated", "--format", "json=report.json", "--format", "concise",
        cwd=tmp_path, PYTHONIOENCODING=encoding, **locale,
    )  # fmt: skip
    assert (run.code, run.err) == (1, "")
    assert json.loads((tmp_path / "report.json").read_text())["findings"]


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
