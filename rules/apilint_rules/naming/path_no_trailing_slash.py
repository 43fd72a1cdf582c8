"""Paths do not end in a slash.

`/orders` and `/orders/` are two addresses. Some servers answer both, some redirect (and a client may drop
the body of a `POST` on the way), some answer `404`; caches and logs keep them apart. One spelling for all
spares callers the guess.

`/` itself may. Where most paths of a document end in a slash, as some frameworks have it, that is the
spelling and the paths without it are told instead; files (`/orders/schema.json`) need none.

On the wire the other spelling of each path that can be read must not be a second success with other content; a
redirect, a refusal or the very same content are fine.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Api,
    Exchange,
    Operation,
    PathItem,
    Probe,
    Problem,
    Rule,
    Severity,
    Situation,
    Unjudged,
)
from ..core.wire.likeness import differences
from ._paths import path_items, segments_of

RULE = Rule(
    severity=Severity.WARNING,
    sources=("NL /core/no-trailing-slash", "Zalando 136", "adidas"),
    bad="""
        paths:
          /orders/: {}  # <-
          /orders/{id}: {}
          /invoices: {}
    """,
    good="""
        paths:
          /orders: {}
          /orders/{id}: {}
          /invoices: {}
    """,
    wire_api="""
        paths:
          /orders:
            get: {responses: {'200': {description: the orders}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        <
        < {"next": "/orders?page=2"}
        ---
        > GET /orders
        < 200 OK
        <
        < {"next": "/orders?page=2"}
        > GET /orders/
        < 200 OK
        <
        < {"next": "/orders/?page=2"}
        > GET /orders
        < 200 OK
        <
        < {"next": "/orders?page=2"}
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        < 200 OK
        > GET /orders/
        < 308 Permanent Redirect
        < Location: /orders
    """,
)


@RULE.on_document
def bare(api: Api) -> Iterator[Problem]:
    items = [item for item in path_items(api) if item.path != "/"]
    ending = [item for item in items if item.path.endswith("/")]
    if len(ending) > 1 and 2 * len(ending) > len(items):
        yield from without_slash(items, len(ending))
        return
    for item in ending:
        yield Problem(
            item.key, f"path `{item.path}` ends in `/`", help=f"write `{item.path.rstrip('/') or '/'}`"
        )


def without_slash(items: list[PathItem], count: int) -> Iterator[Problem]:
    """Where the slash is the custom: the few paths that lack it."""
    lacking = [item for item in items if not item.path.endswith("/") and not is_file(item.path)]
    if count < 5 or count < 4 * len(lacking):
        return
    for item in lacking:
        message = f"path `{item.path}` does not end in `/` like {count} others"
        yield Problem(item.key, message, help=f"write `{item.path}/`")


def is_file(path: str) -> bool:
    return any(sign in path for sign in "?#") or "." in segments_of(path)[-1].text


def is_read(operation: Operation) -> bool:
    is_fixed = not operation.path.rstrip("/").endswith("}")  # who knows where the value of a parameter ends
    return operation.method == "get" and operation.path != "/" and is_fixed and not is_file(operation.path)


@RULE.on_probe(about=is_read, most=3)
def one_spelling(operation: Operation, situation: Situation) -> Probe:
    """Reads a path, its other spelling, and the path again: what changes by itself is no difference."""
    known = situation.accepted(operation)
    first = (yield known.request) if known is not None else None
    if first is None or not first.answer.is_success:
        yield Unjudged("the path was not read")
        return
    path = first.request.path
    other = yield first.request.but(path=path.rstrip("/") if path.endswith("/") else f"{path}/")
    if not other.answer.is_success:
        return
    again = yield first.request
    if contents(first, again) or not contents(first, other):
        return
    yield Problem(
        operation.path_item.key,
        f"`{path}` and `{other.request.path}` are both answered with {other.status}, and differ",
        help="redirect one to the other, or answer `404`",
        cause="two spellings",
    )


def contents(one: Exchange, other: Exchange) -> bool:
    """Whether two answers have different contents."""
    if one.answer.json is None:
        return one.answer.body != other.answer.body
    return any(differences(one.answer.json, other.answer.json))
