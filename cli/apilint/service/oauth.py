"""Gets an access token with the client credentials of OAuth 2 (RFC 6749 section 4.4)."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from ..errors import ApilintError
from .http import plain_client

TIMEOUT = 20.0


def token_fetcher(check: Callable[[str], None]) -> Callable[[str, str, str], str]:
    """Given URL, client id and client secret, an access token; `check` raises where the URL may not be asked."""

    def fetch(url: str, client: str, secret: str) -> str:
        check(url)
        form = {"grant_type": "client_credentials"}
        try:
            with plain_client(url, TIMEOUT) as http:
                answer = http.post(url, data=form, auth=(client, secret))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ApilintError(
                f"no access token: {type(error).__name__}",
                where=url,
                help="is the authorization server running?",
            ) from None
        return _token(url, answer)

    return fetch


def _token(url: str, answer: httpx.Response) -> str:
    try:
        token = answer.json()["access_token"] if answer.is_success else None
    except (ValueError, KeyError, TypeError):
        token = None
    if not isinstance(token, str) or not token:
        reason = f"no access token: it answered {answer.status_code}"
        raise ApilintError(reason, where=url, help="check the variables of client id and secret")
    return token
