"""Which service is meant, whether it may be tested, and where it publishes its description."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from apilint_rules.core.api.model import Api, Server

from ..errors import ApilintError
from ..sources.discover import is_description_text

if TYPE_CHECKING:
    from .http import Got

USUAL_PLACES = (
    "/openapi.json", "/openapi.yaml", "/v3/api-docs", "/swagger.json", "/api/openapi.json", "/v1/__api__", "/__api__",
    "/openapi?f=json", "/spec.json", "/swagger/v1/swagger.json", "/api/schema/", "/api-docs", "/v2/api-docs",
)  # fmt: skip
"""Where services publish their descriptions: FastAPI, Spring, Flask-RESTX, kinto, pygeoapi, ASP.NET, Django, ..."""


def normalised(url: str, option: str = "--url") -> str:
    """A base URL, given by an option, without its final `/`. Raises `ApilintError` where it is none of http(s)."""
    parts = urlsplit(url)
    try:
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable or parts.query or parts.fragment:
        raise ApilintError(
            f"`{url}` is no base URL",
            help=f"write `{option} http://127.0.0.1:8000`, and the path below which it stands",
        )
    if parts.username is not None:
        help_ = "give credentials with `--auth basic:VARIABLE`" if option == "--url" else "leave it out"
        raise ApilintError(f"`{option}` holds a user name", help=help_)
    return url.rstrip("/")


def base_url_of(api: Api, given: str, allowed: Iterable[str], source: str = "") -> str:
    """The base URL of a service: the one given, else that of a server of the description.

    A URL without a path gets that of the description's first server. `source` is the URL that the description came
    from, against which relative servers count. Raises `ApilintError` where no server is named.
    """
    servers = [filled(server) for server in api.servers]
    if given:
        url = normalised(given)
        has_path = bool(urlsplit(given).path)
        below = urlsplit(urljoin(source or f"{url}/", servers[0])).path if servers else ""
        return url if has_path else url + below.rstrip("/")
    urls = [urljoin(source, server) if source else server for server in servers or ["/"]]
    usable = [url for url in urls if url.startswith(("http://", "https://"))]
    if not usable:
        raise ApilintError(
            "the description names no server",
            help="say where the service runs: `--url http://127.0.0.1:8000`",
        )
    return normalised(next((url for url in usable if is_allowed(url, allowed)), usable[0]))


def filled(server: Server) -> str:
    """The URL of a server with its variables at their defaults."""
    url = server.url
    for name, variable in server.variables.items():
        default = variable.get("default") if type(variable) is dict else None
        url = url.replace(f"{{{name}}}", str(default or ""))
    return url


def guard(url: str, allowed: Iterable[str]) -> None:
    """Raises `ApilintError` unless a URL leads to this machine or to a host that the user allows."""
    if not is_allowed(url, allowed):
        host = urlsplit(url).hostname or ""
        raise ApilintError(
            f"`{host}` is not this machine, and nothing is sent elsewhere unless you say so",
            help=f"add `--allow-host {host}`, or test a local instance: `--url http://127.0.0.1:8000`",
        )


def is_allowed(url: str, allowed: Iterable[str]) -> bool:
    """Whether a URL leads to a loopback address, by every address of its name, or to an allowed host."""
    host = (urlsplit(url).hostname or "").lower()
    return host in {name.lower().strip("[]") for name in allowed} or is_loopback(host)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine and nothing else (RFC 6890; RFC 6761 section 6.3)."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        pass
    try:
        addresses = {str(info[4][0]) for info in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False
    return bool(addresses) and all(ip_address(address.partition("%")[0]).is_loopback for address in addresses)


def discover(base_url: str, get: Callable[[str], Got | None]) -> Got:
    """The description that a service publishes, and where. Raises `ApilintError` where it does not.

    get: answers what is behind a URL, None where nothing is.
    """
    for url in _candidates(base_url):
        got = get(url)
        if got is not None and is_description_text(got.body):
            return got
    raise ApilintError(
        f"{base_url} publishes no description at any usual place",
        help="name it: `apilint test openapi.yaml --url ...`, or its URL",
    )


def _candidates(base_url: str) -> Iterator[str]:
    parts = urlsplit(base_url)
    origin = f"{parts.scheme}://{parts.netloc}"
    for base in dict.fromkeys((base_url, origin)):
        yield from (base + place for place in USUAL_PLACES)
