"""The short way to read a command line of `check` says what typer says, or leaves it to typer."""

from __future__ import annotations

from typing import Any

import pytest
import typer

from apilint import checking, main
from apilint.checking import Options
from apilint.plain import plain_options

BY_TYPER = typer.main.get_command(main._application(["check"])).commands["check"]  # type: ignore[attr-defined]
OPTIONS = [
    option for option in BY_TYPER.params if option.param_type_name == "option" and option.name != "help"
]
SPELLINGS = [(spelling, option) for option in OPTIONS for spelling in option.opts]


def typed(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> Options:
    """What typer makes of a command line."""
    seen: list[Options] = []
    monkeypatch.setattr(checking, "check", lambda options: seen.append(options) or 0)
    with pytest.raises(SystemExit):
        main._application(["check"])(["check", *arguments], prog_name="apilint")
    return seen[0]


@pytest.mark.parametrize(("spelling", "option"), SPELLINGS, ids=[spelling for spelling, _ in SPELLINGS])
def test_every_option_is_read_as_typer_reads_it(
    spelling: str, option: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if option.is_flag:
        ways = [[spelling]]
    else:
        value = "3" if option.type.name.startswith("int") else "some/thing"
        ways = [[spelling, value], [spelling, value, "a.yaml", spelling, value]]
        ways += [[f"{spelling}={value}"]] if spelling.startswith("--") else []
    for way in ways:
        assert plain_options(["first.yaml", *way, "-"]) == typed(["first.yaml", *way, "-"], monkeypatch)
        assert plain_options(way) != Options()


def test_nothing_said_is_what_typer_has_as_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert plain_options([]) == typed([], monkeypatch)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"], ["-h"], ["--nonsense"], ["--", "a.yaml"], ["--format"], ["--format", "-"], ["-fjson"], ["-f=json"],
        ["--jobs", "two"], ["--jobs", "-1"], ["--quiet=yes"], ["--targets", "a.yaml"], ["--formats", "json"], ["-qj", "2"],
        ["--select", "--ignore"], ["--iso"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_is_not_plain_is_left_to_typer(arguments: list[str]) -> None:
    assert plain_options(arguments) is None
