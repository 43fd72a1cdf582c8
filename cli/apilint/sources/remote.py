"""Fetches over http(s), only when the user asked for it: bounded in time, size and redirects."""

from __future__ import annotations

import re
from collections.abc import Collection
from time import monotonic
from typing import NamedTuple
from urllib.parse import urlsplit

from apilint_rules.core.references import RefusedError

from .loader import MAX_BYTES
from .project import shown_uri

TIMEOUT = 20.0
"""Seconds without an answer."""

WHOLE_TIMEOUT = 120.0
"""Seconds for a whole file: a server that drips does not keep us for ever."""


class Fetched(NamedTuple):
    """A body and the URL that it came from in the end: what references in it count from (RFC 3986 section 5.1.3)."""

    raw: bytes
    url: str


def fetch(url: str, origins: Collection[str] | None = None) -> Fetched:
    """What is behind a URL, after redirects; where `origins` are given, only to one of those.

    Raises `RefusedError` with the reason.
    """
    import httpx

    def allowed(request: httpx.Request) -> None:
        if origins is not None and origin_of(str(request.url)) not in origins:
            raise RefusedError(f"`{name}` leads to `{shown_uri(str(request.url))}`; {ALLOW}")

    body, end, name = bytearray(), monotonic() + WHOLE_TIMEOUT, shown_uri(url)
    try:
        with (
            httpx.Client(timeout=TIMEOUT, follow_redirects=True, event_hooks={"request": [allowed]}) as http,
            http.stream("GET", url, headers={"Accept": _ACCEPT}) as answer,
        ):
            if answer.status_code != 200:
                raise RefusedError(f"`{name}` answered {answer.status_code}")
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise RefusedError(f"`{name}` is larger than {MAX_BYTES // 1_000_000} MB")
                if monotonic() > end:
                    raise RefusedError(f"`{name}` takes longer than {WHOLE_TIMEOUT:.0f} seconds")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = re.sub(r"^\[Errno -?\d+\] ", "", str(error)) or type(error).__name__
        raise RefusedError(f"`{name}` cannot be fetched: {reason}") from None
    return Fetched(bytes(body), str(answer.url) if answer.history else url)


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL (RFC 6454), the port as it is written."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


ALLOW = "allow it with `--allow-remote-refs`"

_ACCEPT = "application/yaml, application/json, application/vnd.oai.openapi, text/yaml;q=0.9, */*;q=0.5"
