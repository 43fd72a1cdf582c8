"""HAR and NDJSON: valid, complete, and of a run that is killed whole lines."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import example_run as example
import jsonschema_rs
from test_wire_reports import evil_run

from apilint.reporters._json_schema import report_schema
from apilint.reporters.ndjson import stream
from apilint_rules.core.wire.exchange import Answer, Exchange, Request
from running import SERVICES, service
from shop import tokens
from support import FIXTURES

HAR = jsonschema_rs.Draft6Validator(json.loads((FIXTURES.parent / "schemas" / "har-1.2.json").read_text()))


def test_har_is_valid_whatever_a_service_says() -> None:
    for text in (example.report("har"), example.report("har", *evil_run())):
        assert [str(error) for error in HAR.iter_errors(json.loads(text))] == []
    entries = json.loads(example.report("har"))["log"]["entries"]
    assert [entry["_number"] for entry in entries] == [exchange.number for exchange in example.EXCHANGES]
    assert {"name": "Authorization", "value": "Bearer $TOKEN"} in entries[0]["request"]["headers"]


def test_bytes_survive_a_har() -> None:
    raw = bytes(range(256))
    kept = (Exchange(Request("POST", "/x", body=raw), Answer(200, (), raw), 1),)
    log = json.loads(example.report("har", told=example.run(example.wire_run(exchanges=kept))))["log"]
    content, sent = log["entries"][0]["response"]["content"], log["entries"][0]["request"]["postData"]
    assert base64.b64decode(content["text"]) == base64.b64decode(sent["text"]) == raw


def test_ndjson_says_what_json_says() -> None:
    lines = [json.loads(line) for line in example.report("ndjson").splitlines()]
    assert [line["type"] for line in lines] == ["exchange"] * 6 + ["finding"] * 5 + ["run"]
    report = {
        "version": 1,
        "findings": [{name: line[name] for name in line if name != "type"} for line in lines[6:11]],
        "summary": lines[-1]["summary"],
        "wire": lines[-1]["wire"],
    }
    assert report == json.loads(example.report("json"))
    assert jsonschema_rs.Draft202012Validator(report_schema()).is_valid(report)


def test_a_stream_has_each_exchange_at_once(tmp_path: Path) -> None:
    path = tmp_path / "run.ndjson"
    with path.open("wb", buffering=0) as file:
        see = stream(
            file, "http://127.0.0.1", "2026-11-25T16:00:00Z", example.shown, lambda exchange: exchange
        )
        for number, exchange in enumerate(example.EXCHANGES, 1):
            see(exchange, None)
            assert len(path.read_text().splitlines()) == number


def test_a_killed_run_leaves_whole_lines_without_a_secret(tmp_path: Path) -> None:
    path = tmp_path / "run.ndjson"
    with service("shop") as url:
        command = [
            sys.executable, "-m", "apilint", "test", SERVICES / "shop" / "openapi.yaml", "--url", url, "--isolated",
            "--auth", "bearer:TOKEN", "--format", f"ndjson={path}", "--format", "ndjson", "--quiet",
        ]  # fmt: skip
        known = {**os.environ, "TOKEN": tokens.ALICE}
        with subprocess.Popen(command, env=known, stdout=subprocess.PIPE) as process:
            assert process.stdout
            assert all(process.stdout.readline() for _ in range(30))
            process.send_signal(signal.SIGKILL)
    text = path.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) >= 30
    assert {line["type"] for line in lines} == {"exchange"}
    assert text.endswith("\n")
    assert tokens.ALICE not in text


def test_a_stream_ends_with_findings_and_the_run(tmp_path: Path) -> None:
    path = tmp_path / "run.ndjson"
    with service("shop", "--fault", "405-without-allow") as url:
        command = [
            sys.executable, "-m", "apilint", "test", SERVICES / "shop" / "openapi.yaml", "--url", url, "--isolated",
            "--auth", "bearer:TOKEN", "--format", f"ndjson={path}", "--phases", "plan,probes",
        ]  # fmt: skip
        run = subprocess.run(command, env={**os.environ, "TOKEN": tokens.ALICE}, capture_output=True)
    assert run.returncode == 1
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    kinds = [line["type"] for line in lines]
    assert kinds[-2:] == ["finding", "run"]
    assert kinds.count("exchange") == lines[-1]["wire"]["requests"]
