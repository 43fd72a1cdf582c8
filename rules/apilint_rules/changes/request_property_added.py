"""An optional property of a request is new.

Requests without it mean what they meant. A required one is an error of `request-narrowed`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Added, Problem, Rule, Schema, Severity
from ._properties import is_request_property, is_required_in, kept
from ._words import path

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 107", "oasdiff new-optional-request-property"),
    change_old="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        article: {type: string}
    """,
    change_new="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        article: {type: string}
                        note: {type: string}  # <-
    """,
)


@RULE.on_change(where=is_request_property)
def added(change: Added[Schema]) -> Iterator[Problem]:
    if not is_required_in(change):
        was = ", and was read-only" if kept(change) is not None else ""
        yield Problem(change.place, f"the property `{path(change.path)}` is new in the request{was}")
