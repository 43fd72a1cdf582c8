"""Paths hold no query string and no fragment.

A path in a description is compared with the path of a request, which ends before the `?`. Tools therefore
never match `/orders?status=open`, or send the `?` percent-encoded; and what stands behind `#` is not sent
at all, so that `/orders#create` and `/orders` are the same address with two descriptions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import PathItem, Problem, Role, Rule, Severity

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Paths Object", "RFC 3986 section 3.3", "IBM valid-path-segments"),
    bad="""
        paths:
          /orders?status=open: {}  # <-
          /invoices#draft: {}  # <-
    """,
    good="""
        paths:
          /orders:
            parameters:
              - {name: status, in: query, schema: {type: string}}
          /invoices: {}
    """,
)


def is_path(item: PathItem) -> bool:
    return item.role is Role.PATH


@RULE.on_document(where=is_path)
def only_path(item: PathItem) -> Iterator[Problem]:
    # `{?limit}` is a query string as RFC 6570 spells it; in `{file?}` the sign belongs to the name.
    static = re.sub(r"\{[^{}?#][^{}]*\}", lambda found: "x" * len(found[0]), item.path)
    found = re.search("[?#]", static)
    if found is None:
        return
    path, rest = item.path[: found.start()].rstrip("{"), item.path[found.start() :]
    yield Problem(
        item.key,
        f"path `{item.path}` has a {'query string' if rest[0] == '?' else 'fragment'}",
        help=query_help(path, rest) if rest[0] == "?" else f"write `{path}`: a fragment is never sent",
    )


def query_help(path: str, rest: str) -> str:
    """Where the query belongs: `?a=1&b={b}` or `{?a,b}` become parameters."""
    names = re.findall(r"[?&,]([\w.\[\]$-]+)", rest.partition("#")[0])
    listed = " and ".join(f"`{name}`" for name in names) or "its names"
    return f"write `{path}` and declare {listed} as query parameters"
