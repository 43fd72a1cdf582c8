"""Headers of conditional requests, as descriptions declare them and as probes send them."""

from __future__ import annotations

from ..core import Operation, PathItem, Request

_CONDITIONS = ("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range")


def accepts(operation: Operation, *names: str) -> bool:
    """Whether one of these request headers is declared."""
    return any(parameter.name.lower() in names for parameter in operation.parameters_in("header"))


def returns_etag(operation: Operation | None) -> bool:
    """Whether a success has an `ETag`."""
    return operation is not None and any(response.header("etag") for response in operation.successes)


def reads_with_etag(item: PathItem) -> bool:
    return returns_etag(item.operations.get("get"))


def unconditional(request: Request) -> Request:
    """A request without any condition."""
    for name in _CONDITIONS:
        request = request.with_header(name, None)
    return request


def opaque(etag: str) -> str:
    """An entity tag without `W/`: what comparison looks at (RFC 9110 section 8.8.3.2)."""
    return etag.strip().removeprefix("W/")


def other_tag(etag: str) -> str:
    """An entity tag of the same form that is another one; where tags are numbers, an earlier one."""
    inner = etag.strip('"')
    if inner.isascii() and inner.isdigit() and int(inner[:30]) > 0:
        return f'"{int(inner[:30]) - 1}"'
    for place in range(len(inner) - 1, -1, -1):
        character = inner[place]
        if character.isascii() and character.isalnum():
            other = {"0": "1", "9": "8", "a": "b", "f": "e", "z": "y", "A": "B", "Z": "Y"}.get(character)
            changed = other or chr(ord(character) + 1)
            return f'"{inner[:place]}{changed}{inner[place + 1 :]}"'
    return f'"{inner}0"'
