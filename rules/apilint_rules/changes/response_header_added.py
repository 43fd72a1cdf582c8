"""Answers carry another header.

Clients ignore headers that they do not know (RFC 9110 section 5.1).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Added, Header, Problem, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    sources=("RFC 9110 section 5.1", "oasdiff response-header-added"),
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
                  headers:
                    ETag: {required: true, schema: {type: string}}  # <-
                  content:
                    application/json:
                      schema: {type: object}
    """,
)


@RULE.on_change()
def added(change: Added[Header]) -> Iterator[Problem]:
    yield Problem(change.new, f"the header `{change.new.name}` is new")
