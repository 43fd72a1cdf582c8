"""A request may be sent in another media type, too.

Nobody has to. In webhooks and callbacks the service is the one that sends, in a media type that its clients may not
read: there it is an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Added, MediaType, Problem, Rule, Severity
from ._bodies import is_request

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 107", "oasdiff request-body-media-type-added"),
    change_old="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
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
                  application/xml:  # <-
                    schema: {type: object}
    """,
)


@RULE.on_change(where=is_request)
def added(change: Added[MediaType]) -> Iterator[Problem]:
    verb = "accepted" if change.is_sent else "sent"
    yield Problem(
        change.new,
        f"`{change.new.name}` is {verb}, too",
        severity=None if change.is_sent else Severity.ERROR,
    )
