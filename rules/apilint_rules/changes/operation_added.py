"""An operation that clients can call is new.

Nobody depends on it yet, so that it breaks nothing; it is told for the change log, and because it asks for a new
minor version.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Added, Operation, Problem, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 107", "oasdiff endpoint-added"),
    change_old="""
        paths:
          /orders:
            get:
              responses: {'200': {description: all orders}}
    """,
    change_new="""
        paths:
          /orders:
            get:
              responses: {'200': {description: all orders}}
            post:  # <-
              responses: {'201': {description: a new order}}
    """,
)


@RULE.on_change()
def added(change: Added[Operation]) -> Iterator[Problem]:
    yield Problem(change.new, f"`{change.new.label}` is new")
