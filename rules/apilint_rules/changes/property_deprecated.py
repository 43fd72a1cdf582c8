"""A property is deprecated now.

Nothing breaks yet: it is told for the change log, with the day on which it will end if `x-sunset` names one.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Problem, Rule, Schema, Severity
from ._oasdiff import PROPERTIES, subject_of
from ._removal import sunset_of
from ._words import path

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "OpenAPI Schema Object",
        "oasdiff request-property-deprecated",
        "oasdiff response-property-deprecated",
    ),
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
                        note: {type: string}
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
                        note: {type: string, deprecated: true}  # <-
    """,
)


@RULE.on_change(where=lambda change: change.path and change.new.deprecated and not change.old.deprecated)
def deprecated(change: Pair[Schema]) -> Iterator[Problem]:
    sunset = sunset_of(change.new)
    ends = f" and ends on {sunset}" if sunset is not None else ""
    subject = subject_of(change, change.path)
    yield Problem(
        change.new.at("deprecated"),
        f"the property `{path(change.path)}` is deprecated now{ends}",
        oasdiff=[f"{subject}-deprecated{'-with-sunset' if ends else ''}"] if subject in PROPERTIES else [],
    )
