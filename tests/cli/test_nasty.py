"""The nasty inputs of ../shared: exit codes and places as their INDEX.tsv asks, in bounded time and memory."""

from __future__ import annotations

import json
import re

import pytest

from program import Ended, apilint
from support import SHARED

NASTY = SHARED / "corpus" / "nasty"
pytestmark = pytest.mark.skipif(not NASTY.is_dir(), reason="the shared corpus is not beside the repository")

# file -> exit codes that are right, and the places (LINE or LINE:COLUMN) that must have an error or, after `~`, any
# finding; `=` before the list: there must be no other error.
EXPECTED: dict[str, tuple[set[int], str]] = {
    "empty.yaml": ({2}, "1:1"),
    "tab-indent.yaml": ({2}, "10:1"),
    "unclosed-quote.yaml": ({2}, "10:16"),
    "trailing-comma.json": ({2}, "5:23|6:3"),
    "truncated.json": ({2}, "7"),
    "nan-infinity.json": ({2}, "6:40"),
    "latin1.yaml": ({2}, "3:13"),
    "two-documents.yaml": ({2}, "8:1"),
    "root-array.json": ({2}, "1:1"),
    "docker-compose.yaml": ({2}, "1:1"),
    "python-tag.yaml": ({2}, "8:8"),
    "billion-laughs.yaml": ({0, 1, 2}, ""),
    "anchors-merge-keys.yaml": ({1}, "= 34|35"),
    "odd-keys.yaml": ({2}, "8:5"),
    "yaml11-scalars.yaml": ({1}, "~ 3 4 5 11 12 18|20 19"),
    "bom-crlf.yaml": ({1}, "= 20:11"),
    "deep-nesting.json": ({2}, "1"),
    "allof-chain.yaml": ({0}, "="),
    "huge-enum.json": ({1}, ""),
    "version-float.yaml": ({1, 2}, "1:10"),
    "version-unknown.yaml": ({2}, "1:10"),
    "wrong-types.yaml": ({1}, "2 3 4 5 7 9 10 12 13 14 15 16 17 18 21|22 23 24 25 19"),
    "refs-broken.yaml": ({1}, "= 13 14 15 16 23 29 35 41 43 45 47"),
    "refs-loops.yaml": ({1}, "9|11 15 17|19|21 24 40|42 ~ 32|33|34|35|36|37"),
    "refs-escaped.yaml": ({0}, "="),
    "refs-outside.yaml": ({1}, "~ 14 16 18 20 22"),
    "ref-siblings-30.yaml": ({0, 1}, "~ 19 20"),
    "ref-siblings-31.yaml": ({0}, "="),
    "circular-files/root.yaml": ({0}, "="),
    "path-templates.yaml": ({1}, "17 26 35 42 49 76 83 120 127 ~ 134|139 143|148"),
    "discriminators.yaml": ({1}, "48 ~ 21 28|30|31 32|37|38 39|40|44|45"),
    "patterns.yaml": ({1}, "12 25 ~ 22"),
    "unicode.yaml": ({1}, "25:17 28"),
    "duplicate-keys.json": ({1}, "6:5 8:3"),
    "duplicate-keys.yaml": ({1}, "15:5 20:3 ~ 14:9"),
    "newer-keywords-in-30.yaml": ({1}, "7 8 20 25 ~ 21 22 23 24"),
    "swagger-parser-circular/circular.yaml": ({0, 1}, ""),
    "swagger-parser-unknown/unknown.yaml": ({1}, ""),
    "swagger-parser-body-and-form.yaml": ({1}, "30-45"),
    "swagger-parser-path-placeholder.yaml": ({1}, "~ 7|17|30"),
    "swagger-parser-duplicate-operation-ids.yaml": ({1}, ""),
    "swagger-parser-old-version.yaml": ({2}, ""),
    "libopenapi-badref-burgershop.yaml": ({1}, "56 151 90 220 294"),
    "libopenapi-circular.yaml": ({1}, "1:10 ~ 1"),
    "libopenapi-yaml-anchor.yaml": ({0}, "="),
    "kin-openapi-ref-typo/issue235.spec0-typo.yml": ({1}, "24"),
    "redocly-petstore-with-errors.yaml": ({1}, "15 40 46-49 115 117 6 ~ 19"),
    "redocly-oas32-wrong-fields.yaml": ({1}, "10 18 48 51 132 156 144"),
    "oasdiff-invalid-regex.yaml": ({1}, "31"),
}


def test_every_input_is_expected() -> None:
    with (NASTY / "INDEX.tsv").open(encoding="utf-8") as index:
        assert {line.split("\t")[0] for line in index} - {"file"} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_exit_code_places_time_and_memory(name: str) -> None:
    codes, places = EXPECTED[name]
    run = apilint("check", "--isolated", "--format", "json", name, cwd=NASTY)
    assert run.code in codes, run.err
    assert "Traceback" not in run.err
    assert run.megabytes < 300
    assert _least_seconds(name, run) < 2
    if run.code == 2:
        [line] = run.err.splitlines()
        found = re.match(re.escape(name) + r":(\d+):(\d+): ", line)
        assert found, line
        assert not places or _fits(places, int(found[1]), int(found[2])), line
        return
    _check_places(places, run.findings)


def _least_seconds(name: str, run: Ended) -> float:
    """On a busy machine even CPU seconds grow: a run that was slow gets two more chances."""
    if run.seconds < 2:
        return run.seconds
    return min(apilint("check", "--isolated", "--format", "json", name, cwd=NASTY).seconds for _ in range(2))


def _check_places(places: str, findings: list[dict]) -> None:
    only = places.startswith("=")
    errors, _, others = places.lstrip("= ").partition("~")
    at_errors = [finding for finding in findings if finding["severity"] == "error"]
    told = [f"{f['line']}:{f['column']} {f['severity']} {f['rule']}: {f['message']}" for f in findings]
    for wanted, candidates in ((errors, at_errors), (others, findings)):
        for place in wanted.split():
            assert any(_fits(place, f["line"], f["column"]) for f in candidates), (
                f"nothing at {place} in {told}"
            )
    if only:
        wrong = [
            f for f in at_errors if not any(_fits(place, f["line"], f["column"]) for place in errors.split())
        ]
        assert not wrong
        assert len(at_errors) == len(errors.split())


def _fits(places: str, line: int, column: int) -> bool:
    return any(_is_at(place, line, column) for place in places.split("|"))


def _is_at(place: str, line: int, column: int) -> bool:
    if "-" in place:
        first, last = place.split("-")
        return int(first) <= line <= int(last)
    wanted, _, wanted_column = place.partition(":")
    return int(wanted) == line and (not wanted_column or int(wanted_column) == column)


def test_odd_keys_other_than_the_list_are_told_of() -> None:
    lines = (NASTY / "odd-keys.yaml").read_text().splitlines()
    text = "\n".join(lines[:7] + lines[9:])
    run = apilint("check", "--isolated", "--format", "json", "-", stdin=text.encode())
    assert run.code == 1
    assert {8, 9, 10, 11} <= {finding["line"] for finding in run.findings}


def test_nothing_of_a_file_outside_of_the_project_is_shown() -> None:
    run = apilint("check", "--isolated", NASTY / "refs-outside.yaml")
    assert "root:" not in run.out


def test_infinity_never_reaches_json() -> None:
    run = apilint("check", "--isolated", "--format", "json", NASTY / "nan-infinity.json")
    assert "Infinity" not in run.out
    assert json.loads(run.out)["findings"] == []


def test_odd_characters_are_printable_in_the_c_locale() -> None:
    run = apilint(
        "check", "--isolated", NASTY / "unicode.yaml", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert run.code == 1
    assert "UnicodeEncodeError" not in run.err


def test_the_twice_listed_enum_value_is_named_and_the_enum_is_not_printed() -> None:
    run = apilint("check", "--isolated", "--format", "json", NASTY / "huge-enum.json")
    told = [finding["message"] for finding in run.findings if "CODE_00007" in finding["message"]]
    assert told
    assert all(len(finding["message"]) < 500 for finding in run.findings)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_nasty_file_and_itself_differ_in_nothing(name: str) -> None:
    run = apilint("diff", NASTY / name, NASTY / name, "--isolated", "--format", "concise")
    assert run.code in (0, 2), run.err
    assert run.code == 2 or run.out.startswith("no findings in ")
    assert "Traceback" not in run.err
    assert run.seconds < 20
