"""An optional property of an answer is still there.

Clients have to bear that it is missing, so that this is told as `info`; that it never comes again is worth knowing
all the same. A required property that is gone is an error of `response-widened`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Removed, Rule, Schema, Severity
from ._properties import is_response_property, kept, was_required_in
from ._words import path, payload

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 107", "oasdiff response-optional-property-removed"),
    change_old="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: an order
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          article: {type: string}
                          note: {type: string}  # <-
    """,
    change_new="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: an order
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          article: {type: string}
    """,
)


@RULE.on_change(where=is_response_property)
def removed(change: Removed[Schema]) -> Iterator[Problem]:
    there = kept(change)
    if there is not None and not was_required_in(change):
        place = there.at("writeOnly") if there.has("writeOnly") else there.place
        message = (
            f"the optional property `{path(change.path)}` is write-only now, and gone from {payload(change)}"
        )
        yield Problem(place, message, facet="writeOnly", oasdiff=[])
    elif not was_required_in(change):
        yield Problem(
            change.place, f"the optional property `{path(change.path)}` is gone from {payload(change)}"
        )
