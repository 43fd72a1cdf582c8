"""The version in the path is the major version of `info.version`.

Clients find `/v2` in the path and `1.9.0` in the document, and one of them is a mistake: a document that
was not updated, or a copy of that of another version. Whoever generates a client from it gets the wrong
one.

Only the major version counts. Dates, versions below `1.0.0` that promise nothing yet, and APIs whose paths
have a version only here and there are not compared; of several versions in paths one must agree. The
specification calls `info.version` the version of the document, so this is a hint and no more.

On the wire an `API-Version` that an answer carries is compared with `info.version` in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import (
    Api,
    Exchange,
    Operation,
    Problem,
    Related,
    Rule,
    Severity,
)
from ..core.wire.promises import declares_header
from ._versions import PATH, in_path, in_server, path_items, versions_of

RULE = Rule(
    severity=Severity.INFO,
    sources=("NL /core/uri-version", "NL /core/version-header"),
    bad="""
        info:
          title: Orders
          version: 1.9.0  # <-
        paths:
          /v2/orders:
            get: {summary: List orders}
    """,
    good="""
        info:
          title: Orders
          version: 2.0.0
        paths:
          /v2/orders:
            get: {summary: List orders}
    """,
    wire_bad="""
        > GET /v2/orders
        < 200 OK
        < API-Version: 1.9.0
    """,
    wire_good="""
        > GET /v2/orders
        < 200 OK
        < API-Version: 2.1.0
    """,
)


@RULE.on_document
def matches(api: Api) -> Iterator[Problem]:
    version = re.fullmatch(r"v?(\d{1,3})\.\d+(\.\d+)?([-+].*)?", api.info.version.strip(), re.IGNORECASE)
    if version is None or int(version[1]) == 0 or not is_for_all(api):
        return
    paths = [found for found in versions_of(api) if found.strategy == PATH and majors(found.text)]
    if paths and not any(version[1] in majors(found.text) for found in paths):
        yield Problem(
            api.info.value_at("version"),
            f"version `{api.info.version}` does not agree with `{paths[0].text}` in the path",
            help="let both have the same major version",
            related=[Related(paths[0].place, "the version in the path")],
        )


def is_for_all(api: Api) -> bool:
    """Whether nearly all paths have a version, by themselves or from the server."""
    items = path_items(api)
    with_version = sum(1 for item in items if any(in_path(item)))
    return (bool(api.servers) and all(map(in_server, api.servers))) or with_version >= 0.8 * len(items)


def majors(text: str) -> list[str]:
    """The major version of `v2`, `v2.1` or `2.0`; none of a date."""
    found = re.match(r"(?:v|ver|version)?[-_.]?(\d{1,3})(?![\d-])", text, re.IGNORECASE)
    return [found[1]] if found else []


HEADERS = ("api-version", "x-api-version")


@RULE.on_exchange(
    where=lambda exchange, operation: any(exchange.answer.header(name) for name in HEADERS),
    about=lambda operation: declares_header(operation, *HEADERS),
    unseen="no answer with `API-Version` was seen",
)
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    info = operation.api.info
    declared = re.fullmatch(r"v?(\d{1,3})(\.\d+){1,2}([-+].*)?", info.version.strip(), re.IGNORECASE)
    text = next(filter(None, map(exchange.answer.header, HEADERS)), "").strip()
    version = re.fullmatch(r"v?(\d{1,3})(\.\d+){0,2}([-+].*)?", text, re.IGNORECASE)
    if declared and version and int(declared[1]) and version[1] != declared[1]:
        yield Problem(
            info.value_at("version"),
            f"answers say version `{text}`, the description says `{info.version}`",
            help="publish the description of the version that runs",
            cause=f"API-Version {version[1]}",
        )
