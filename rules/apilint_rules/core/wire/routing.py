"""Which operation a request goes to, by the path templates of the description."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, unquote

from ..api.model import Api, Operation


class Route(NamedTuple):
    """An operation, and the values of its path parameters (decoded)."""

    operation: Operation
    values: dict[str, str]


class Router:
    """Finds operations by method and path. A literal segment goes before a template (OpenAPI, Paths Object)."""

    def __init__(self, api: Api) -> None:
        self._routes = [(pattern_of(operation.path), operation) for operation in api.operations]
        self._routes.sort(key=lambda route: route[1].path.count("{"))

    def find(self, method: str, path: str) -> Route | None:
        """The operation of a method and a path below the base URL; None where the description has none."""
        return next(
            (route for route in self.matching(path) if route.operation.method == method.lower()), None
        )

    def matching(self, path: str) -> list[Route]:
        """The operations of all methods whose path fits, the most literal first."""
        found = []
        for pattern, operation in self._routes:
            match = pattern.fullmatch(path)
            if match:
                names = names_of(operation.path)
                values = [unquote(value) for value in match.groups()]
                found.append(Route(operation, dict(zip(names, values, strict=True))))
        return found


def names_of(template: str) -> list[str]:
    """The names of the parameters in a path template."""
    return re.findall(r"\{([^{}]*)\}", template)


@cache
def pattern_of(template: str) -> re.Pattern[str]:
    """A path template as a regular expression with a group for each parameter."""
    parts = re.split(r"\{[^{}]*\}", template)
    return re.compile("([^/]+?)".join(re.escape(_encoded(part)) for part in parts))


def fill(template: str, values: dict[str, str]) -> str | None:
    """A path template with its parameters filled in and percent-encoded; None where a value is missing."""
    if any(name not in values for name in names_of(template)):
        return None
    parts = re.split(r"\{([^{}]*)\}", template)
    texts = (
        _encoded(part) if index % 2 == 0 else quote(values[part], safe="", errors="replace")
        for index, part in enumerate(parts)
    )
    return "".join(texts)


def _encoded(literal: str) -> str:
    """The fixed text of a path template as it is sent; what is percent-encoded already stays so."""
    return quote(literal, safe="/?%:@!$&'()*+,;=~", errors="replace")
