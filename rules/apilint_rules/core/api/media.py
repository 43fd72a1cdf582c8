"""Media types as RFC 9110 section 8.3.1 and RFC 6838 section 4.2.8 spell them."""

from __future__ import annotations

import re
from functools import cache

_MEDIA_TYPE = re.compile(r"^\s*([!#$%&'*+.^_`|~\w-]+)/([!#$%&'*+.^_`|~\w-]+)\s*((?:;[^;]*)*)$")


@cache
def essence(name: str) -> str:
    """`Application/JSON; charset=utf-8` -> `application/json`."""
    return name.partition(";")[0].strip().lower()


def spelled(name: str) -> tuple[str, list[str]]:
    """The essence of a media type and its parameters, in lower case and in an order of their own."""
    _, *parameters = (part.strip().lower() for part in name.split(";"))
    return essence(name), sorted(filter(None, parameters))


def is_media_type(name: str) -> bool:
    """Whether a name parses as a media type or a media range."""
    return _MEDIA_TYPE.match(name) is not None


@cache
def is_json(name: str) -> bool:
    """Whether a media type is JSON: `application/json`, `text/json` or any `+json`."""
    name = essence(name)
    return name in ("application/json", "text/json") or name.endswith("+json")


def is_problem(name: str) -> bool:
    """Whether a media type is one of RFC 9457."""
    return essence(name) in ("application/problem+json", "application/problem+xml")
