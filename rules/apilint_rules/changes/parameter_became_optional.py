"""A required parameter is optional now.

Requests that have it mean what they meant. In webhooks and callbacks it is the client that reads it and may miss
it: there it is an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Parameter, Problem, Related, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 107", "oasdiff request-parameter-became-optional"),
    change_old="""
        paths:
          /orders:
            get:
              parameters:
                - {name: tenant, in: query, required: true, schema: {type: string}}
    """,
    change_new="""
        paths:
          /orders:
            get:
              parameters:
                - {name: tenant, in: query, schema: {type: string}}  # <-
    """,
)


def became_optional(change: Pair[Parameter]) -> bool:
    return change.old.required and not change.new.required and change.new.location != "path"


@RULE.on_change(where=became_optional)
def optional(change: Pair[Parameter]) -> Iterator[Problem]:
    yield Problem(
        change.new.at("required"),
        f"the {change.new.location} parameter `{change.new.name}` is optional now",
        related=[Related(change.old.at("required"), "it was required")],
        severity=None if change.is_sent else Severity.ERROR,
    )
