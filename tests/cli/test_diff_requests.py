"""The request that a finding shows: run as it stands, it is accepted by a service of the old kind, and not by a new one."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jsonschema_rs
import pytest

from program import Ended, apilint
from running import listening

OLD = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
servers: [{url: "http://127.0.0.1:{port}/v1", variables: {port: {default: "PORT"}}}]
security: [{key: []}, {login: []}]
paths:
  /orders/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer, minimum: 5}}]
    put:
      parameters:
        - {name: X-Tenant, in: header, required: true, schema: {type: string, minLength: 3}}
        - {name: dry, in: query, required: true, schema: {type: boolean}}
        - {name: kind, in: query, schema: {enum: [a, b]}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}, maxItems: 3}}
        - {name: seen, in: cookie, schema: {type: string, maxLength: 9}}
      requestBody:
        required: true
        content:
          application/json: {schema: {type: object, required: [qty], properties: {qty: {type: integer}, note: {type: string, pattern: "^it's \\\\$HOME"}}}}
          application/x-www-form-urlencoded: {schema: {type: object, required: [qty], properties: {qty: {type: integer, maximum: 10}}}}
          text/csv: {schema: {type: string}}
      responses: {'200': {description: changed}}
    delete: {responses: {'204': {description: gone}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Api-Key}, login: {type: http, scheme: basic}}
"""


class _Orders(BaseHTTPRequestHandler):
    """Accepts what the old description accepts, written down once more by hand, and remembers it."""

    def do_DELETE(self) -> None:
        self.answer(self.is_addressed())

    def do_PUT(self) -> None:
        url = urlsplit(self.path)
        query = parse_qs(url.query)
        is_known = set(query) <= {"dry", "kind", "tags"} and query.get("kind", ["a"])[0] in ("a", "b")
        is_fine = is_known and query.get("dry") in (["true"], ["false"]) and len(query.get("tags", [])) <= 3
        cookie = self.headers.get("Cookie", "seen=a").partition("=")
        is_fine = (
            is_fine and cookie[0] == "seen" and len(cookie[2]) <= 9 and len(self.headers["X-Tenant"]) >= 3
        )
        self.answer(self.is_addressed() and is_fine and self.is_readable())

    def is_addressed(self) -> bool:
        *above, name = urlsplit(self.path).path.split("/")
        return above == ["", "v1", "orders"] and int(name) >= 5 and self.headers["X-Api-Key"] == "sesame"

    def is_readable(self) -> bool:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        kind = self.headers["Content-Type"]
        if kind == "application/json":
            value = json.loads(body)
            return type(value.get("qty")) is int and value.get("note", "it's $HOME").startswith("it's $HOME")
        if kind == "application/x-www-form-urlencoded":
            return int(dict(parse_qsl(body))["qty"]) <= 10
        return kind == "text/csv"

    def answer(self, is_fine: bool) -> None:
        self.server.arrived.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200 if is_fine else 400)
        self.end_headers()

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def orders() -> Iterator[ThreadingHTTPServer]:
    with listening(_Orders) as server:
        yield server


def diff(folder: Path, old: str, new: str, *options: str) -> Ended:
    (folder / "old.yaml").write_text(old)
    (folder / "new.yaml").write_text(new)
    return apilint("diff", "old.yaml", "new.yaml", *options, cwd=folder)


def lines(folder: Path, old: str, new: str) -> list[str]:
    """The curl lines of all findings."""
    run = diff(folder, old, new, "--format", "json")
    jsonschema_rs.Draft202012Validator(json.loads(apilint("schema", "report").out)).validate(
        json.loads(run.out)
    )
    return [line for finding in run.findings for line in finding.get("curl", [])]


def less(*words: str) -> Callable[[str], str]:
    return lambda text: text.replace(*words)


CHANGES = {
    "a property became required": less("required: [qty], properties: {qty: {type: integer}, note", "required: [qty, note], properties: {qty: {type: integer}, note"),
    "a text became shorter": less('note: {type: string, ', "note: {type: string, maxLength: 10, "),
    "a number of a form became less": less("maximum: 10", "maximum: 9"),
    "a value of a parameter is gone": less("enum: [a, b]", "enum: [b]"),
    "fewer items of a parameter": less("maxItems: 3", "maxItems: 2"),
    "a shorter cookie": less("maxLength: 9", "maxLength: 8"),
    "a higher number in the path": less("minimum: 5", "minimum: 6"),
    "a longer header": less("minLength: 3", "minLength: 4"),
    "a parameter is gone": less("        - {name: kind, in: query, schema: {enum: [a, b]}}\n", ""),
    "a parameter became required": less("in: query, schema: {enum", "in: query, required: true, schema: {enum"),
    "a media type is gone": less("          text/csv: {schema: {type: string}}\n", ""),
    "an operation is gone": less("    delete: {responses: {'204': {description: gone}}}\n", ""),
}  # fmt: skip


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("name", CHANGES)
def test_the_line_runs_as_it_stands_and_is_accepted_by_the_old_service(
    name: str, orders: ThreadingHTTPServer, tmp_path: Path
) -> None:
    old = OLD.replace("PORT", str(orders.server_address[1]))
    (line,) = lines(tmp_path, old, CHANGES[name](old))
    environment = {"PATH": os.environ["PATH"], "HOME": "/root", "X_API_KEY": "sesame"}
    ended = subprocess.run(["sh", "-c", line], env=environment, capture_output=True, timeout=20, check=True)
    assert b" 200 " in ended.stdout.splitlines()[0], line
    assert len(orders.arrived) == 1  # type: ignore[attr-defined]


def test_the_body_of_the_line_is_the_witness(tmp_path: Path) -> None:
    new = CHANGES["a text became shorter"](OLD)
    run = diff(tmp_path, OLD, new, "--format", "json")
    (found,) = run.findings
    words = shlex.split(found["curl"][0])
    assert words[0] == "curl"
    body = json.loads(words[words.index("--data-raw") + 1])
    assert body == found["change"]["witness"]
    assert body["note"].startswith("it's $HOME")
    assert words[words.index("-X") + 1] == "PUT"


@pytest.mark.parametrize("name", ["text", "markdown", "html", "changelog", "github", "junit"])
def test_every_format_shows_it(name: str, tmp_path: Path) -> None:
    report = diff(tmp_path, OLD, CHANGES["a text became shorter"](OLD), "--format", name).out
    assert "curl -sS -i -X PUT" in report


def test_secrets_are_names_of_variables_and_no_server_means_this_machine(tmp_path: Path) -> None:
    old = OLD.replace("http://127.0.0.1:{port}/v1", "/v1").replace("- {key: []}, ", "")
    old = old.replace("[{key: []}, {login: []}]", "[{login: []}]")
    (line,) = lines(tmp_path, old, CHANGES["an operation is gone"](old))
    assert line == """curl -sS -i -X DELETE 'http://localhost/v1/orders/5' -u "$USER_AND_PASSWORD\""""


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("{type: string, enum: ['7', '8']}", "{type: integer, enum: [7]}"),  # `8` is refused, not `7`
        ("{type: [string, 'null'], enum: [a, null]}", "{type: string, enum: [a]}"),
        ("{type: array, items: {type: string}}", "{type: array, items: {type: string}, minItems: 1}"),
    ],
)
def test_a_value_that_its_text_does_not_show_is_in_no_line(was: str, now: str, tmp_path: Path) -> None:
    old, new = (OLD.replace("{enum: [a, b]}", each) for each in (was, now))
    for line in lines(tmp_path, old, new):
        assert "kind=8" in line


def test_a_request_that_cannot_be_made_whole_leaves_the_value_alone(tmp_path: Path) -> None:
    old = OLD.replace(
        "schema: {type: string, minLength: 3}", "schema: {type: string, minLength: 3, maxLength: 2}"
    )
    new = CHANGES["a text became shorter"](old)
    assert lines(tmp_path, old, new) == []
    text = diff(tmp_path, old, new).out
    assert 'was accepted, and is refused now: {"' in text


def test_a_long_body_is_shortened_for_people_only(tmp_path: Path) -> None:
    old, new = (OLD.replace("{qty: {type: integer}, ", f"{{qty: {{type: string, maxLength: {most}}}, ") for most in (5000, 4999))  # fmt: skip
    (line,) = lines(tmp_path, old, new)
    assert "a" * 5000 in line
    assert "a" * 5000 not in diff(tmp_path, old, new).out


def test_what_breaks_nothing_and_what_the_service_sends_has_no_line(tmp_path: Path) -> None:
    hook = "webhooks: {paid: {post: {requestBody: {content: {application/json: {schema: {type: object, properties: {a: {maxLength: 9, type: string}}}}}}}}}\n"
    old, new = OLD + hook, OLD.replace("maximum: 10", "maximum: 11") + hook.replace("9", "10")
    assert diff(tmp_path, old, new, "--format", "json").findings != []
    assert lines(tmp_path, old, new) == []
