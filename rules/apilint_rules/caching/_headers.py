"""Headers of conditional requests, as descriptions declare them."""

from __future__ import annotations

from ..core import Operation, PathItem


def accepts(operation: Operation, *names: str) -> bool:
    """Whether one of these request headers is declared."""
    return any(parameter.name.lower() in names for parameter in operation.parameters_in("header"))


def returns_etag(operation: Operation | None) -> bool:
    """Whether a success has an `ETag`."""
    return operation is not None and any(response.header("etag") for response in operation.successes)


def reads_with_etag(item: PathItem) -> bool:
    return returns_etag(item.operations.get("get"))
