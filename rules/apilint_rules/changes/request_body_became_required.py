"""An optional request body stays optional.

Requests without one worked, and are refused now.

In webhooks and callbacks the service is the one that sends: there it breaks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Problem, Related, RequestBody, Rule, Severity
from ._bodies import is_required

RULE = Rule(
    severity=Severity.ERROR,
    sources=("Zalando 107", "OpenAPI Request Body Object", "oasdiff request-body-became-required"),
    change_old="""
        paths:
          /orders:
            post:
              requestBody:
                required: false
                content:
                  application/json:
                    schema: {type: object}
    """,
    change_new="""
        paths:
          /orders:
            post:
              requestBody:
                required: true  # <-
                content:
                  application/json:
                    schema: {type: object}
    """,
)


@RULE.on_change(where=lambda change: is_required(change.new) and not is_required(change.old))
def required(change: Pair[RequestBody]) -> Iterator[Problem]:
    yield Problem(
        change.new.at("required"),
        "the request body is required now",
        help="leave it optional" if change.is_sent else None,
        related=[Related(change.old.at("required"), "it was optional")],
        severity=None if change.is_sent else Severity.INFO,
    )
