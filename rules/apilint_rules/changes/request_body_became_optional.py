"""A required request body is optional now.

Requests that have it mean what they meant. In webhooks and callbacks it is the client that reads it and may miss
it: there it is an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Problem, Related, RequestBody, Rule, Severity
from ._bodies import is_required

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 107", "oasdiff request-body-became-optional"),
    change_old="""
        paths:
          /orders:
            post:
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {type: object}
    """,
    change_new="""
        paths:
          /orders:
            post:
              requestBody:
                required: false  # <-
                content:
                  application/json:
                    schema: {type: object}
    """,
)


@RULE.on_change(where=lambda change: is_required(change.old) and not is_required(change.new))
def optional(change: Pair[RequestBody]) -> Iterator[Problem]:
    yield Problem(
        change.new.at("required"),
        "the request body is optional now",
        related=[Related(change.old.at("required"), "it was required")],
        severity=None if change.is_sent else Severity.ERROR,
    )
