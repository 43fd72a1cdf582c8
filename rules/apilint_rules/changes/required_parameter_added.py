"""A parameter that every request needs is not added.

Requests that worked lack it and are refused with a 400. Make it optional, with what was done so far as its default.
(A `default` beside `required: true` does not help: the request must have it all the same.)

In webhooks and callbacks the service is the one that sends: there it breaks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Added, Parameter, Problem, Rule, Severity
from ._oasdiff import new_parameter

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "Zalando 107",
        "OpenAPI Parameter Object",
        "oasdiff new-required-request-parameter",
        "oasdiff new-required-request-default-parameter-to-existing-path",
        "oasdiff new-required-request-header-property",
    ),
    change_old="""
        paths:
          /orders:
            get:
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
    """,
    change_new="""
        paths:
          /orders:
            get:
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
                - {name: tenant, in: query, required: true, schema: {type: string}}  # <-
    """,
    change_same="""
        paths:
          /orders:
            get:
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
                - {name: tenant, in: query, schema: {type: string}}
    """,
)


@RULE.on_change(where=lambda change: change.new.required and change.new.location != "path")
def added(change: Added[Parameter]) -> Iterator[Problem]:
    yield Problem(
        change.new,
        f"the {change.new.location} parameter `{change.new.name}` is new and required",
        help="make it optional" if change.is_sent else None,
        severity=None if change.is_sent else Severity.INFO,
        oasdiff=[new_parameter(change)],
    )
