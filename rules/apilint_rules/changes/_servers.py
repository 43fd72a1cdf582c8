"""Where an API lives."""

from __future__ import annotations

from urllib.parse import urlsplit

from ..core import Api, Server
from ..core.change.matching import base_path


def lives_on(old: Server, new: Api) -> bool:
    """Whether a new server with the same origin serves what stood below the old one.

    A description without any is served from where it comes (OpenAPI Object, `servers`), in 2.0 below its `basePath`.
    """
    try:
        before = urlsplit(old.url)
        origins = {(url.scheme, url.netloc) for url in (urlsplit(server.url) for server in new.servers)}
        origins = origins or {("", "")}
    except ValueError:
        return False
    if (before.scheme, before.netloc) not in origins:
        return False
    below = before.path.rstrip("/") + "/"
    return any((base_path(operation) + operation.path).startswith(below) for operation in new.operations)
