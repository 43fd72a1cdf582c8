"""A callback is new.

It breaks nothing: only who asks for it gets it. It is told for the change log.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Added, Problem, Role, Rule, Severity, Webhook

RULE = Rule(
    severity=Severity.INFO,
    sources=("OpenAPI Callback Object",),
    change_old="""
        paths:
          /orders:
            post:
              responses: {'201': {description: created}}
    """,
    change_new="""
        paths:
          /orders:
            post:
              responses: {'201': {description: created}}
              callbacks:
                paid:
                  '{$request.body#/paidUrl}':
                    post:  # <-
                      responses: {'204': {description: understood}}
    """,
)


@RULE.on_change(where=lambda change: change.new.role is Role.CALLBACK)
def added(change: Added[Webhook]) -> Iterator[Problem]:
    yield Problem(change.new, f"the callback `{change.new.label}` is new")
