"""Descriptions and references on a web server: fetched only when asked for, and told of without secrets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from program import Ended, apilint

ROOT = """\
openapi: 3.1.0
info: {title: a, version: '1'}
paths:
  /orders:
    get:
      responses:
        '200':
          description: all
          content: {application/json: {schema: {$ref: %s}}}
"""
PARTS = "Order: {type: string, minLength: 2, maxLength: 1}\n"


class Server(ThreadingHTTPServer):
    """Serves a folder on loopback and remembers what it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        self.moved: dict[str, str] = {}
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))

    @property
    def authority(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class Handler(SimpleHTTPRequestHandler):
    def log_request(self, code: object = "-", size: object = "-") -> None:
        assert isinstance(self.server, Server)
        self.server.asked.append(self.path)

    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        if self.path not in self.server.moved:
            super().do_GET()
            return
        self.send_response(302)
        self.send_header("Location", self.server.moved[self.path])
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "openapi.yaml").write_text(ROOT % "parts.yaml#/Order")
    (folder / "parts.yaml").write_text(PARTS)
    with serving(folder) as running:
        yield running


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    with Server(folder) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def check(*arguments: str, cwd: Path) -> Ended:
    return apilint(
        "check", "--isolated", "--format", "concise", "--select", "bounds-coherent,ref-resolves", *arguments, cwd=cwd
    )  # fmt: skip


def test_a_url_is_checked_with_the_files_beside_it(server: Server, tmp_path: Path) -> None:
    run = check(f"HTTP://{server.authority}/openapi.yaml", cwd=tmp_path)
    assert run.code == 1
    assert run.out.startswith(f"http://{server.authority}/parts.yaml:1:23: error[bounds-coherent] ")
    assert server.asked == ["/openapi.yaml", "/parts.yaml"]


def test_credentials_and_tokens_of_a_url_are_in_no_report(server: Server, tmp_path: Path) -> None:
    secret = f"http://user:hush@{server.authority}/%s?token=hush"
    for name, place in (("openapi.yaml", "parts.yaml:1:23"), ("missing.yaml", "missing.yaml:1:1")):
        run = check(secret % name, cwd=tmp_path)
        assert f"http://{server.authority}/{place}: " in run.out + run.err
        assert "hush" not in run.out + run.err
    assert "/openapi.yaml?token=hush" in server.asked


@pytest.mark.parametrize("path", ["missing.yaml", "folder"])
def test_a_url_that_cannot_be_had_ends_with_2_and_one_line(server: Server, tmp_path: Path, path: str) -> None:
    run = check(f"http://{server.authority}/{path}", cwd=tmp_path)
    assert (run.code, run.err) == (2, f"http://{server.authority}/{path}:1:1: answered 404\n")


def test_a_port_where_nobody_listens_is_told(tmp_path: Path) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{bound.getsockname()[1]}/openapi.yaml"
        run = check(address, cwd=tmp_path)
    assert run.code == 2
    assert run.err == f"{address}:1:1: cannot be fetched: Connection refused\n"


def test_remote_references_are_fetched_only_when_allowed(server: Server, tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text(ROOT % f"'http://{server.authority}/parts.yaml#/Order'")
    run = check("api.yaml", cwd=tmp_path)
    assert server.asked == []
    assert "[ref-resolves]" in run.out
    run = check("--allow-remote-refs", "api.yaml", cwd=tmp_path)
    assert server.asked == ["/parts.yaml"]
    assert run.out.startswith(f"http://{server.authority}/parts.yaml:1:23: error[bounds-coherent] ")


def test_a_description_from_the_web_reaches_no_file_and_no_other_host(server: Server, tmp_path: Path) -> None:
    for reference in (
        "file:///etc/hostname",
        f"http://localhost:{server.server_address[1]}/parts.yaml#/Order",
    ):
        (tmp_path / "served" / "openapi.yaml").write_text(ROOT % f"'{reference}'")
        server.asked.clear()
        run = check(f"http://{server.authority}/openapi.yaml", cwd=tmp_path)
        assert "[ref-resolves]" in run.out
        assert server.asked == ["/openapi.yaml"]


def test_references_count_from_where_a_redirect_has_led(server: Server, tmp_path: Path) -> None:
    (tmp_path / "served" / "v2").mkdir()
    (tmp_path / "served" / "v2" / "openapi.yaml").write_text(ROOT % "order.yaml#/Order")
    (tmp_path / "served" / "v2" / "order.yaml").write_text(PARTS)
    server.moved = {"/latest": "/v2/openapi.yaml"}
    run = check(f"http://{server.authority}/latest", cwd=tmp_path)
    assert run.out.startswith(f"http://{server.authority}/v2/order.yaml:1:23: error[bounds-coherent] ")
    assert server.asked == ["/latest", "/v2/openapi.yaml", "/v2/order.yaml"]


def test_a_description_that_has_moved_to_another_host_brings_its_parts_from_there(
    server: Server, tmp_path: Path
) -> None:
    with serving(tmp_path / "served") as other:
        server.moved = {"/openapi.yaml": f"http://{other.authority}/openapi.yaml"}
        run = check(f"http://{server.authority}/openapi.yaml", cwd=tmp_path)
    assert run.out.startswith(f"http://{other.authority}/parts.yaml:1:23: error[bounds-coherent] ")
    assert (server.asked, other.asked) == (["/openapi.yaml"], ["/openapi.yaml", "/parts.yaml"])


def test_a_part_is_not_followed_to_another_host_unless_that_is_allowed(
    server: Server, tmp_path: Path
) -> None:
    with serving(tmp_path / "served") as other:
        server.moved = {"/parts.yaml": f"http://{other.authority}/parts.yaml"}
        run = check(f"http://{server.authority}/openapi.yaml", cwd=tmp_path)
        assert other.asked == []
        assert f"leads to `http://{other.authority}/parts.yaml`" in run.out
        run = check("--allow-remote-refs", f"http://{server.authority}/openapi.yaml", cwd=tmp_path)
        assert other.asked == ["/parts.yaml"]
    assert "error[bounds-coherent]" in run.out
