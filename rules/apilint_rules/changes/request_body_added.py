"""An optional request body is new.

Requests without one mean what they meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Added, Problem, RequestBody, Rule, Severity
from ._bodies import is_required

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 107", "oasdiff request-body-added-optional"),
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
                required: false
                content:
                  application/json:
                    schema: {type: object}
    """,
)


@RULE.on_change(where=lambda change: not is_required(change.new))
def added(change: Added[RequestBody]) -> Iterator[Problem]:
    yield Problem(change.new, "an optional request body is new")
