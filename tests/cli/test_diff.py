"""`apilint diff OLD NEW` through the front door."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest
from lxml import etree

from program import Ended, apilint
from support import FIXTURES

OLD = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses: {'200': {description: all orders}}
    delete:
      responses: {'204': {description: gone}}
"""
NEW = """\
openapi: 3.1.0
info: {title: Orders, version: 1.1.0}
paths:
  /orders:
    get:
      responses: {'200': {description: all orders}}
    post:
      responses: {'201': {description: created}}
"""


def diff(folder: Path, old: str, new: str, *options: str) -> Ended:
    (folder / "old.yaml").write_text(old)
    (folder / "new.yaml").write_text(new)
    return apilint("diff", "old.yaml", "new.yaml", *options, cwd=folder)


def test_a_removed_operation_fails_and_is_told_with_its_place_in_both(tmp_path: Path) -> None:
    run = diff(tmp_path, OLD, NEW)
    assert (run.code, run.err) == (1, "")
    assert (
        run.out
        == """\
new.yaml:4:3: error[operation-removed] `DELETE /orders` was removed without having been deprecated
4 |   /orders:
  |   ^^^^^^^
  = used to work: curl -sS -i -X DELETE 'http://localhost/orders'
  = help: keep it, marked `deprecated: true` with an `x-sunset` date, until clients have left it
  = fingerprint: 87bc04f591d0ae98
  = old.yaml:7:5: it was here

new.yaml:7:5: info[operation-added] `POST /orders` is new
7 |     post:
  |     ^^^^

1 error, 1 info in new.yaml since old.yaml: major
"""
    )


def test_a_description_and_itself_differ_in_nothing(tmp_path: Path) -> None:
    run = diff(tmp_path, OLD, OLD)
    assert (run.code, run.out, run.err) == (
        0,
        "no findings in new.yaml since old.yaml: nothing changed\n",
        "",
    )


def test_only_texts_ask_for_a_patch(tmp_path: Path) -> None:
    run = diff(tmp_path, OLD, OLD.replace("all orders", "every order"))
    assert (run.code, run.out) == (0, "no findings in new.yaml since old.yaml: patch\n")


def test_the_json_report_fits_its_schema(tmp_path: Path) -> None:
    report = json.loads(diff(tmp_path, OLD, NEW, "--format", "json").out)
    schema = json.loads(apilint("schema", "report").out)
    jsonschema_rs.Draft202012Validator(schema).validate(report)
    assert report["diff"]["verdict"] == "major"
    assert [finding["change"]["kind"] for finding in report["findings"]] == ["removed", "added"]
    assert report["findings"][0]["related"][0]["file"] == "old.yaml"
    assert report["findings"][0]["operations"] == ["DELETE /orders"]


@pytest.mark.parametrize(
    ("lines", "code", "severity"),
    [
        ("deprecated: true", 0, "info"),
        ("deprecated: true\n      x-sunset: '2020-01-31'", 0, "info"),
        ("deprecated: true\n      x-sunset: '2990-01-31'", 1, "error"),
        ("x-sunset: '2020-01-31'", 1, "error"),
    ],
)
def test_a_deprecated_operation_may_go_after_its_sunset(
    lines: str, code: int, severity: str, tmp_path: Path
) -> None:
    old = OLD.replace("delete:\n", f"delete:\n      {lines}\n")
    run = diff(tmp_path, old, NEW, "--format", "json", "--select", "operation-removed")
    assert (run.code, [finding["severity"] for finding in run.findings]) == (code, [severity])


def test_fingerprints_bear_other_names_of_files_and_other_lines(tmp_path: Path) -> None:
    before = diff(tmp_path, OLD, NEW, "--format", "json").findings
    (tmp_path / "moved.yaml").write_text("# a comment\n" + NEW)
    after = apilint("diff", "old.yaml", "moved.yaml", "--format", "json", cwd=tmp_path).findings
    assert [each["fingerprint"] for each in before] == [each["fingerprint"] for each in after]
    assert [each["line"] for each in before] != [each["line"] for each in after]


def test_an_operation_that_moved_below_another_server_is_the_same(tmp_path: Path) -> None:
    old = OLD.replace("paths:", "servers: [{url: https://api.example.com/v1}]\npaths:")
    new = OLD.replace("paths:", "servers: [{url: https://api.example.com}]\npaths:").replace(
        "/orders", "/v1/orders"
    )
    run = diff(tmp_path, old, new, "--format", "json", "--select", "operation-removed,operation-added")
    assert run.findings == []


def test_an_override_of_the_new_description_is_respected(tmp_path: Path) -> None:
    new = NEW.replace(
        "  /orders:\n", "  /orders:\n    x-apilint-ignore: {operation-removed: nobody called it}\n"
    )
    run = diff(tmp_path, OLD, new, "--format", "json")
    assert (run.code, [each["rule"] for each in run.findings]) == (0, ["operation-added"])
    assert apilint("check", "new.yaml", "--select", "suppression-used", cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    "names", [("old.yaml", "nothing.yaml"), ("nothing.yaml", "old.yaml"), ("old.yaml", "broken.yaml")]
)
def test_what_cannot_be_compared_ends_with_2(names: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(OLD)
    (tmp_path / "broken.yaml").write_text("openapi: [")
    run = apilint("diff", *names, cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert "yaml:1:" in run.err


SCHEMAS = FIXTURES.parent / "schemas"


@pytest.mark.parametrize(
    ("format_name", "schema"), [("junit", "junit-10.xsd"), ("checkstyle", "checkstyle.xsd")]
)
def test_xml_reports_are_valid(format_name: str, schema: str, tmp_path: Path) -> None:
    report = diff(tmp_path, OLD, NEW, "--format", format_name).out
    etree.XMLSchema(etree.parse(str(SCHEMAS / schema))).assertValid(etree.fromstring(report.encode()))
    assert report.count("operation-removed") >= 1


def test_sarif_is_valid_and_points_into_both(tmp_path: Path) -> None:
    log = json.loads(diff(tmp_path, OLD, NEW, "--format", "sarif").out)
    text = (SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text()
    # A slip of the schema itself: its pattern of languages has a `]` too many for strict engines.
    schema = json.loads(text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$"))
    assert [str(error) for error in jsonschema_rs.Draft4Validator(schema).iter_errors(log)] == []
    first = log["runs"][0]["results"][0]
    places = [first["locations"][0], first["relatedLocations"][0]]
    assert [each["physicalLocation"]["artifactLocation"]["uri"] for each in places] == [
        "new.yaml",
        "old.yaml",
    ]


@pytest.mark.parametrize(
    ("format_name", "beginning", "holds"),
    [
        (
            "markdown",
            "## apilint\n\n1 error, 1 info in new.yaml since old.yaml: major\n",
            "operation-removed",
        ),
        ("github", "::error file=new.yaml,line=4,", "in new.yaml since old.yaml: major"),
        ("concise", "new.yaml:4:3: error[operation-removed] ", "in new.yaml since old.yaml: major"),
        ("html", "<!doctype html>", "since old.yaml: major"),
        ("gitlab", "[", '"check_name": "operation-removed"'),
    ],
)
def test_every_format_tells_of_changes(format_name: str, beginning: str, holds: str, tmp_path: Path) -> None:
    report = diff(tmp_path, OLD, NEW, "--format", format_name).out
    assert report.startswith(beginning)
    assert holds in report


@pytest.mark.parametrize(
    ("old", "new", "changed", "code"),
    [
        ("1.4.0", "1.5.0", NEW, 1), ("1.4.0", "2.0.0", NEW, 0), ("0.4.0", "0.5.0", NEW, 0), ("0.4.0", "0.4.1", NEW, 1),
        ("1.4.0", "1.4.1", "added", 1), ("1.4.0", "1.5.0", "added", 0), ("1.4.0", "1.4.0", "text", 1),
        ("1.4.0", "1.4.1", "text", 0), ("1.4.0", "1.4.0", OLD, 0), ("1.4.0", "1.3.9", OLD, 1), ("v1", "v1", NEW, 1),
        ("v1", "v2", NEW, 0), ("2026-10-01", "2026-11-01", NEW, 0), ("2026-10-01", "2026-10-01", NEW, 1),
    ],
)  # fmt: skip
def test_check_version_asks_for_the_version_that_the_changes_need(
    old: str, new: str, changed: str, code: int, tmp_path: Path
) -> None:
    added = OLD + "    post:\n      responses: {'201': {description: created}}\n"
    text = {"added": added, "text": OLD.replace("all orders", "every order")}.get(changed, changed)
    before = OLD.replace("version: 1.0.0", f"version: {old}")
    after = text.replace("version: 1.1.0", "version: 1.0.0").replace("version: 1.0.0", f"version: {new}")
    run = diff(tmp_path, before, after, "--check-version", "--format", "json")
    assert [each["rule"] for each in run.findings].count("version-not-bumped") == code


@pytest.mark.parametrize(("options", "severity"), [((), "info"), (("--strict-readers",), "error")])
def test_strict_readers_break_by_what_is_new_in_answers(
    options: tuple[str, ...], severity: str, tmp_path: Path
) -> None:
    answer = (
        "{description: all orders, content: {application/json: {schema: {type: object, properties: {%s}}}}}"
    )
    old, new = (OLD.replace("{description: all orders}", answer % each) for each in ("a: {}", "a: {}, b: {}"))
    run = diff(tmp_path, old, new, "--format", "json", *options)
    assert [(each["rule"], each["severity"]) for each in run.findings] == [
        ("response-property-added", severity)
    ]


@pytest.mark.parametrize(
    ("days", "line", "found"),
    [("0", "", 0), ("90", "", 1), ("90", "x-sunset: '2990-01-31'", 0), ("90", "x-sunset: '2020-01-31'", 1)],
)
def test_sunset_days_ask_for_notice(days: str, line: str, found: int, tmp_path: Path) -> None:
    new = OLD.replace("delete:\n", f"delete:\n      deprecated: true\n      {line}\n")
    run = diff(tmp_path, OLD, new, "--format", "json", "--sunset-days", days)
    assert [each["rule"] for each in run.findings].count("sunset-too-soon") == found == run.code
