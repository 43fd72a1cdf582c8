"""A server that clients call is still named.

A warning: whether it is switched off, a description cannot say. Where its paths live on below another server
(`https://api.example.com/v1` with `/orders` to `https://api.example.com` with `/v1/orders`), nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Pair, Problem, Removed, Rule, Server, Severity
from ._servers import addresses, has_own, lives_on

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Server Object", "Zalando 107"),
    change_old="""
        servers:
          - url: https://api.example.com/v1
          - url: https://eu.example.com/v1  # <-
        paths:
          /orders:
            get:
              responses: {'200': {description: all orders}}
    """,
    change_new="""
        servers:
          - url: https://api.example.com/v1
        paths:
          /orders:
            get:
              responses: {'200': {description: all orders}}
    """,
    change_same="""
        servers:
          - url: https://eu.example.com/v1/
          - url: https://api.example.com/v1
        paths:
          /orders:
            get:
              responses: {'200': {description: all orders}}
    """,
)


@RULE.on_change()
def removed(change: Removed[Server]) -> Iterator[Problem]:
    if not lives_on(change.old, change.diff.new):
        yield Problem(change.place, f"the server `{change.old.url}` is not named any more")


@RULE.on_change(where=lambda change: has_own(change.old) or has_own(change.new))
def moved(change: Pair[Operation]) -> Iterator[Problem]:
    """An operation with servers of its own, or a path with them."""
    before, after = addresses(change.old), addresses(change.new)
    for url in sorted(before - after):
        own = change.new if change.new.has("servers") else change.new.path_item
        yield Problem(
            own.at("servers") if own.has("servers") else change.new.place,
            f"`{change.new.label}` is not served at `{url}` any more",
            subject=url,
        )
