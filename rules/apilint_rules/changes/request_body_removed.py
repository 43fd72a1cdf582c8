"""A request body that clients send is still read.

What they send is refused (415) or ignored without a word.

In webhooks and callbacks it is the client that reads it: there only a required one that is gone is an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Removed, RequestBody, Rule, Severity
from ._bodies import is_required

RULE = Rule(
    severity=Severity.ERROR,
    sources=("Zalando 107", "OpenAPI Request Body Object", "oasdiff request-body-removed"),
    change_old="""
        paths:
          /orders:
            post:
              requestBody:  # <-
                required: false
                content:
                  application/json:
                    schema: {type: object}
    """,
    change_new="""
        paths:
          /orders:
            post:
              responses: {'202': {description: taken in}}
    """,
)


@RULE.on_change()
def removed(change: Removed[RequestBody]) -> Iterator[Problem]:
    is_missed = change.is_sent or is_required(change.old)
    yield Problem(
        change.place, "there is no request body any more", severity=None if is_missed else Severity.INFO
    )
