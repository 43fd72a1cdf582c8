"""A webhook is new.

It breaks nothing: only who asks for it gets it. It is told for the change log.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Added, Problem, Role, Rule, Severity, Webhook

RULE = Rule(
    severity=Severity.INFO,
    sources=("OpenAPI OpenAPI Object", "oasdiff webhook-added"),
    change_old="""
        webhooks:
          orderPaid:
            post:
              responses: {'204': {description: understood}}
    """,
    change_new="""
        webhooks:
          orderPaid:
            post:
              responses: {'204': {description: understood}}
          orderSent:
            post:  # <-
              responses: {'204': {description: understood}}
    """,
)


@RULE.on_change(where=lambda change: change.new.role is Role.WEBHOOK)
def added(change: Added[Webhook]) -> Iterator[Problem]:
    yield Problem(change.new, f"the webhook `{change.new.label}` is new")
