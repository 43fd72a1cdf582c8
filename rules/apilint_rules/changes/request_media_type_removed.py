"""A media type in which clients send is still accepted.

Requests in it are answered with 415. A range covers its members: `application/*` in the place of `application/json`
breaks nothing.

In webhooks and callbacks the service is the one that sends: there it breaks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import MediaType, Problem, Removed, Rule, Severity
from ._bodies import is_request

RULE = Rule(
    severity=Severity.ERROR,
    sources=("RFC 9110 section 15.5.16", "Zalando 107", "oasdiff request-body-media-type-removed"),
    change_old="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema: {type: object}
                  application/xml:  # <-
                    schema: {type: object}
    """,
    change_new="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema: {type: object}
    """,
    change_same="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  'application/*':
                    schema: {type: object}
    """,
)


@RULE.on_change(where=is_request)
def removed(change: Removed[MediaType]) -> Iterator[Problem]:
    message = f"`{change.old.name}` is not accepted any more"
    if not change.is_sent:
        message = f"`{change.old.name}` is not sent any more"
    yield Problem(change.place, message, severity=None if change.is_sent else Severity.INFO)
