"""Where an API says which version is meant: paths, server URLs, headers, query parameters, media types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from ..core import Api, MediaType, Operation, Parameter, PathItem, Place, Response, Role, Server
from ..core.segments import Segment, segments_of
from ..core.words import words

PATH, HEADER, QUERY, MEDIA_TYPE = "path", "header", "query parameter", "media type"

_SEGMENT = (
    r"v(er(sion)?)?[-_.]?\d+([._]\d+)*((alpha|beta|rc|preview)\d*)?|\d+\.\d+(\.\d+)?|\d{4}-\d{2}(-\d{2})?"
)
_MEDIA_TYPE = r"application/(vnd\.)?[^;]*[.-]v\d+([.+-].*)?$"
_OTHER_VERSIONS = frozenset(
    (
        "agent", "app", "application", "browser", "build", "client", "content", "data", "device", "document",
        "entity", "firmware", "from", "if", "max", "min", "new", "next", "object", "os", "platform", "plugin",
        "previous", "product", "protocol", "record", "resource", "row", "schema", "sdk", "software", "source",
        "target", "tls", "to",
    )
)  # fmt: skip


class Versioned(NamedTuple):
    """A place that carries a version, and how: the strategy, and what was written."""

    strategy: str
    text: str
    place: Place


def is_version(segment: Segment | str) -> bool:
    """Whether a segment is a version and nothing else: `v2`, `1.0`, `2024-01`; not `v1-migrations`."""
    return _is_version(segment if isinstance(segment, str) else segment.text)


@cache
def _is_version(text: str) -> bool:
    return re.fullmatch(_SEGMENT, text, re.IGNORECASE) is not None


def path_items(api: Api) -> list[PathItem]:
    return [item for item in api.all(PathItem) if item.role is Role.PATH]


def in_path(item: PathItem) -> Iterator[str]:
    """The versions in a path."""
    return (segment.text for segment in segments_of(item.path) if is_version(segment))


def in_server(server: Server) -> list[str]:
    """The versions in the path of a server's URL; those of hosts are left alone."""
    try:
        path = urlsplit(server.url).path
    except ValueError:
        return []
    return [text for text in path.split("/") if is_version(text)]


def is_version_parameter(parameter: Parameter) -> bool:
    """Whether a header or query parameter is the version of the API, not that of a thing or of the client.

    `API-Version`, `Accept-Version` and `X-API-Version`, or a header with the API's name before `-Version`.
    """
    tokens = words(parameter.name)
    if tokens[-1:] != ("version",) or parameter.location not in ("header", "query"):
        return False
    before = [token for token in tokens[:-1] if token != "x"]
    if "api" in before or before == ["accept"]:
        return True
    is_named = bool(before) and not _OTHER_VERSIONS & set(before)
    return parameter.location == "header" and is_named and before[0] in words(parameter.api.info.title)


def is_versioned_media(name: str) -> bool:
    """`application/vnd.acme.v2+json` and `application/json; version=2`."""
    essence, _, rest = name.partition(";")
    return (
        re.match(_MEDIA_TYPE, essence.strip(), re.IGNORECASE) is not None
        or re.search(r"\bversion=", rest) is not None
    )


def versions_of(api: Api) -> Iterator[Versioned]:
    """Every version that a caller of the API has to name."""
    for server in api.servers:
        for text in in_server(server):
            yield Versioned(PATH, text, server.value_at("url") if server.has("url") else server.place)
    for item in path_items(api):
        for text in in_path(item):
            yield Versioned(PATH, text, item.key)
    for parameter in api.all(Parameter):
        if is_version_parameter(parameter) and any(user.role is Role.PATH for user in parameter.operations):
            strategy = HEADER if parameter.location == "header" else QUERY
            yield Versioned(strategy, parameter.name, parameter.value_at("name"))
    for media in api.all(MediaType):
        if is_versioned_media(media.name) and is_success(media):
            yield Versioned(MEDIA_TYPE, media.name, media.place)


def is_success(media: MediaType) -> bool:
    """Whether a representation belongs to a success; error formats have versions of their own."""
    owner = media.owner
    return (
        isinstance(owner, Response)
        and owner.is_success
        and any(type(user) is Operation for user in owner.operations)
    )
