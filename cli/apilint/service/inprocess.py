"""Apps of `--app module:attr`, called in this process: WSGI by httpx itself, ASGI in a thread with an event loop."""

from __future__ import annotations

import inspect
import sys
from contextlib import ExitStack
from importlib import import_module
from typing import Any

import anyio
import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

from ..errors import ApilintError

BASE_URL = "http://127.0.0.1"
"""Where an app believes to be."""

GRACE = 5.0
"""Seconds that an app has to shut down."""


def app_named(name: str) -> Any:
    """The app that `module:attr` names. Runs its code. Raises `ApilintError` where there is none."""
    module, colon, attribute = name.partition(":")
    if not colon or not module or not attribute:
        raise ApilintError(f"`--app {name}` names no app", help="write `--app module:attr`, as for a server")
    sys.path.insert(0, ".")
    try:
        found: Any = import_module(module)
        for part in attribute.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError) as error:
        raise ApilintError(
            f"`--app {name}` cannot be loaded: {error}", help="is it in this folder?"
        ) from None
    if not callable(found):
        raise ApilintError(f"`--app {name}` is neither an ASGI nor a WSGI app")
    return found


def transport_of(app: Any, timeout: float, stack: ExitStack) -> httpx.BaseTransport:
    """What sends requests to an app. Its lifespan ends with `stack`."""
    if not is_asgi(app):
        return httpx.WSGITransport(app=app, raise_app_exceptions=False)
    portal = stack.enter_context(start_blocking_portal())
    stack.enter_context(portal.wrap_async_context_manager(_Lifespan(app)))
    return _AsgiTransport(app, portal, timeout)


def is_asgi(app: Any) -> bool:
    """Whether an app is called with `scope, receive, send`."""
    call = app if inspect.isfunction(app) else type(app).__call__
    return inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(call)


class _AsgiTransport(httpx.BaseTransport):
    def __init__(self, app: Any, portal: BlockingPortal, timeout: float) -> None:
        self._portal = portal
        self._timeout = timeout
        self._transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        return self._portal.call(self._answer, request)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        try:
            with anyio.fail_after(self._timeout):
                answer = await self._transport.handle_async_request(request)
                content = b"".join([part async for part in answer.stream])  # type: ignore[union-attr]
        except TimeoutError:
            raise httpx.ReadTimeout("no answer", request=request) from None
        return httpx.Response(
            answer.status_code, headers=answer.headers.raw, stream=httpx.ByteStream(content)
        )


class _Lifespan:
    """Starts an app up and shuts it down (ASGI, Lifespan Protocol); an app that knows no lifespan is left alone."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.asked = False

    async def __aenter__(self) -> None:
        # Made here, where there is an event loop.
        self.group = anyio.create_task_group()
        self.started = anyio.Event()
        self.ending = anyio.Event()
        await self.group.__aenter__()
        self.group.start_soon(self._run)
        await self.started.wait()

    async def __aexit__(self, *error: Any) -> None:
        self.ending.set()
        self.group.cancel_scope.deadline = anyio.current_time() + GRACE
        await self.group.__aexit__(None, None, None)

    async def _run(self) -> None:
        try:
            await self.app(
                {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, self._receive, self._send
            )
        except Exception:  # the protocol: an app that raises here knows no lifespan
            pass
        finally:
            self.started.set()

    async def _receive(self) -> dict[str, str]:
        if not self.asked:
            self.asked = True
            return {"type": "lifespan.startup"}
        await self.ending.wait()
        return {"type": "lifespan.shutdown"}

    async def _send(self, message: dict[str, Any]) -> None:
        if message["type"] == "lifespan.startup.failed" or message["type"] == "lifespan.startup.complete":
            self.started.set()
