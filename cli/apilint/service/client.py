"""The only thing that sends: one request at a time, with credentials, within bounds, told to whoever listens."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple, Protocol

import httpx

from apilint_rules.core.api.model import Api, Operation
from apilint_rules.core.wire.exchange import Answer, Exchange, Request
from apilint_rules.core.wire.probe import UnsendableError
from apilint_rules.core.wire.routing import Router

from .. import __version__
from .credentials import Wallet
from .http import answers, built, plain_client, received
from .session import Session
from .stopping import Stop, StopSendingError

PATIENCE = 30.0
"""Seconds that a `Retry-After` may ask for; a longer wait is not worth it."""

ABSENCE = 5.0
"""Seconds in which a service that has gone may come back."""

SAFE = ("GET", "HEAD", "OPTIONS")

Listener = Callable[[Exchange, Operation | None], object]


class Process(Protocol):
    """A service that was started by this run and can be brought back."""

    def is_alive(self) -> bool: ...

    def restart(self) -> None: ...


class Limits(NamedTuple):
    """How much may be sent: seconds for one answer, seconds between two requests, and which operations.

    `chosen` are labels of operations; None for all. `read_only` allows none but safe methods.
    """

    timeout: float = 10.0
    interval: float = 0.0
    read_only: bool = False
    chosen: frozenset[str] | None = None


class Client:
    """Sends requests to one service. `count` counts them, `phase` is written on each exchange.

    `deaths` are the requests that ended the service. Raises `StopSendingError` from `send` when the run is to end, and
    `UnsendableError` for a single request.
    """

    def __init__(
        self,
        base_url: str,
        api: Api,
        wallet: Wallet,
        stop: Stop,
        limits: Limits = Limits(),  # noqa: B008 - it is immutable
        process: Process | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.base_url = base_url
        self.wallet = wallet
        self.stop = stop
        self.limits = limits
        self.process = process
        self.count = 0
        self.phase = ""
        self.notes: list[str] = []
        self.listeners: list[Listener] = []
        self.deaths: list[Request] = []
        self.deadline = float("inf")
        self._router = Router(api)
        self._session = Session(wallet, self.notes)
        self._last = 0.0
        self._suspect: Request | None = None
        self._patience = PATIENCE * 2
        self._http = plain_client(base_url, limits.timeout, transport)
        self._http.headers = httpx.Headers({"User-Agent": f"apilint/{__version__}", "Accept": "*/*"})
        self._http.headers.pop("accept-encoding", None)

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def number(self) -> int:
        """The number of the next exchange."""
        self.count += 1
        return self.count

    def send(self, request: Request) -> Exchange:
        """Sends a request and answers what came of it."""
        operation = self._operation(request)
        exchange = self._exchange(request, operation)
        template = self._template(request)
        if self._session.is_lost(exchange, template) and self._session.renew():
            exchange = self._exchange(request, operation)
            self._session.judge(exchange, template)
        if exchange.status == 429 and self._waited(exchange):
            exchange = self._exchange(request, operation)
        return exchange

    def _operation(self, request: Request) -> Operation | None:
        """The operation of a request. Raises `UnsendableError` when it must not be sent."""
        if self.limits.read_only and request.method.upper() not in SAFE:
            raise UnsendableError(f"{request.method} is not sent under --read-only")
        route = self._router.find(request.method, request.path)
        chosen = self.limits.chosen
        if chosen is not None:
            labels = {each.operation.label for each in self._router.matching(request.path)}
            if route.operation.label not in chosen if route else labels and not labels & chosen:
                raise UnsendableError("the operation is left out of this run")
        return route.operation if route else None

    def _template(self, request: Request) -> str:
        """The path of the description that a request goes to, whatever its method; empty where it has none."""
        routes = self._router.matching(request.path)
        return routes[0].operation.path if routes else ""

    def _exchange(self, request: Request, operation: Operation | None) -> Exchange:
        answer = self._answered(self.wallet.added(request), request)
        self._suspect = None
        exchange = Exchange(request, answer, self.number(), self.phase)
        for listener in self.listeners:
            listener(exchange, operation)
        return exchange

    # One request ----------------------------------------------------------------------------------------------

    def _answered(self, full: Request, plain: Request) -> Answer:
        """The answer, at the second try where the connection broke."""
        try:
            return self._once(full)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            self._bring_back(plain, is_culprit=False)
        except (httpx.NetworkError, httpx.RemoteProtocolError):
            if self.process is not None and not self.process.is_alive():
                self._bring_back(plain, is_culprit=True)
                raise UnsendableError("the service died of it") from None
        try:
            return self._once(full)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            self._bring_back(plain, is_culprit=True)
            raise UnsendableError("the service went away") from None
        except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
            self._suspect = plain
            raise UnsendableError(f"the connection broke twice ({type(error).__name__})") from None

    def _once(self, request: Request) -> Answer:
        with self.stop.waiting():
            self._pace()
            try:
                return received(self._http, built(self._http, self.base_url, request), self.limits.timeout)
            except httpx.DecodingError:
                raise UnsendableError("the body is not what `Content-Encoding` says") from None
            except httpx.TimeoutException as error:
                if isinstance(error, httpx.ConnectTimeout):
                    raise
                raise UnsendableError(f"no answer within {self.limits.timeout:g} s") from None
            except (httpx.LocalProtocolError, httpx.UnsupportedProtocol) as error:
                raise UnsendableError(f"HTTP does not allow it: {error}") from None

    # Waiting --------------------------------------------------------------------------------------------------

    def _pace(self) -> None:
        """Keeps to the rate and to the budget."""
        now = time.monotonic()
        if now >= self.deadline:
            raise StopSendingError("the budget was used up")
        wait = self._last + self.limits.interval - now
        if wait > 0:
            time.sleep(min(wait, self.deadline - now))
        self._last = time.monotonic()

    def _waited(self, exchange: Exchange) -> bool:
        """Waits as `Retry-After` asks for (RFC 9110 section 10.2.3); False where that is not worth it."""
        asked = exchange.answer.header("retry-after") or ""
        seconds = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else PATIENCE + 1
        left = min(self._patience, self.deadline - time.monotonic())
        if seconds > min(PATIENCE, left):
            return False
        self._patience -= seconds
        with self.stop.waiting():
            time.sleep(seconds)
        return True

    def _bring_back(self, request: Request, is_culprit: bool) -> None:
        """Waits for a service that has gone, or starts it again. Raises `StopSendingError` where it stays away."""
        blamed = self._suspect or request  # a service can accept a connection while it dies
        at = f"{blamed.method} {blamed.path}"
        if self.process is not None and not self.process.is_alive():
            self.process.restart()
            if is_culprit or self._suspect:
                self.deaths.append(blamed)
            self.notes.append(f"the service died at {at} and was started again")
        elif not self._is_back():
            self.stop.because(f"the service does not answer any more, since {at}")
            raise StopSendingError(self.stop.reason)

    def _is_back(self) -> bool:
        end = time.monotonic() + ABSENCE
        with self.stop.waiting():
            while time.monotonic() < end:
                if answers(self.base_url):
                    return True
                time.sleep(0.1)
        return False
