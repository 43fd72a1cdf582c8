"""Fetches over http(s), only when the user asked for it: bounded in time, size and redirects."""

from __future__ import annotations

import re
from time import monotonic

from apilint_rules.core.references import RefusedError

from .loader import MAX_BYTES
from .project import shown_uri

TIMEOUT = 20.0
"""Seconds without an answer."""

WHOLE_TIMEOUT = 120.0
"""Seconds for a whole file: a server that drips does not keep us for ever."""


def fetch(url: str) -> bytes:
    """The body behind a URL. Raises `RefusedError` with the reason."""
    import httpx

    body, end, name = bytearray(), monotonic() + WHOLE_TIMEOUT, shown_uri(url)
    try:
        with httpx.stream(
            "GET", url, timeout=TIMEOUT, follow_redirects=True, headers={"Accept": _ACCEPT}
        ) as answer:
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
    return bytes(body)


_ACCEPT = "application/yaml, application/json, application/vnd.oai.openapi, text/yaml;q=0.9, */*;q=0.5"
