"""Paths and server URLs hold no empty segments.

`//` is an address of its own: some servers collapse it, others look for a resource with an empty name and
answer `404`, and a security filter that compares paths may see another path than the service behind it. The
usual cause is a server URL that ends in `/`: OpenAPI appends the path, which begins with `/`, to it as it
stands. Many clients mend that, so it is a warning only.

The server URL `/` alone, which OpenAPI itself has for a default, and URLs that end in a variable are
accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Api, PathItem, Place, Problem, Role, Rule, Server, Severity
from ._paths import path_items

RULE = Rule(
    severity=Severity.ERROR,
    sources=("Zalando 136", "OpenAPI Paths Object"),
    bad="""
        openapi: 3.1.0
        servers:
          - url: https://api.example.com/v1/  # <-
        paths:
          /orders//lines: {}  # <-
          /invoices: {}
    """,
    good="""
        openapi: 3.1.0
        servers:
          - url: https://api.example.com/v1
        paths:
          /orders/lines: {}
          /invoices: {}
    """,
)


@RULE.on_document
def in_path(item: PathItem) -> Iterator[Problem]:
    if item.role is Role.PATH and "//" in re.sub(r"\{[^{}]*\}", "{}", item.path):
        single = re.sub("/+", "/", item.path)
        yield Problem(item.key, f"path `{item.path}` has an empty segment", help=f"write `{single}`")


@RULE.on_document
def in_servers(api: Api) -> Iterator[Problem]:
    if not path_items(api):
        return
    for url, place in base_urls(api):
        address = re.sub(r"^([\w+.-]+:|\{\w+\}:)?//", "", url)
        if "//" in address:
            yield Problem(place, f"server URL `{url}` has an empty segment", help="leave out the doubled `/`")
        elif url.endswith("/") and address.strip("./"):
            yield Problem(
                place,
                f"`{url}` ends in `/` and paths begin with it: together they hold `//`",
                help=f"write `{url.rstrip('/')}`",
                severity=Severity.WARNING,
            )


def base_urls(api: Api) -> Iterator[tuple[str, Place]]:
    """The URLs that paths are appended to; for 2.0 the `basePath`."""
    if api.version[0] == 2:
        base = api.root.text("basePath")
        if len(base) > 1:
            yield base, api.root.value_at("basePath")
        return
    for server in api.all(Server):
        yield server.url, server.value_at("url")
