"""A request body that every request needs is not added.

Requests that worked have none and are refused now. Make it optional.

In webhooks and callbacks the service is the one that sends: there it breaks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Added, Problem, RequestBody, Rule, Severity
from ._bodies import is_required

RULE = Rule(
    severity=Severity.ERROR,
    sources=("Zalando 107", "OpenAPI Request Body Object", "oasdiff request-body-added-required"),
    change_old="""
        paths:
          /orders:
            post:
              responses: {'202': {description: taken in}}
    """,
    change_new="""
        paths:
          /orders:
            post:
              requestBody:  # <-
                required: true
                content:
                  application/json:
                    schema: {type: object}
    """,
    change_same="""
        paths:
          /orders:
            post:
              requestBody:
                required: false
                content:
                  application/json:
                    schema: {type: object}
    """,
)


@RULE.on_change(where=lambda change: is_required(change.new))
def added(change: Added[RequestBody]) -> Iterator[Problem]:
    yield Problem(
        change.new,
        "a request body is required now, and there was none",
        help="leave out `required: true`" if change.is_sent else None,
        severity=None if change.is_sent else Severity.INFO,
    )
