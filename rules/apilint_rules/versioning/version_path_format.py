"""A version in the path is `v` and the major version, once, before the first resource.

`/v2/orders` can be routed, documented and switched off as a whole. `/v2.1/orders` promises that clients
must change with every minor version, which is what minor versions are not for; in `/orders/v2` and
`/api/v1/v2` nobody can tell what has the version: the API, its orders, or both.

Dates (`/2024-01`) and stages (`/v1beta1`) are versions as well, and what comes before (`/api/v1`,
`/billing/v1`) is free. Names that only resemble versions (`/v1-migrations`) are left alone, and APIs
without a version in the path are not asked for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Api, PathItem, Problem, Role, Rule, Server, Severity
from ..core.english import head_word, is_plural
from ..core.segments import Segment, segments_of
from ..core.words import words
from ._versions import in_path, in_server, is_version

RULE = Rule(
    severity=Severity.WARNING,
    sources=("NL /core/uri-version", "AIP-185"),
    bad="""
        paths:
          /v2.1/orders:  # <-
            get: {summary: List orders}
          /orders/{id}/v2/items:  # <-
            get: {summary: List the items of an order}
    """,
    good="""
        paths:
          /v2/orders:
            get: {summary: List orders}
          /v2/orders/{id}/items:
            get: {summary: List the items of an order}
    """,
)


@RULE.on_document(
    where=lambda item: item.role is Role.PATH and any(in_path(item)),
    many="{count} of {total} paths with a version do not begin with `v` and the major version",
)
def in_paths(item: PathItem) -> Iterator[Problem]:
    segments = segments_of(item.path)
    at = next(index for index, segment in enumerate(segments) if is_version(segment))
    text = segments[at].text
    if any(segment.parameters for segment in segments[:at]) or (at and is_resource(item, segments[at - 1])):
        yield Problem(
            item.key,
            f"version `{text}` comes after a resource",
            help=f"put it before all resources: `/{text}/...`",
            subject="place",
        )
    elif is_minor(text):
        yield Problem(
            item.key,
            f"version `{text}` in the path is more than the major version",
            help=f"write `{major_of(text)}`",
            subject="format",
        )


@RULE.on_document
def in_servers(api: Api) -> Iterator[Problem]:
    """Each version in the path of a server's URL, once, however many servers and operations have it."""
    seen: set[str] = set()
    for server in api.all(Server):
        for text in in_server(server):
            if is_minor(text) and text not in seen:
                seen.add(text)
                yield Problem(
                    server.value_at("url") if server.has("url") else api.key("basePath"),
                    f"version `{text}` in the path is more than the major version",
                    help=f"write `{major_of(text)}`",
                )


@RULE.on_document
def once(api: Api) -> Iterator[Problem]:
    """A version in every server URL and another one in paths."""
    servers = [in_server(server) for server in api.servers]
    if not servers or not all(servers):
        return
    item = next((item for item in api.all(PathItem) if item.role is Role.PATH and any(in_path(item))), None)
    if item is not None:
        yield Problem(
            item.key,
            f"both the path and the server URL have a version: `{next(in_path(item))}` and `{servers[0][0]}`",
            help="keep one of them",
            subject="twice",
        )


def is_resource(item: PathItem, before: Segment) -> bool:
    """Whether the version ends a path that can be called, so that what comes before is what is called."""
    plural = is_plural(head_word(words(before.name))) and before.name.lower() not in (
        "apis",
        "services",
        "apps",
    )
    return plural and bool(item.operations) and is_version(segments_of(item.path)[-1])


def is_minor(text: str) -> bool:
    return re.fullmatch(r"(v(er(sion)?)?[-_.]?)?\d+[._]\d.*", text, re.IGNORECASE) is not None


def major_of(text: str) -> str:
    found = re.search(r"\d+", text)
    return f"v{found[0]}" if found else text
