"""A server is new.

Nobody has to call it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Added, Problem, Rule, Server, Severity
from ._servers import lives_on, served_before

RULE = Rule(
    severity=Severity.INFO,
    sources=("OpenAPI Server Object",),
    change_old="""
        servers:
          - url: https://api.example.com/v1
        paths:
          /orders:
            get:
              responses: {'200': {description: all orders}}
    """,
    change_new="""
        servers:
          - url: https://api.example.com/v1
          - url: https://eu.example.com/v1  # <-
        paths:
          /orders:
            get:
              responses: {'200': {description: all orders}}
    """,
    change_same="""
        servers:
          - url: https://api.example.com
        paths:
          /v1/orders:
            get:
              responses: {'200': {description: all orders}}
    """,
)


@RULE.on_change()
def added(change: Added[Server]) -> Iterator[Problem]:
    old, new = change.diff.old, change.diff.new
    if not (served_before(change.new, new, old) if old.servers else lives_on(change.new, old)):
        yield Problem(change.new, f"the server `{change.new.url}` is new")
