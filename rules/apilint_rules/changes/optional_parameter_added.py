"""An optional parameter is new.

Requests that do not have it mean what they meant. It is told for the change log, and because it asks for a new minor
version.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Added, Parameter, Problem, Rule, Severity
from ._oasdiff import new_parameter

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "Zalando 107",
        "oasdiff new-optional-request-parameter",
        "oasdiff new-optional-request-default-parameter-to-existing-path",
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
                - {name: tenant, in: query, schema: {type: string}}  # <-
    """,
)


@RULE.on_change(where=lambda change: not change.new.required and change.new.location != "path")
def added(change: Added[Parameter]) -> Iterator[Problem]:
    yield Problem(
        change.new,
        f"the {change.new.location} parameter `{change.new.name}` is new",
        oasdiff=[new_parameter(change)],
    )
