"""Where an API lives."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from ..core import Api, Operation, Server
from ..core.change.matching import base_path, template, url_of, with_variables


def lives_on(old: Server, new: Api) -> bool:
    """Whether a new server with the same origin serves what stood below the old one.

    A description without any is served from where it comes (OpenAPI Object, `servers`), in 2.0 below its `basePath`.
    """
    try:
        before, origins = urlsplit(old.url), _origins(new)
    except ValueError:
        return False
    if (before.scheme, before.netloc) not in origins:
        return False
    below = before.path.rstrip("/") + "/"
    return any((base_path(operation) + operation.path).startswith(below) for operation in new.operations)


def served_before(server: Server, new: Api, old: Api) -> bool:
    """Whether what a new server serves stood at these very addresses before, below another base path."""
    try:
        now = urlsplit(server.url)
        is_known = (now.scheme, now.netloc) in _origins(old)
    except ValueError:
        return False
    known = {base_path(operation) + template(operation.path) for operation in old.operations}
    return is_known and any(now.path.rstrip("/") + template(each.path) in known for each in new.operations)


def _origins(api: Api) -> set[tuple[str, str]]:
    """The schemes and hosts of the servers, also with the defaults of their variables."""
    urls = [url for each in api.servers for url in (each.url, url_of(each))]
    return {(parts.scheme, parts.netloc) for parts in map(urlsplit, urls)} or {("", "")}


def values_of(variable: object) -> set[str]:
    """The values that a variable of a server's URL is limited to; without an `enum` only its default is known."""
    if type(variable) is not dict:
        return set()
    known = variable.get("enum")
    values = known if type(known) is list else [variable.get("default")]
    return {value for value in values if type(value) is str}


def has_own(operation: Operation) -> bool:
    """Whether an operation, or its path, names servers of its own."""
    return bool(_own(operation))


def _own(operation: Operation) -> list[Any]:
    return operation.sequence("servers") or operation.path_item.sequence("servers")


def addresses(operation: Operation) -> set[str]:
    """Where an operation is called, by the defaults of variables and without the names of path parameters."""
    urls = [with_variables(each) for each in _own(operation) if type(each) is dict]
    if not _own(operation):
        urls = [*map(url_of, operation.api.servers)]
    return {url.rstrip("/") + template(operation.path) for url in urls}
