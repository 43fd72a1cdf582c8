"""The lines of a finding run one after the other, though what they are about was deleted: a real shell, a real curl."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from apilint.reporters._script import script_lines
from apilint.reporters.run import Made, WireRun
from apilint.service.tokens import made_up_jwt, unsigned
from apilint_rules.core.wire.exchange import Answer, Exchange, Request
from running import listening

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


class _Notes(BaseHTTPRequestHandler):
    """Makes things with numbers for names, the first of them 41, and writes down what arrives."""

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        number = 41 + sum(line.startswith("POST") for line in self.server.arrived)  # type: ignore[attr-defined]
        self.answer(sent, 201, json.dumps({"kind": "note", "id": number}), "ETag", f'"tag {number}"')

    def do_GET(self) -> None:
        self.answer(self.headers.get("If-Match") or self.headers.get("Authorization") or "", 200, "{}")

    def answer(self, told: str, status: int, body: str, *header: str) -> None:
        self.server.arrived.append(f"{self.command} {self.path} {told}".strip())  # type: ignore[attr-defined]
        self.send_response(status)
        if header:
            self.send_header(*header)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def notes() -> Iterator[ThreadingHTTPServer]:
    with listening(_Notes) as server:
        yield server


def arrived(notes: ThreadingHTTPServer, evidence: list[Exchange], *made: Made, **rest: Any) -> list[str]:
    """What arrives when a shell runs the lines."""
    wire = WireRun(
        f"http://127.0.0.1:{notes.server_address[1]}",
        "",
        0,
        1,
        9,
        made={each.path: each for each in made},
        **rest,
    )
    script = "\n".join(["set -e", *script_lines(evidence, wire)])
    environment = {"PATH": os.environ["PATH"], "TOKEN": made_up_jwt()}
    subprocess.run(["sh", "-c", script], env=environment, capture_output=True, timeout=20, check=True)
    return notes.arrived  # type: ignore[attr-defined, no-any-return]


def posted(number: int, name: str, body: bytes = b"{}", **headers: str) -> Exchange:
    """A thing that was made; its answer names it in the body alone."""
    answer = Answer(201, tuple(headers.items()), f'{{"kind": "note", "id": {name}}}'.encode())
    return Exchange(Request("POST", "/notes", body=body), answer, number)


def note(made_by: Exchange, name: str) -> Made:
    return Made(f"/notes/{name}", "noteId", name, made_by)


def test_what_was_made_is_made_again_and_called_by_its_new_name(notes: ThreadingHTTPServer) -> None:
    read = Exchange(Request("GET", "/notes/7/lines"), Answer(200), 2)
    assert arrived(notes, [read], note(posted(1, "7"), "7")) == ["POST /notes {}", "GET /notes/41/lines"]


def test_what_shows_the_making_is_made_once(notes: ThreadingHTTPServer) -> None:
    made = posted(1, "7")
    read = Exchange(Request("GET", "/notes/7"), Answer(200), 2)
    assert arrived(notes, [made, read], note(made, "7")) == ["POST /notes {}", "GET /notes/41"]


def test_what_was_needed_to_make_it_is_made_first(notes: ThreadingHTTPServer) -> None:
    first, second = posted(1, "12345678"), posted(2, "9", b'{"in":"12345678"}')
    read = Exchange(Request("GET", "/notes/9"), Answer(200), 3)
    told = arrived(notes, [read], note(first, "12345678"), note(second, "9"))
    assert told == ["POST /notes {}", 'POST /notes {"in":"41"}', "GET /notes/42"]


def test_an_entity_tag_is_the_one_that_came(notes: ThreadingHTTPServer) -> None:
    made = posted(1, "7", ETag='"old"')
    read = Exchange(Request("GET", "/notes/7", headers=(("If-Match", '"old"'),)), Answer(200), 2)
    assert arrived(notes, [read], note(made, "7")) == ["POST /notes {}", 'GET /notes/41 "tag 41"']


def test_what_was_gone_is_not_made_again(notes: ThreadingHTTPServer) -> None:
    missed = Exchange(Request("GET", "/notes/7"), Answer(404), 5)
    assert arrived(notes, [missed], note(posted(1, "7"), "7")) == ["GET /notes/7"]


def test_a_token_without_a_signature_is_made_of_the_real_one(notes: ThreadingHTTPServer) -> None:
    read = Exchange(Request("GET", "/notes"), Answer(200), 1)

    def shown(request: Request) -> Request:
        return request.with_header("Authorization", "Bearer $TOKEN_UNSIGNED")

    assert arrived(notes, [read], shown=shown) == [f"GET /notes Bearer {unsigned(made_up_jwt())}"]
