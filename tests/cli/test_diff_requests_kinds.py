"""Each kind of change that clients feel in their requests is shown by one: run, it is answered by the old service."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import jsonschema_rs
import pytest
import yaml

from program import apilint
from running import listening

OLD = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
servers: [{url: "http://127.0.0.1:PORT/v1"}, {url: "http://127.0.0.1:PORT/eu"}]
security: [{key: []}, {login: [], tenant: []}, {cookie: []}]
paths:
  /orders:
    get:
      security: []
      parameters:
        - {name: tags, in: query, schema: {type: array, items: {enum: [red, blue]}}}
        - {name: size, in: query, style: deepObject, schema: {type: object, properties: {least: {type: integer}}}}
        - {name: archived, in: query, allowEmptyValue: true, schema: {type: boolean}}
        - {name: state, in: query, schema: {type: string, x-extensible-enum: [open, done]}}
      responses:
        '200':
          description: orders
          content:
            application/json: {schema: {type: array}}
            text/csv: {schema: {type: string}}
        '404':
          description: none
          content:
            application/json: {schema: {type: object}}
            text/plain: {schema: {type: string}}
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [article]
              properties:
                article: {type: string}
                lines: {type: array, items: {$ref: '#/components/schemas/Line'}}
      responses: {'201': {description: made}}
  /orders/{ids}:
    parameters: [{name: ids, in: path, required: true, schema: {type: array, items: {type: integer}}}]
    delete: {responses: {'204': {description: gone}}}
components:
  schemas:
    Line:
      type: object
      properties:
        sku: {type: string}
        note: {type: string}
        kind: {type: string, x-extensible-enum: [gift, sale]}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    login: {type: http, scheme: bearer}
    tenant: {type: apiKey, in: query, name: tenant}
    cookie: {type: apiKey, in: cookie, name: session}
"""
SECRETS = {"X_KEY": "sesame", "TOKEN": "open", "TENANT": "acme", "SESSION": "s1"}


class Arrived(NamedTuple):
    """A request that the service got."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: Any

    @property
    def is_known(self) -> bool:
        """Whether its credentials are any of those that the old description asks for."""
        cookies = self.headers.get("cookie", "").split("; ")
        bearer = self.headers.get("authorization") == "Bearer open"
        return (
            self.headers.get("x-key") == "sesame"
            or (bearer and ("tenant", "acme") in self.query)
            or "session=s1" in cookies
        )

    @property
    def is_fine(self) -> bool:
        """Whether the old description accepts it, written down once more by hand."""
        base, _, rest = self.path.removeprefix("/").partition("/")
        if base not in ("v1", "eu"):
            return False
        if (self.method, rest) == ("GET", "orders"):
            return all(map(_is_fine_field, self.query)) and self.headers["accept"] in ACCEPTED
        if (self.method, rest) == ("POST", "orders"):
            schema = yaml.safe_load(OLD)
            body = schema["paths"]["/orders"]["post"]["requestBody"]["content"]["application/json"]["schema"]
            fits = jsonschema_rs.validator_for({**body, "components": schema["components"]})
            return self.is_known and fits.is_valid(self.body)
        ids = rest.removeprefix("orders/").split(",")
        return self.method == "DELETE" and self.is_known and all(each.isdigit() for each in ids)


ACCEPTED = ("*/*", "application/json", "text/csv")


def _is_fine_field(field: tuple[str, str]) -> bool:
    name, value = field
    if name == "size[least]":
        return value.isdigit()
    return (
        value in {"tags": ("red", "blue"), "archived": ("", "true", "false"), "state": ("open", "done")}[name]
    )


class _Orders(BaseHTTPRequestHandler):
    def answer(self) -> None:
        url = urlsplit(self.path)
        length = int(self.headers.get("Content-Length", "0"))
        body = json.loads(self.rfile.read(length)) if length else None
        headers = {name.lower(): value for name, value in self.headers.items()}
        got = Arrived(self.command, url.path, parse_qsl(url.query, keep_blank_values=True), headers, body)
        self.server.arrived.append(got)  # type: ignore[attr-defined]
        self.send_response(200 if got.is_fine else 400)
        self.end_headers()

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def do_DELETE(self) -> None:
        self.answer()

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture(scope="module")
def orders() -> Iterator[ThreadingHTTPServer]:
    with listening(_Orders) as server:
        yield server


def less(*words: str) -> Callable[[str], str]:
    def changed(text: str) -> str:
        assert words[0] in text
        return text.replace(*words, 1)

    return changed


Case = tuple[str, Callable[[str], str], Callable[[Arrived], object]]
CASES: dict[str, Case] = {
    "a key is not enough": ("security-tightened", less("{key: []}, ", ""), lambda got: got.headers["x-key"]),
    "a token with a tenant is not enough": (
        "security-tightened", less("{login: [], tenant: []}, ", ""), lambda got: "x-key" not in got.headers and got.query,
    ),
    "a cookie is not enough": ("security-tightened", less(", {cookie: []}", ""), lambda got: got.headers["cookie"]),
    "credentials where none were needed": (
        "security-tightened", less("security: []", "security: [{key: []}]"), lambda got: got.method == "GET" and not got.is_known,
    ),
    "a key in another header": (
        "security-scheme-changed", less("name: X-Key", "name: X-Api-Key"), lambda got: got.headers["x-key"],
    ),
    "another kind of token": (
        "security-scheme-changed", less("scheme: bearer", "scheme: basic"), lambda got: got.headers["authorization"],
    ),
    "an object is closed": (
        "request-closed", less("required: [article]", "additionalProperties: false\n              required: [article]"),
        lambda got: "extra" in got.body,
    ),
    "an object in a list is closed": (
        "request-closed", less("Line:\n      type: object", "Line:\n      type: object\n      unevaluatedProperties: false"),
        lambda got: "extra" in got.body["lines"][0],
    ),
    "a property of an item is gone": (
        "request-property-removed", less("        note: {type: string}\n", ""), lambda got: "note" in got.body["lines"][0],
    ),
    "a value of an open list of an item is gone": (
        "request-narrowed", less("[gift, sale]", "[gift]"), lambda got: got.body["lines"][0]["kind"] == "sale",
    ),
    "a value of an open list of a parameter is gone": (
        "parameter-narrowed", less("[open, done]", "[done]"), lambda got: ("state", "open") in got.query,
    ),
    "a parameter must not be empty": (
        "parameter-narrowed", less("allowEmptyValue: true, ", ""), lambda got: ("archived", "") in got.query,
    ),
    "a media type of answers is gone": (
        "response-media-type-removed", less("            text/csv: {schema: {type: string}}\n", ""),
        lambda got: got.headers["accept"] == "text/csv",
    ),
    "only a range of media types is left": (
        "response-media-type-removed", less("text/csv:", "text/*:"), lambda got: got.headers["accept"] == "text/csv",
    ),
    "a list of a query in another style": (
        "parameter-serialization-changed", less("tags, in: query", "tags, in: query, explode: false"),
        lambda got: len([name for name, _ in got.query if name == "tags"]) == 2,
    ),
    "an object of a query in another style": (
        "parameter-serialization-changed", less("style: deepObject", "style: form"), lambda got: got.query[0][0] == "size[least]",
    ),
    "a list of a path in another style": (
        "parameter-serialization-changed", less("in: path", "in: path, style: label"), lambda got: got.path == "/v1/orders/1",
    ),
    "a server is gone": (
        "server-removed", less(', {url: "http://127.0.0.1:PORT/eu"}', ""), lambda got: got.path == "/eu/orders",
    ),
}  # fmt: skip


def findings(folder: Path, old: str, new: str) -> list[dict[str, Any]]:
    (folder / "old.yaml").write_text(old)
    (folder / "new.yaml").write_text(new)
    return apilint("diff", "old.yaml", "new.yaml", "--format", "json", cwd=folder).findings


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("name", CASES)
def test_the_old_service_answers_what_the_finding_shows(
    name: str, orders: ThreadingHTTPServer, tmp_path: Path
) -> None:
    rule, change, is_case = CASES[name]
    old, new = (text.replace("PORT", str(orders.server_address[1])) for text in (OLD, change(OLD)))
    found = [each for each in findings(tmp_path, old, new) if each["rule"] == rule]
    assert found
    for line in (each["curl"][0] for each in found):
        orders.arrived.clear()  # type: ignore[attr-defined]
        environment = {"PATH": os.environ["PATH"], **SECRETS}
        ended = subprocess.run(
            ["sh", "-c", line], env=environment, capture_output=True, timeout=20, check=True
        )
        assert b" 200 " in ended.stdout.splitlines()[0], line
        (got,) = orders.arrived  # type: ignore[attr-defined]
        assert is_case(got), line


AT_MOST_ONE = less("{enum: [red, blue]}}", "{enum: [red]}, maxItems: 1}")
SILENT = {
    "an error comes in one media type less": (
        OLD,
        less("            text/plain: {schema: {type: string}}\n", "")(OLD),
    ),
    "no value of the parameter is written otherwise": (
        AT_MOST_ONE(OLD),
        less("in: query", "in: query, explode: false")(AT_MOST_ONE(OLD)),
    ),
}
"""Changes that no request shows."""


@pytest.mark.parametrize("name", SILENT)
def test_what_no_request_shows_has_no_line(name: str, tmp_path: Path) -> None:
    found = findings(tmp_path, *SILENT[name])
    assert found
    assert [each["curl"] for each in found if "curl" in each] == []
