"""A server that clients call is still named.

A warning: whether it is switched off, a description cannot say. Where its paths live on below another server
(`https://api.example.com/v1` with `/orders` to `https://api.example.com` with `/v1/orders`), nothing is told.
A region or environment that a variable of its URL may not name any more is told, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Pair, Problem, Removed, Rule, Server, Severity
from ._servers import addresses, has_own, lives_on, values_of

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
    own = change.new if change.new.has("servers") else change.new.path_item
    place = own.at("servers") if own.has("servers") else change.new.place
    for url in sorted(before - after):
        yield Problem(place, f"`{change.new.path}` is not served at `{url}` any more", subject=url)


@RULE.on_change()
def limited(change: Pair[Server]) -> Iterator[Problem]:
    """A value of a variable of its URL (a region, an environment) is gone."""
    for name, said in change.new.variables.items():
        for value in sorted(values_of(change.old.variables.get(name)) - values_of(said)):
            message = f"the `{name}` of the server `{change.new.url}` may not be `{value}` any more"
            yield Problem(change.new.at("variables", name), message, subject=f"{name}={value}")
