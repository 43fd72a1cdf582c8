"""A callback that clients wait for is still sent.

Clients that act on it are never told any more, and nothing fails where they could see it. Deprecate it first, and say
with `x-sunset` when it will end.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Removed, Role, Rule, Severity, Webhook
from ._removal import notice_of

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Callback Object",),
    change_old="""
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
    change_new="""
        paths:
          /orders:
            post:
              responses: {'201': {description: created}}
    """,
)


@RULE.on_change(where=lambda change: change.old.role is Role.CALLBACK)
def removed(change: Removed[Webhook]) -> Iterator[Problem]:
    notice = notice_of(change, change.old)
    message = f"the callback `{change.old.label}` was removed {notice.words}"
    yield Problem(change.place, message, severity=Severity.INFO if notice.is_fair else None)
