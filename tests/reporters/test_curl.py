"""A curl line sends what was sent: a real shell and a real curl against a service that writes down what arrives."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import pytest

from apilint.reporters._curl import LONGEST, curl_line
from apilint_rules.core.wire.exchange import Fields, Request
from running import listening

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


class Arrived(NamedTuple):
    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes


class _Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self.answer
        raise AttributeError(name)

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.arrived.append(Arrived(self.command, self.path, self.headers.items(), body))  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def echo() -> Iterator[ThreadingHTTPServer]:
    with listening(_Echo) as server:
        yield server


def sent(
    echo: ThreadingHTTPServer, request: Request, shown: Request | None = None, **variables: str
) -> Arrived:
    """What arrives when a shell runs the line of a request."""
    line = curl_line(request, shown or request, f"http://127.0.0.1:{echo.server_address[1]}/v1")
    assert line.isprintable()
    environment = {"PATH": os.environ["PATH"], **variables}
    ended = subprocess.run(
        ["sh"], input=line.encode(), env=environment, capture_output=True, timeout=20, check=True
    )
    assert ended.stderr == b""
    assert b" 204 " in ended.stdout.splitlines()[0]
    (arrived,) = echo.arrived  # type: ignore[attr-defined]
    echo.arrived.clear()  # type: ignore[attr-defined]
    return arrived  # type: ignore[no-any-return]


NASTY = [
    "plain", "it's", 'a "quoted" one', "$HOME and `id` and $(id)", "back\\slash \\n \\", "two\nlines\r\n", "\ttab", "100%",
    "grüße 🐾 日本", "!history !!", "@/etc/passwd", "--data x", "\u202eevil", "; rm -rf /nowhere", "\n", "#", "' '\\'' '",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_a_body_arrives_byte_for_byte(echo: ThreadingHTTPServer, text: str) -> None:
    request = Request("POST", "/x", headers=(("Content-Type", "text/plain"),), body=text.encode())
    arrived = sent(echo, request)
    assert (arrived.method, arrived.target, arrived.body) == ("POST", "/v1/x", text.encode())
    assert ("Content-Type", "text/plain") in arrived.headers


@pytest.mark.parametrize(
    "body", [bytes(range(256)), b"\x00", b"\xff\xfe%s\\'", b"{" + b" " * LONGEST * 3 + b"}"], ids=range(4)
)
def test_bytes_that_are_no_text_and_long_bodies_arrive(echo: ThreadingHTTPServer, body: bytes) -> None:
    assert sent(echo, Request("PUT", "/x", body=body)).body == body


@pytest.mark.parametrize("text", NASTY)
def test_a_query_arrives(echo: ThreadingHTTPServer, text: str) -> None:
    request = Request("GET", "/a/b%20c", (("q[]", text), ("q[]", "{1..3}"), ("", "")))
    arrived = sent(echo, request)
    assert (arrived.method, arrived.target) == ("GET", f"/v1{request.target}")


@pytest.mark.parametrize("text", [text for text in NASTY if text.isprintable() and text.isascii()])
def test_a_header_arrives(echo: ThreadingHTTPServer, text: str) -> None:
    assert ("X-Odd", text) in sent(echo, Request("GET", "/", headers=(("X-Odd", text),))).headers


@pytest.mark.parametrize("path", ["/../etc", "/a/./b", "/%2e%2e/x", "/[1-3]/{a,b}", "/a%3Fb"])
def test_a_path_is_neither_tidied_nor_expanded(echo: ThreadingHTTPServer, path: str) -> None:
    assert sent(echo, Request("GET", path)).target == f"/v1{path}"


def test_the_path_of_a_server_is_not_expanded_either() -> None:
    request = Request("GET", "/x")
    assert "-g" in curl_line(request, request, "http://localhost/{v}/[z]").split()
    assert "-g" not in curl_line(request, request, "http://[::1]:8080/v1").split()


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "DELETE", "PROPFIND", "M-SEARCH"])
def test_a_method_arrives(echo: ThreadingHTTPServer, method: str) -> None:
    arrived = sent(echo, Request(method, "/x"))
    assert (arrived.method, arrived.body) == (method, b"")


def test_an_empty_header_an_empty_body_and_no_media_type(echo: ThreadingHTTPServer) -> None:
    arrived = sent(echo, Request("POST", "/x", headers=(("X-Empty", ""),), body=b""))
    assert ("X-Empty", "") in arrived.headers
    assert ("Content-Length", "0") in arrived.headers
    assert "content-type" not in {name.lower() for name, _ in arrived.headers}


def test_a_get_with_a_body_stays_a_get(echo: ThreadingHTTPServer) -> None:
    arrived = sent(echo, Request("GET", "/x", body=b"{}"))
    assert (arrived.method, arrived.body) == ("GET", b"{}")


def credentials(request: Request, headers: Fields = (), query: Fields = ()) -> Request:
    return request.but(headers=request.headers + headers, query=request.query + query)


def test_secrets_come_from_the_environment_and_nothing_else_does(echo: ThreadingHTTPServer) -> None:
    request = Request("GET", "/x", (("q", "$TOKEN"),), (("X-Odd", "$TOKEN"),))
    shown = credentials(
        request, (("Authorization", "Bearer $TOKEN"), ("X-Key", 'k"$TOKEN`x$')), (("key", "$TOKEN"),)
    )
    arrived = sent(echo, request, shown, TOKEN="s3cret")
    assert arrived.target == "/v1/x?q=%24TOKEN&key=s3cret"
    for field in (("X-Odd", "$TOKEN"), ("Authorization", "Bearer s3cret"), ("X-Key", 'k"s3cret`x$')):
        assert field in arrived.headers


def test_basic_credentials_are_user_and_password_in_one_variable(echo: ThreadingHTTPServer) -> None:
    request = Request("GET", "/x")
    arrived = sent(echo, request, credentials(request, (("Authorization", "Basic $LOGIN"),)), LOGIN="ann:p'w")
    assert ("Authorization", "Basic YW5uOnAndw==") in arrived.headers


def test_a_header_that_curl_would_read_from_a_file_is_left_out(echo: ThreadingHTTPServer) -> None:
    arrived = sent(echo, Request("GET", "/x", headers=(("@/etc/hostname", "x"), ("Content-Length", "7"))))
    assert {name for name, _ in arrived.headers} == {"Host", "User-Agent", "Accept"}
