"""Every format: valid by its own schema, complete, and safe whatever strangers wrote."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from lxml import etree

from program import apilint
from support import FIXTURES

SCHEMAS = FIXTURES.parent / "schemas"
ORDERS = FIXTURES / "orders.yaml"
FORMATS = (
    "checkstyle",
    "concise",
    "github",
    "gitlab",
    "har",
    "html",
    "json",
    "junit",
    "markdown",
    "ndjson",
    "sarif",
    "text",
)
ODD = """\
openapi: 3.0.4
info: {title: "t", version: "1"}
paths:
  "/a|b<script>&\\"'%0A::error::\\e[31m\\u202e`x`,\\u0001\\ud83d\\udc3e": []
  "re\\nlative": {}
"""


def report(format_name: str, *paths: Path) -> str:
    run = apilint("check", "--isolated", "--format", format_name, *paths)
    assert run.code in (0, 1), run.err
    return run.out


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    path = tmp_path / "ödd & <api>.yaml"
    path.write_text(ODD.replace("\\ud83d\\udc3e", "🐾"))
    return path


@pytest.fixture
def clean() -> Path:
    return FIXTURES / "clean.yaml"


def test_sarif_is_valid_and_has_what_viewers_need(odd: Path) -> None:
    text = (SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text()
    # A slip of the schema itself: its pattern of languages has a `]` too many for strict engines.
    schema = json.loads(text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$"))
    validator = jsonschema_rs.Draft4Validator(schema)
    for paths in ([ORDERS], [odd], [ORDERS, odd]):
        log = json.loads(report("sarif", *paths))
        assert [str(error) for error in validator.iter_errors(log)] == []
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert re.fullmatch("[0-9a-f]{16}", result["partialFingerprints"]["apilint/v1"])
    assert all(rule["help"]["markdown"].startswith(f"# {rule['id']}") for rule in rules)


@pytest.mark.parametrize(
    ("format_name", "schema"), [("junit", "junit-10.xsd"), ("checkstyle", "checkstyle.xsd")]
)
def test_xml_reports_are_valid(format_name: str, schema: str, odd: Path) -> None:
    validator = etree.XMLSchema(etree.parse(str(SCHEMAS / schema)))
    for paths in ([ORDERS], [odd], [FIXTURES / "clean.yaml"]):
        validator.assertValid(etree.fromstring(report(format_name, *paths).encode()))


def test_json_follows_its_published_schema(odd: Path) -> None:
    validator = jsonschema_rs.Draft202012Validator(json.loads(apilint("schema", "report").out))
    for paths in ([ORDERS], [odd], [FIXTURES / "clean.yaml"]):
        document = json.loads(report("json", *paths))
        assert [str(error) for error in validator.iter_errors(document)] == []


def test_gitlab_has_the_fields_that_gitlab_reads(odd: Path) -> None:
    issues = json.loads(report("gitlab", ORDERS, odd))
    for issue in issues:
        assert issue["description"]
        assert issue["check_name"]
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_github_commands_cannot_be_forged_by_a_document(odd: Path) -> None:
    lines = report("github", odd).splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert commands
    assert all(re.match(r"::(error|warning|notice) file=[^:]*,line=\d+,", line) for line in commands)
    assert not any(line.startswith("::error::") for line in lines)


@pytest.mark.parametrize("format_name", ["text", "concise", "markdown"])
def test_nothing_a_document_says_can_steer_a_terminal(format_name: str, odd: Path) -> None:
    text = report(format_name, odd)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)


def test_markdown_keeps_its_table_whatever_a_path_is_called(odd: Path) -> None:
    rows = [line for line in report("markdown", odd).splitlines() if line.startswith("| ")]
    assert rows
    for row in rows:
        assert len(re.split(r"(?<!\\)\|", row)) == 6


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_clean_file_makes_a_report_too(format_name: str, clean: Path) -> None:
    run = apilint("check", "--isolated", "--select", "document-valid", "--format", format_name, clean)
    assert run.code == 0
    assert run.out


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_report_can_go_to_a_file_beside_another(format_name: str, tmp_path: Path) -> None:
    file = tmp_path / "report.out"
    run = apilint("check", "--isolated", "--format", f"{format_name}={file}", "--format", "concise", ORDERS)
    assert run.out.splitlines()[-1].endswith("in 1 file")
    assert file.read_text() == apilint("check", "--isolated", "--format", format_name, ORDERS).out
    assert [path.name for path in tmp_path.iterdir()] == ["report.out"]


def test_the_folder_of_a_report_is_made(tmp_path: Path) -> None:
    run = apilint("check", ORDERS, "--format", "sarif=reports/today/out.sarif", "--isolated", cwd=tmp_path)
    assert (run.code, run.err) == (1, "")
    assert json.loads((tmp_path / "reports" / "today" / "out.sarif").read_text())["version"] == "2.1.0"


@pytest.mark.parametrize("command", ["check", "test", "judge"])
@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("taken/out.sarif", "its folder cannot be made: File exists"),
        ("taken/below/out.sarif", "its folder cannot be made: Not a directory"),
        ("folder", "is a folder, not a file"),
    ],
)
def test_a_report_that_cannot_be_written_is_told_before_any_work_is_done(
    command: str, file: str, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("")
    (tmp_path / "folder").mkdir()
    more = ["traffic.har"] if command == "judge" else []
    run = apilint(command, "missing.yaml", *more, "--format", f"sarif={file}", "--isolated", cwd=tmp_path)
    assert (run.code, run.out, run.err) == (2, "", f"{file}: {reason}\n")


def test_ctrl_c_is_told_in_one_line_and_leaves_no_half_a_report(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/openapi.yaml"
        command = [sys.executable, "-m", "apilint", "check", url, "--isolated", "--format", "json=out.json"]
        with subprocess.Popen(
            command,
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(
                signal.SIGINT, signal.SIG_DFL
            ),  # it is ignored in the background of a shell
        ) as run:
            waiting, _ = silent.accept()  # it has begun, and will not come further
            run.send_signal(signal.SIGINT)
            out, err = run.communicate()
            waiting.close()
    assert (run.returncode, out, err) == (130, b"", b"interrupted\n")
    assert list(tmp_path.iterdir()) == []


def test_every_place_of_a_json_report_lies_on_what_its_pointer_names() -> None:
    text = ORDERS.read_text().splitlines()
    data = yaml.safe_load(ORDERS.read_text())
    for finding in json.loads(report("json", ORDERS))["findings"]:
        tokens = [token.replace("~1", "/").replace("~0", "~") for token in finding["pointer"].split("/")[1:]]
        written = text[finding["line"] - 1][finding["column"] - 1 : finding["end_column"] - 1].strip("'\"")
        value = data
        for token in tokens:
            value = (
                value[int(token)]
                if isinstance(value, list)
                else value.get(token, value.get(int(token) if token.isdigit() else token))
            )
        assert not tokens or written in (tokens[-1], str(value)) or written == f"{value}0"


def test_a_very_long_line_is_cut_around_the_finding(tmp_path: Path) -> None:
    path = tmp_path / "one-line.json"
    padding = ",".join(f'"/p{number}": {{}}' for number in range(2000))
    path.write_text(
        '{"openapi": "3.0.4", "info": {"title": "t", "version": 1}, "paths": {' + padding + ', "/x": 7}}'
    )
    lines = report("text", path).splitlines()
    assert max(map(len, lines)) < 300
    assert any('"/x": 7' in line for line in lines)
