"""The service of `--exec`: started in a process group of its own, watched, restarted, stopped."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import IO

from ..errors import ApilintError
from .http import answers
from .stopping import Stop

KEPT = 64_000
"""Bytes of its output that are kept, the last ones."""

GRACE = 5.0
"""Seconds between SIGTERM and SIGKILL."""

MOMENT = 0.3
"""Seconds in which a process that is about to end does so."""


class ServiceProcess:
    """A service that this run has started. Use it in a `with`, so that it is stopped whatever happens."""

    def __init__(self, command: str, url: str, stop: Stop, seconds: float = 30.0) -> None:
        self.command = command
        self.url = url
        self.stop = stop
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._output = bytearray()

    def __enter__(self) -> ServiceProcess:
        return self

    def __exit__(self, *error: object) -> None:
        self.end()

    def start(self) -> None:
        """Starts it and waits until it answers. Raises `ApilintError`, with its last words, when it does not."""
        if answers(self.url):
            raise ApilintError(
                f"something answers at {self.url} already, and `--exec` would test that instead",
                help="end it, or leave `--exec` out; `{port}` in the command stands for a free port",
            )
        self._launch()
        self._wait()

    def restart(self) -> None:
        """Starts it again and waits until it answers."""
        self.end()
        self._launch()
        self._wait()

    @property
    def is_started(self) -> bool:
        """Whether it was started and not ended."""
        return self._process is not None

    def is_alive(self) -> bool:
        """Whether it runs; waits a moment for one that is about to end."""
        if self._process is None:
            return False
        try:
            self._process.wait(MOMENT)
        except subprocess.TimeoutExpired:
            return True
        return False

    def end(self) -> None:
        """Stops it and all that it has started."""
        process, self._process = self._process, None
        if process is None:
            return
        _signal_group(process, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
        _signal_group(process, signal.SIGKILL)
        process.wait()

    def _launch(self) -> None:
        self._output.clear()
        try:
            self._process = subprocess.Popen(
                shlex.split(self.command),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise ApilintError(
                f"`--exec` cannot be started: {reason}", help="name a program and its arguments"
            ) from None
        if self._process.stdout is not None:
            threading.Thread(target=self._keep, args=(self._process.stdout,), daemon=True).start()

    def _keep(self, output: IO[bytes]) -> None:
        while piece := output.read1(8192):  # type: ignore[attr-defined]
            self._output += piece
            del self._output[:-KEPT]

    def _wait(self) -> None:
        end = time.monotonic() + self.seconds
        process = self._process
        with self.stop.waiting():
            while process is not None and process.poll() is None and time.monotonic() < end:
                if answers(self.url):
                    return
                time.sleep(0.05)
        code = process.poll() if process else None
        happened = f"it ended with {code}" if code is not None else f"no answer within {self.seconds:g} s"
        self.end()
        words = self._output.decode(errors="replace").strip().splitlines()[-10:]
        said = "".join(f"\n  | {line[:300]}" for line in words)
        raise ApilintError(
            f"the service of `--exec` did not come up at {self.url}: {happened}{said}",
            help="does `--url` name the address at which it listens?"
            if code is None
            else "run the command by itself until it stays up",
        )


def _signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def free_port() -> int:
    """A port of the loopback address at which nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def logging_in(command: str, environment: Mapping[str, str]) -> Callable[[], Mapping[str, str]]:
    """Runs `--login` each time it is called: the environment with the `NAME=VALUE` lines that it prints."""

    def login() -> Mapping[str, str]:
        if not command:
            return environment
        try:
            ran = subprocess.run(
                shlex.split(command),
                stdout=subprocess.PIPE,
                stdin=subprocess.DEVNULL,
                timeout=60,
                check=False,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise ApilintError(f"`--login` failed: {type(error).__name__}", help="run it by hand") from None
        if ran.returncode:
            raise ApilintError(f"`--login` ended with {ran.returncode}", help="run it by hand to see why")
        lines = ran.stdout.decode(errors="replace").splitlines()
        pairs = (line.removeprefix("export ").partition("=") for line in lines if "=" in line)
        return {**environment, **{name.strip(): value.strip() for name, _, value in pairs}}

    return login
