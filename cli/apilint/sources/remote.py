"""Fetches over http(s), only when the user asked for it: bounded in time, size and redirects."""

from __future__ import annotations

from apilint_rules.core.references import RefusedError

from .loader import MAX_BYTES

TIMEOUT = 20.0
"""Seconds without an answer."""


def fetch(url: str) -> bytes:
    """The body behind a URL. Raises `RefusedError` with the reason."""
    import httpx

    body = bytearray()
    try:
        with httpx.stream(
            "GET", url, timeout=TIMEOUT, follow_redirects=True, headers={"Accept": _ACCEPT}
        ) as answer:
            if answer.status_code != 200:
                raise RefusedError(f"`{url}` answered {answer.status_code}")
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise RefusedError(f"`{url}` is larger than {MAX_BYTES // 1_000_000} MB")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise RefusedError(f"`{url}` cannot be fetched: {str(error) or type(error).__name__}") from None
    return bytes(body)


_ACCEPT = "application/yaml, application/json, application/vnd.oai.openapi, text/yaml;q=0.9, */*;q=0.5"
