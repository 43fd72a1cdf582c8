"""An operation is deprecated now.

Nothing breaks yet: it is told for the change log, with the day on which it will end if `x-sunset` names one.
`sunset-too-soon` asks for enough notice.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Pair, Problem, Rule, Severity, Webhook
from ._removal import sunset_of

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "OpenAPI Operation Object",
        "oasdiff endpoint-deprecated",
        "oasdiff endpoint-deprecated-with-sunset",
    ),
    change_old="""
        paths:
          /orders:
            get:
              responses: {'200': {description: all orders}}
    """,
    change_new="""
        paths:
          /orders:
            get:
              deprecated: true  # <-
              x-sunset: '2027-11-30'
              responses: {'200': {description: all orders}}
    """,
)


@RULE.on_change(where=lambda change: change.new.deprecated and not change.old.deprecated)
def deprecated(change: Pair[Operation] | Pair[Webhook]) -> Iterator[Problem]:
    sunset = sunset_of(change.new)
    ends = f" and ends on {sunset}" if sunset is not None else ""
    yield Problem(
        change.new.at("deprecated"),
        f"`{change.new.label}` is deprecated now{ends}",
        oasdiff=["endpoint-deprecated-with-sunset" if sunset is not None else "endpoint-deprecated"],
    )
