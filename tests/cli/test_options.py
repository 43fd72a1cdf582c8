"""Which rules run, how severe they are, and what decides the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from program import apilint
from support import FIXTURES

ORDERS = FIXTURES / "orders.yaml"
CLEAN = FIXTURES / "clean.yaml"


def rules_of(*arguments: str, path: Path = ORDERS) -> set[str]:
    run = apilint("check", "--isolated", "--format", "json", *arguments, path)
    assert run.code in (0, 1), run.err
    return {finding["rule"] for finding in run.findings}


def test_select_runs_these_rules_and_no_others() -> None:
    assert rules_of("--select", "created-has-location") == {"created-has-location"}
    assert rules_of("--select", "created-has-location,document-valid") == {
        "created-has-location",
        "document-valid",
    }


def test_select_takes_topics() -> None:
    assert "document-valid" in rules_of("--select", "hygiene")
    assert "document-valid" not in rules_of("--select", "statuses")


def test_ignore_leaves_rules_and_topics_out() -> None:
    assert "document-valid" in rules_of()
    assert "document-valid" not in rules_of("--ignore", "document-valid")
    assert "document-valid" not in rules_of("--ignore", "hygiene")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--fail-on", "info"], 1),
        (["--fail-on", "warning"], 0),
        (["--severity", "created-has-location=error"], 1),
        (["--severity", "created-has-location=error", "--fail-on", "never"], 0),
        (["--severity", "created-has-location=off", "--fail-on", "info"], 0),
    ],
)
def test_the_exit_code_follows_severity_and_threshold(arguments: list[str], code: int) -> None:
    select = [] if "created-has-location=off" in arguments else ["--select", "created-has-location"]
    ignore = ["--ignore", "all"] if not select else []
    assert apilint("check", "--isolated", *select, *ignore, *arguments, ORDERS).code == code


def test_what_is_not_shown_counts_all_the_same() -> None:
    select = ("--select", "created-has-location", "--fail-on", "info")
    everything = apilint("check", "--isolated", *select, "--format", "json", ORDERS)
    errors = apilint("check", "--isolated", *select, "--format", "json", "--show", "error", ORDERS)
    assert (everything.code, errors.code) == (1, 1)
    number = len(everything.findings)
    assert number > 0
    assert errors.findings == []
    assert json.loads(errors.out)["summary"]["not_shown"] == number
    text = apilint("check", "--isolated", *select, "--show", "warning", ORDERS).out
    assert text == f"no findings in 1 file ({number} milder not shown)\n"


@pytest.mark.parametrize(
    ("arguments", "message", "advice"),
    [
        (["--select", "created-has-locatoin"], "no rule or topic is called `created-has-locatoin`", "did you mean `created-has-location`?"),
        (["--ignore", "hygeine"], "no rule or topic is called `hygeine`", "did you mean `hygiene`?"),
        (["--severity", "document-valid"], "`document-valid` is no severity", "write RULE=LEVEL, LEVEL one of error, warning, info, off"),
        (["--severity", "document-valid=fatal"], "`document-valid=fatal` is no severity", "write RULE=LEVEL, LEVEL one of error, warning, info, off"),
        (["--fail-on", "fatal"], "`fatal` is no level", "--fail-on takes error, warning, info, never"),
        (["--show", "never"], "`never` is no severity", "--show takes error, warning, info"),
        (["--profile", "corp"], "no profile is called `corp`", "the profiles are core,"),
        (["--format", "xml"], "no format is called `xml`", "the formats are changelog, checkstyle, concise, github, gitlab, har, html, json, junit, markdown, ndjson, sarif, text"),
        (["--format", "text", "--format", "json"], "two formats for one standard output", "give all but one a file: `--format sarif=out.sarif`"),
        (["--color", "blue"], "`blue` is no way to colour", "--color takes auto, always, never"),
        (["--config", "missing.yaml"], "missing.yaml: cannot be read: No such file or directory", ""),
    ],
)  # fmt: skip
def test_a_wrong_option_ends_with_2_and_says_what_is_right(
    arguments: list[str], message: str, advice: str
) -> None:
    isolated = [] if "--config" in arguments else ["--isolated"]
    run = apilint("check", *isolated, *arguments, CLEAN)
    assert run.code == 2
    assert message in run.err.splitlines()[0]
    assert advice in run.err
    assert run.out == ""


def test_strict_has_all_that_core_has_and_more(tmp_path: Path) -> None:
    listed = {
        name: apilint("rules", "--profile", name, "--format", "json").out for name in ("core", "strict")
    }
    core, strict = (listed[name].count('"id":') for name in ("core", "strict"))
    assert strict > core


def test_statistics_count_each_rule() -> None:
    run = apilint(
        "check", "--isolated", "--select", "document-valid", "--statistics", "--format", "concise", ORDERS
    )
    assert run.out.splitlines()[-2:] == ["3  error    document-valid", "3 errors in 1 file"]


def test_quiet_prints_findings_and_nothing_else() -> None:
    run = apilint(
        "check", "--isolated", "--select", "document-valid", "--quiet", "--format", "concise", ORDERS
    )
    assert [line.partition(": ")[2][:5] for line in run.out.splitlines()] == ["error"] * 3


def test_colour_is_for_terminals_and_for_those_who_ask() -> None:
    arguments = ("check", "--isolated", "--select", "document-valid", ORDERS)
    assert "\033[" not in apilint(*arguments).out
    assert "\033[1;31merror" in apilint(*arguments, "--color", "always").out
    assert "\033[1;31merror" in apilint(*arguments, FORCE_COLOR="1").out
    assert "\033[" not in apilint(*arguments, FORCE_COLOR="1", NO_COLOR="1").out


def test_the_same_input_gives_the_same_bytes() -> None:
    runs = {apilint("check", "--isolated", ORDERS, CLEAN, PYTHONHASHSEED=str(seed)).out for seed in range(3)}
    assert len(runs) == 1
