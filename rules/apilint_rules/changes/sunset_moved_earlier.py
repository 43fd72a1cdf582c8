"""A sunset date that was announced is kept.

Clients plan by it. Taking it back to an earlier day, or taking it away while the thing stays deprecated, breaks the
promise that it would work until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core import Operation, Pair, Parameter, Problem, Related, Rule, Schema, Severity, Webhook
from ._removal import sunset_of

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "RFC 8594 section 3",
        "oasdiff api-sunset-date-changed-too-small",
        "oasdiff sunset-deleted",
        "oasdiff request-parameter-sunset-date-changed-too-small",
        "oasdiff request-parameter-sunset-deleted",
    ),
    change_old="""
        paths:
          /orders:
            get:
              deprecated: true
              x-sunset: '2027-11-30'
              responses: {'200': {description: all orders}}
    """,
    change_new="""
        paths:
          /orders:
            get:
              deprecated: true
              x-sunset: '2027-01-31'  # <-
              responses: {'200': {description: all orders}}
    """,
    change_same="""
        paths:
          /orders:
            get:
              deprecated: true
              x-sunset: '2028-11-30'
              responses: {'200': {description: all orders}}
    """,
)


@RULE.on_change(where=lambda change: change.old.has("x-sunset") and change.old.deprecated)
def earlier(
    change: Pair[Operation] | Pair[Webhook] | Pair[Parameter] | Pair[Schema],
) -> Iterator[Problem]:
    before, after = sunset_of(change.old), sunset_of(change.new)
    if before is None or not change.new.deprecated or (after is not None and after >= before):
        return
    now = f"is {after} now" if after is not None else "is gone"
    yield Problem(
        change.new.at("x-sunset"),
        f"the sunset on {before} {now}",
        help=f"keep `x-sunset: '{before}'` or a later day",
        related=[Related(change.old.at("x-sunset"), "what was announced")],
        oasdiff=_ids(change, after is None),
    )


def _ids(change: Pair[Any], is_gone: bool) -> list[str]:
    if isinstance(change.new, Schema):
        return []
    if isinstance(change.new, Parameter):
        return [f"request-parameter-sunset-{'deleted' if is_gone else 'date-changed-too-small'}"]
    return ["sunset-deleted" if is_gone else "api-sunset-date-changed-too-small"]
