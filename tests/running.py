"""Runs the services of `fixtures/services` on loopback, each in a process that ends with the test."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import IO

SERVICES = Path(__file__).resolve().parents[1] / "fixtures" / "services"
PATIENCE = 60


@contextmanager
def service(module: str, *options: str) -> Iterator[str]:
    """The URL of a service, e.g. `service("shop", "--fault", "405-without-allow")`, that runs as long as the block.

    It says itself where it listens, on a port that is open by then; raises `RuntimeError` if it never does.
    """
    with _process(module, *options) as process:
        yield _url(process)


@contextmanager
def shops() -> Iterator[Callable[..., str]]:
    """A function that starts one more shop, in a process that all of them share, and gives its URL.

    `start("--fault", "405-without-allow")`: each shop has its own port and its own state.
    """
    with _process("shop", "--many") as process:

        def start(*options: str) -> str:
            _of(process.stdin).write(" ".join(options) + "\n")
            _of(process.stdin).flush()
            return _url(process)

        yield start


@contextmanager
def _process(module: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", module, *options],
        cwd=SERVICES,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(PATIENCE)
        _of(process.stdout).close()
        _of(process.stdin).close()


def _url(process: subprocess.Popen[str]) -> str:
    """The URL in the next line of a service; the line is waited for, but not for ever."""
    ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
    line = _of(process.stdout).readline() if ready else ""
    if not line.startswith("listening on "):
        raise RuntimeError(f"the service does not listen: {process.args} said {line!r}")
    return line.removeprefix("listening on ").strip()


def _of(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler]) -> Iterator[ThreadingHTTPServer]:
    """A server on a free port of the loopback interface; its handler notes what came in `server.arrived`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.arrived = []  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
