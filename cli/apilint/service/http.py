"""What is said to httpx, and nothing of a run: clients, requests and answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import httpx

from apilint_rules.core.wire.exchange import Answer, Request
from apilint_rules.core.wire.probe import UnsendableError

MOST_BYTES = 1 << 20
"""Of a body that are kept."""

MOST_REDIRECTS = 5
"""That a published description may lie behind."""


def built(http: httpx.Client, base_url: str, request: Request) -> httpx.Request:
    """A request as httpx sends it. Raises `UnsendableError` where its address is none."""
    headers = [(name.encode(), value.encode(errors="surrogatepass")) for name, value in request.headers]
    try:
        return http.build_request(
            request.method, base_url + request.target, headers=headers, content=request.body
        )
    except (httpx.InvalidURL, ValueError):
        raise UnsendableError("its address cannot be written as a URL") from None


def received(http: httpx.Client, request: httpx.Request, timeout: float) -> Answer:
    """Sends a request and answers what came within the time, cut where it is too long. Raises what httpx raises."""
    began = time.perf_counter()
    body, is_cut = bytearray(), False
    answer = http.send(request, stream=True, follow_redirects=False)
    try:
        for chunk in answer.iter_bytes():
            body += chunk
            is_cut = len(body) > MOST_BYTES or time.perf_counter() - began > timeout
            if is_cut:
                break
    finally:
        answer.close()
    seconds = time.perf_counter() - began
    fields = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers.raw)
    return Answer(answer.status_code, fields, bytes(body[:MOST_BYTES]), seconds, is_cut)


def plain_client(url: str, timeout: float, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """A client that heeds no proxy of the environment; certificates take 30 ms to load and are for https alone."""
    is_secure = url.startswith("https:")
    return httpx.Client(transport=transport, trust_env=False, timeout=timeout, verify=is_secure)


def answers(url: str) -> bool:
    """Whether something at a URL speaks HTTP."""
    try:
        with plain_client(url, 2.0) as http, http.stream("GET", url):
            return True
    except httpx.ReadTimeout:
        return True  # slow, but there
    except httpx.HTTPError:
        return False


class Got(NamedTuple):
    """The body of a 200, and the URL that it came from in the end."""

    body: bytes
    url: str


def getter(transport: httpx.BaseTransport | None = None) -> Callable[[str], Got | None]:
    """Answers what is behind a URL, after a few redirects within its origin; None where that is no 200."""

    def get(url: str) -> Got | None:
        http = plain_client(url, 10.0, transport)
        try:
            answer = http.get(url)
            for _ in range(MOST_REDIRECTS):
                onward = answer.next_request
                if onward is None or onward.url.netloc != answer.url.netloc:
                    break
                answer = http.send(onward)
        except (httpx.HTTPError, httpx.InvalidURL):
            return None
        return Got(answer.content, str(answer.url)) if answer.status_code == 200 else None

    return get
