"""Fuzzing by schemathesis in a process of its own; a request that kills the service is found, and the rest goes on."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qsl, urlsplit

from apilint_rules.core.api.model import Api, Operation
from apilint_rules.core.wire.exchange import Answer, Exchange, Request

from .bundle import bundled

PHASES = ("examples", "coverage", "fuzzing", "stateful")
"""The phases of schemathesis, in their order."""

MOST_DEATHS = 10
"""After that many crashes the fuzzing ends."""

SUSPECTS = 3
"""A crash can lag behind the request that caused it: so many of the last requests are tried alone, the newest first."""

REMEMBERED = 40
"""Requests that are sent again in their order when none of the last kills the service alone."""

GRACE = 2.0
"""Seconds beyond its time that the fuzzing may take to end by itself."""

LARGEST = 50_000_000
"""Bytes of a bundled description; a larger one (aliases that multiply) is not fuzzed."""

NOISE = ("user-agent", "accept-encoding", "connection", "content-length", "host", "x-schemathesis-testcaseid")
"""Header fields that schemathesis or its HTTP library adds; they tell nobody anything."""


@dataclass(frozen=True, slots=True)
class FuzzOptions:
    """How to fuzz. `headers` and `query` carry the credentials of the main identity, secrets and all.

    `only` and `leave_out` are labels of operations (`GET /orders`), `seconds` the time that there is, `rate` a limit as
    schemathesis spells it (`100/m`), empty for none.
    """

    base_url: str
    seconds: float
    seed: int = 0
    phases: tuple[str, ...] = PHASES
    max_examples: int = 20
    workers: int = 1
    timeout: float = 10
    rate: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()


class Service(Protocol):
    """A process that can be brought back: that of `--exec`."""

    def is_alive(self) -> bool:
        """Whether it runs; waits a moment for one that is about to end."""

    def restart(self) -> None:
        """Starts it again and waits until it answers."""


class Death(NamedTuple):
    """The service died: of which request, of which operation, and whether it did so again when it was sent again."""

    request: Request
    operation: str
    is_certain: bool


class Fuzzed(NamedTuple):
    """What came of it: requests and seconds by phase, deaths of the service, and what a reader should know."""

    phases: dict[str, tuple[int, float]]
    deaths: list[Death]
    notes: list[str]


See = Callable[[Exchange, Operation], object]


def run_fuzz(
    api: Api,
    options: FuzzOptions,
    see: See,
    kills: Callable[[Request], bool],
    service: Service | None = None,
    number: Callable[[], int] = lambda: 0,
) -> Fuzzed:
    """Fuzzes a service and shows every exchange to `see`, with the operation it belongs to.

    The phase of an exchange is `positive` or `negative` where its request is certainly valid or not, and its answer
    can be judged by that; else the phase of schemathesis. `kills` sends one request again, answers whether the service
    died of it, and starts it again if so; `number` gives the next number of an exchange.
    """
    document = json.dumps(bundled(api), default=str)
    if len(document) > LARGEST:
        return Fuzzed({}, [], ["the description is too large to be fuzzed when it is written as one file"])
    fuzzer = _Fuzzer(api, options, document, see, number)
    deaths: list[Death] = []
    while not fuzzer.is_over:
        before = len(fuzzer.notes)
        fuzzer.run()
        if service is None or service.is_alive():
            break
        del fuzzer.notes[before:]  # what schemathesis says of a service that has gone
        service.restart()
        if not fuzzer.recent:
            break
        deaths.append(_culprit(list(fuzzer.recent), kills, service))
        if len(deaths) == MOST_DEATHS:
            fuzzer.notes.append(f"the service died {MOST_DEATHS} times: the fuzzing ended there")
            break
        fuzzer.leave_out(deaths[-1].operation)
    return Fuzzed(fuzzer.phases, deaths, fuzzer.notes)


def _culprit(recent: list[tuple[Request, str]], kills: Callable[[Request], bool], service: Service) -> Death:
    """The request that kills a service: one that does it alone, else one that does it after those before it.

    Where none does it again (ids that are made anew, chance), the one that was under way when it died.
    """
    for request, operation in reversed(recent[-SUSPECTS:]):
        if kills(request):
            return Death(request, operation, True)
    service.restart()
    for request, operation in recent:
        if kills(request):
            return Death(request, operation, True)
    return Death(*recent[-1], False)


class _Fuzzer:
    """Worker after worker, each going on where a crash has ended the one before."""

    def __init__(
        self, api: Api, options: FuzzOptions, document: str, see: See, number: Callable[[], int]
    ) -> None:
        self.operations = {operation.label: operation for operation in api.operations}
        self.options = options
        self.document = document
        self.see = see
        self.number = number
        self.phases: dict[str, tuple[int, float]] = {}
        self.notes: list[str] = []
        self.recent: deque[tuple[Request, str]] = deque(maxlen=REMEMBERED)
        self.end = time.monotonic() + options.seconds
        self._phase, self._since, self._sent = "", time.monotonic(), 0
        self._waiting: dict[str, dict[str, Any]] = {}

    @property
    def is_over(self) -> bool:
        """Whether the time is up, or nothing is left to be fuzzed."""
        return time.monotonic() >= self.end or not set(self.operations) - set(self.options.leave_out)

    def leave_out(self, operation: str) -> None:
        """Takes an operation out of what is left to do."""
        self.options = replace(self.options, leave_out=(*self.options.leave_out, operation))

    def run(self) -> None:
        """One worker, from its start to its end."""
        with tempfile.TemporaryDirectory() as folder, _started(self._order(), folder) as worker:
            try:
                for line in worker.stdout or ():
                    self._take(json.loads(line))
                    if time.monotonic() > self.end + GRACE:
                        break
            finally:
                worker.kill()
                self._turn("")
                self._judge(dict.fromkeys(self._waiting, ""))
        if worker.wait() > 0:
            self.notes.append("the fuzzing ended early: " + _last_line(worker))

    def _order(self) -> str:
        seconds = max(0.0, self.end - time.monotonic())
        names = (
            "base_url",
            "seed",
            "phases",
            "max_examples",
            "workers",
            "timeout",
            "rate",
            "only",
            "leave_out",
        )
        order = {name: getattr(self.options, name) for name in names}
        order |= {
            "headers": dict(self.options.headers),
            "query": dict(self.options.query),
            "seconds": seconds,
        }
        return f'{{"document": {self.document}, {json.dumps(order)[1:]}'

    def _take(self, line: dict[str, Any]) -> None:
        if "sending" in line:
            self._sent += 1
            self.recent.append((self._request(line["sending"]), line["operation"]))
        elif "sent" in line:
            self._waiting[line["id"]] = line
        elif "judged" in line:
            self._judge(line["judged"])
        elif "phase" in line:
            self._turn(line["phase"])
        elif "note" in line:
            self.notes.append(line["note"])

    def _judge(self, kinds: Mapping[str, str]) -> None:
        """Shows the exchanges of which it is known now whether their requests were valid."""
        for key, kind in kinds.items():
            line = self._waiting.pop(key, None)
            if line is not None:
                self._show(line, kind or line["phase"])

    def _show(self, line: dict[str, Any], phase: str) -> None:
        operation = self.operations.get(line["operation"])
        request = self._request(line["sent"])
        if operation is None or request.method.lower() != operation.method:
            return  # the coverage phase tries methods that nobody has declared: a probe of ours does
        body = base64.b64decode(line["body"])
        fields = tuple((name, value) for name, value in line["headers"])
        answer = Answer(line["status"], fields, body, line["seconds"], line["size"] > len(body))
        self.see(Exchange(request, answer, self.number(), phase), operation)

    def _request(self, sent: dict[str, Any]) -> Request:
        """A request without the credentials, which the client adds, and below the base URL."""
        parts = urlsplit(sent["url"])
        path = parts.path.removeprefix(urlsplit(self.options.base_url).path.rstrip("/")) or "/"
        query = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
        body = base64.b64decode(sent["body"]) if sent["body"] is not None else None
        fields = ((name, value) for name, value in sent["headers"] if not self._is_added(name, value))
        return Request(
            sent["method"],
            path,
            tuple(pair for pair in query if pair[0] not in self.options.query),
            tuple(fields),
            body,
        )

    def _is_added(self, name: str, value: str) -> bool:
        ours = {key.lower() for key in self.options.headers}
        is_default = (name.lower(), value) == ("accept", "*/*")
        return name.lower() in NOISE or name.lower() in ours or is_default

    def _turn(self, phase: str) -> None:
        """Books the requests and seconds of the phase that ends."""
        now = time.monotonic()
        if self._phase in PHASES:
            requests, seconds = self.phases.get(self._phase, (0, 0.0))
            self.phases[self._phase] = (requests + self._sent, seconds + now - self._since)
        self._phase, self._since, self._sent = phase, now, 0


class _Worker(subprocess.Popen[str]):
    """A worker that ends when it is left."""

    errors_file: Any = None


def _started(order: str, folder: str) -> _Worker:
    """A worker that has got its order. Its own files go to a folder that is removed with it."""
    errors = tempfile.TemporaryFile("w+", errors="replace")  # noqa: SIM115 - closed with the worker
    worker = _Worker(
        [sys.executable, "-m", "apilint.service.fuzz_worker"],
        cwd=folder,
        env={**os.environ, "HYPOTHESIS_STORAGE_DIRECTORY": folder, "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        encoding="utf-8",
    )
    worker.errors_file = errors
    if worker.stdin is not None:
        worker.stdin.write(order)
        worker.stdin.close()
    return worker


def _last_line(worker: _Worker) -> str:
    worker.errors_file.seek(0)
    lines: list[str] = worker.errors_file.read().strip().splitlines()
    return lines[-1][:300] if lines else f"exit code {worker.returncode}"
