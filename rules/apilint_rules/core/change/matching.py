"""Which operations of two descriptions are the same one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar
from urllib.parse import urlsplit

from ..api.model import Api, Operation, Role, Server, Webhook

T = TypeVar("T")
Matches = Iterator[tuple[Any, Any]]
_PARAMETER = re.compile(r"\{[^{}/]*\}")


def match(old: Iterable[T], new: Iterable[T], key: Callable[[T], object]) -> Matches:
    """Pairs by a key, in the order of the new ones; what is left of the old ones comes last.

    Of several with one key only the first counts.
    """
    before = {key(part): part for part in reversed(list(old))}
    after = {key(part): part for part in reversed(list(new))}
    for name, part in reversed(after.items()):
        yield before.pop(name, None), part
    for part in reversed(before.values()):
        yield part, None


def matched_operations(old: Api, new: Api) -> Matches:
    """The operations below `paths`: first those with one address, then those with one path below other servers.

    Names of path parameters do not matter, except where they are all that tells two paths apart.
    """
    return match_by(old.operations, new.operations, (_exact, _address, _template))


def match_by(old: Iterable[T], new: Iterable[T], keys: Iterable[Callable[[T], object]]) -> Matches:
    """Pairs by the first key, what is left by the second, and so on; in the order of the new ones."""
    olds, news = list(old), list(new)
    found: dict[int, T] = {}
    for key in keys:
        waiting: dict[object, list[T]] = {}
        for part in olds:
            waiting.setdefault(key(part), []).append(part)
        for part in news:
            candidates = waiting.get(key(part)) if id(part) not in found else None
            if candidates:
                found[id(part)] = candidates.pop(0)
        paired = {id(part) for part in found.values()}
        olds = [part for part in olds if id(part) not in paired]
    for part in news:
        yield found.get(id(part)), part
    for part in olds:
        yield part, None


def matched_webhooks(old: Api, new: Api) -> Matches:
    """The operations of `webhooks`, by name and method; callbacks belong to their operations."""
    return match(_webhooks(old), _webhooks(new), key=lambda webhook: (webhook.path, webhook.method.lower()))


def _webhooks(api: Api) -> list[Webhook]:
    named = api.root.mapping("webhooks")  # unused components read as webhooks, too
    return [each for each in api.webhooks if each.role is Role.WEBHOOK and each.path in named]


def _exact(operation: Operation) -> tuple[str, str]:
    return operation.method.lower(), base_path(operation) + operation.path


def _address(operation: Operation) -> tuple[str, str]:
    return operation.method.lower(), base_path(operation) + template(operation.path)


def _template(operation: Operation) -> tuple[str, str]:
    return operation.method.lower(), template(operation.path)


def template(path: str) -> str:
    """A path without the names of its parameters: `/orders/{}`."""
    return _PARAMETER.sub("{}", path)


def base_path(operation: Operation) -> str:
    """The path of the first server that an operation is called on, `/v1`; empty where there is none."""
    for view in (operation, operation.path_item, operation.api.root):
        server = next((each for each in view.sequence("servers") if type(each) is dict), None)
        if server is not None:
            return _path_of(server)
    return operation.api.root.text("basePath").rstrip("/")


def _path_of(server: dict[str, Any]) -> str:
    try:
        return urlsplit(with_variables(server)).path.rstrip("/")
    except ValueError:
        return ""


def url_of(server: Server) -> str:
    """The URL of a server with the defaults of its variables in it."""
    return with_variables({**server.value, "url": server.url})


def with_variables(server: dict[str, Any]) -> str:
    """The URL of a server with the defaults of its variables in it; empty where it has none."""
    url, variables = server.get("url"), server.get("variables")
    if type(url) is not str:
        return ""
    for name, variable in variables.items() if type(variables) is dict else ():
        default = variable.get("default") if type(variable) is dict else None
        url = url.replace(f"{{{name}}}", str(default) if default is not None else "")
    return url
