"""An answer may come in another media type, too.

Clients that say what they want (`Accept`) get what they got.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Added, MediaType, Problem, Rule, Severity
from ._bodies import is_request

RULE = Rule(
    severity=Severity.INFO,
    sources=("RFC 9110 section 12.5.1", "oasdiff response-media-type-added"),
    change_old="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: orders
                  content:
                    application/json:
                      schema: {type: object}
    """,
    change_new="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: orders
                  content:
                    application/json:
                      schema: {type: object}
                    application/xml:  # <-
                      schema: {type: object}
    """,
)


@RULE.on_change(where=lambda change: not is_request(change))
def added(change: Added[MediaType]) -> Iterator[Problem]:
    yield Problem(change.new, f"the answer comes as `{change.new.name}`, too")
