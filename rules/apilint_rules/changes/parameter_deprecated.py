"""A parameter is deprecated now.

Nothing breaks yet: it is told for the change log, with the day on which it will end if `x-sunset` names one.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Parameter, Problem, Rule, Severity
from ._removal import sunset_of

RULE = Rule(
    severity=Severity.INFO,
    sources=("OpenAPI Parameter Object", "oasdiff request-parameter-deprecated"),
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
                - {name: limit, in: query, deprecated: true, schema: {type: integer}}  # <-
    """,
)


@RULE.on_change(where=lambda change: change.new.deprecated and not change.old.deprecated)
def deprecated(change: Pair[Parameter]) -> Iterator[Problem]:
    sunset = sunset_of(change.new)
    ends = f" and ends on {sunset}" if sunset is not None else ""
    message = f"the {change.new.location} parameter `{change.new.name}` is deprecated now{ends}"
    yield Problem(change.new.at("deprecated"), message)
