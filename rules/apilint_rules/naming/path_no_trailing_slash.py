"""Paths do not end in a slash.

`/orders` and `/orders/` are two addresses. Some servers answer both, some redirect (and a client may drop
the body of a `POST` on the way), some answer `404`; caches and logs keep them apart. One spelling for all
spares callers the guess.

`/` itself may. Where most paths of a document end in a slash, as some frameworks have it, that is the
spelling and the paths without it are told instead; files (`/orders/schema.json`) need none.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, PathItem, Problem, Rule, Severity
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
