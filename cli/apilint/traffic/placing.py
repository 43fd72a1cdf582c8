"""Which operation a recorded exchange belongs to, whatever the host that it was recorded at."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from apilint_rules.core.api.model import Api
from apilint_rules.core.wire.routing import Route, Router

from ..service.target import filled


class Placed(NamedTuple):
    """The base URL that an exchange stands below, its operation (None: none fits), and its path below the base."""

    base_url: str
    route: Route | None
    path: str


class Placing:
    """Finds the operation of a method and a URL."""

    def __init__(self, api: Api, bases: list[str] | None = None) -> None:
        """bases: what the paths stand below; else the servers of the description."""
        self.bases = bases or bases_of(api, api.document.uri)
        self._router = Router(api)

    def find(self, method: str, url: str) -> Placed:
        """Where an exchange belongs."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        path = ""
        for base in self.bases:
            there = urlsplit(base)
            is_here = not there.netloc or (there.scheme, there.netloc) == (parts.scheme, parts.netloc)
            if is_here and parts.path.startswith(f"{there.path}/"):
                path = parts.path[len(there.path) :]
                route = self._router.find(method, path)
                if route is not None:
                    return Placed(origin + there.path, route, path)
        return Placed("", None, path)


def bases_of(api: Api, source: str) -> list[str]:
    """What paths may stand below: the servers of the description, then their paths on any host."""
    origin = source if source.startswith("http") else ""
    urls = [urljoin(origin, filled(server)) if origin else filled(server) for server in api.servers] or ["/"]
    whole = [url.rstrip("/") for url in urls if url.startswith(("http://", "https://"))]
    return list(dict.fromkeys([*whole, *(urlsplit(url).path.rstrip("/") for url in urls)]))
