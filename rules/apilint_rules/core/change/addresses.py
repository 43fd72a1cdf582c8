"""Where an operation is called, and with which credentials, as its description says it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from ..api.model import Operation, SecurityScheme
from ..wire.exchange import Request
from .matching import base_path, url_of, with_variables

LOCAL = "http://localhost"
_USER = re.compile(r"//[^/@]*@")


def base_url(operation: Operation, server: str = "") -> str:
    """A server, else the first of an operation, if its address is whole; else its base path on this machine."""
    url = server or _first_server(operation)
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_whole = False
    if is_whole and url.isascii() and url.isprintable() and not set(url) & set("{} "):
        return _USER.sub("//", url.partition("?")[0].partition("#")[0]).rstrip("/")
    return LOCAL + (urlsplit(server).path.rstrip("/") if server.startswith("/") else base_path(operation))


def first_alternative(operation: Operation) -> tuple[str, ...]:
    """The names of the schemes that are enough to call an operation; none where it needs none."""
    return tuple(next((requirement.schemes for requirement in operation.security), ()))


def with_credentials(request: Request, operation: Operation, names: Iterable[str]) -> Request:
    """A request with what some security schemes ask for, as names of variables: `$TOKEN`."""
    schemes = operation.api.security_schemes
    for name in names:
        if name in schemes:
            request = _with(request, schemes[name])
    return request


def _with(request: Request, scheme: SecurityScheme) -> Request:
    if scheme.type in ("oauth2", "openIdConnect") or scheme.scheme == "bearer":
        return request.with_header("Authorization", "Bearer $TOKEN")
    if scheme.type == "http":
        kind = scheme.scheme.capitalize() or "Basic"
        variable = "USER_AND_PASSWORD" if kind == "Basic" else "CREDENTIALS"
        return request.with_header("Authorization", f"{kind} ${variable}")
    name = scheme.parameter_name
    if scheme.type != "apiKey" or not name:
        return request
    value = f"${_variable(name)}"
    if scheme.location == "query":
        return request.with_parameter(name, value)
    if scheme.location == "cookie":
        cookies = filter(None, (request.header("cookie"), f"{name}={value}"))
        return request.with_header("Cookie", "; ".join(cookies))
    return request.with_header(name, value)


def _variable(name: str) -> str:
    """The name of a variable of the environment: `X-Api-Key` -> `X_API_KEY`."""
    words = re.sub(r"[^A-Z0-9]+", "_", name.upper(), flags=re.ASCII).strip("_")
    return words if words and not words[0].isdigit() else f"KEY_{words}".rstrip("_")


def _first_server(operation: Operation) -> str:
    for view in (operation, operation.path_item):
        for server in view.sequence("servers"):
            return with_variables(server) if type(server) is dict else ""
    for root in operation.api.servers:
        return f"https:{root.url}" if root.url.startswith("//") else url_of(root)
    return ""
