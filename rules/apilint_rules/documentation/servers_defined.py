"""The description says where the API is served.

Without a server a client has paths and no host to send them to: tools fall back to wherever the document
itself was found, which for a file in a repository is nowhere. A lone `localhost` or `example.com` is the
same gap with a value in it.

A relative URL (`/v1`) is an answer, and so are a host that callers fill in (`https://{tenant}/v1`) and a
server on a path or an operation. Documents that only describe webhooks or components are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from ..core import Api, Problem, Rule, Server, Severity

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Server Object", "NL", "adidas"),
    bad="""
        servers:
          - url: http://localhost:8080  # <-
        paths:
          /orders: {get: {responses: {'200': {description: the orders}}}}
    """,
    good="""
        servers:
          - url: https://orders.acme-shop.com
          - url: http://localhost:8080
        paths:
          /orders: {get: {responses: {'200': {description: the orders}}}}
    """,
)

PLACEHOLDERS = ("localhost", "example.com", "example.org", "example.net", "example", "0.0.0.0", "::1")


@RULE.on_document
def defined(api: Api) -> Iterator[Problem]:
    if not api.operations:
        return
    servers: list[Server] = api.all(Server)
    if not servers:
        key = "servers" if api.version[0] > 2 else "host"
        if not api.root.has(key) or api.root.value[key] == []:
            where = api.key(key) if api.root.has(key) else api.root
            yield Problem(where, f"no `{key}`: nothing says where the API is served", help=help_for(key))
    elif all(is_placeholder(server) for server in servers):
        only = (
            "the only server is" if len(servers) == 1 else f"none of {len(servers)} servers is real: one is"
        )
        where = servers[0].place if api.version[0] == 2 else servers[0].value_at("url")
        yield Problem(where, f"{only} `{servers[0].url}`", help="name the host that callers are to use")


def help_for(key: str) -> str:
    return (
        "add `servers` with the URL of each environment" if key == "servers" else "add `host`, and `schemes`"
    )


def is_placeholder(server: Server) -> bool:
    """Whether a URL names this machine or a host that is reserved for examples (RFC 2606)."""
    host = host_of(server)
    names = host in PLACEHOLDERS or any(host.endswith("." + name) for name in PLACEHOLDERS)
    return names or host.startswith("127.")


def host_of(server: Server) -> str:
    """The host of a URL as written, in lower case; empty when it is relative."""
    try:
        return (urlsplit(server.url).hostname or "").lower()
    except ValueError:
        return ""
