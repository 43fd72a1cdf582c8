"""What is deprecated leaves clients as much time as was agreed.

`apilint diff --sunset-days 90` asks every operation and parameter that is newly deprecated for an `x-sunset` date,
and that the date is at least so many days away. Without that option the rule is silent.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ..core import Operation, Pair, Parameter, Problem, Rule, Severity, Webhook
from ._removal import day_of, sunset_of

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "RFC 8594 section 3",
        "Zalando 189",
        "oasdiff api-deprecated-sunset-missing",
        "oasdiff api-sunset-date-too-small",
        "oasdiff request-parameter-deprecated-sunset-missing",
        "oasdiff request-parameter-sunset-date-too-small",
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
              responses: {'200': {description: all orders}}
    """,
    change_same="""
        paths:
          /orders:
            get:
              deprecated: true
              x-sunset: '2190-11-30'
              responses: {'200': {description: all orders}}
    """,
)


@RULE.on_change(where=lambda change: change.new.deprecated and not change.old.deprecated)
def soon(change: Pair[Operation] | Pair[Webhook] | Pair[Parameter]) -> Iterator[Problem]:
    days = change.policy.sunset_days
    if not days:
        return
    earliest, sunset = day_of(change) + timedelta(days), sunset_of(change.new)
    if sunset is None:
        message = f"it is deprecated without an `x-sunset` date, and {days} days of notice were agreed"
    elif sunset < earliest:
        message = f"its sunset on {sunset} leaves less than the {days} days of notice that were agreed"
    else:
        return
    place = change.new.at("deprecated" if sunset is None else "x-sunset")
    subject = "request-parameter" if isinstance(change.new, Parameter) else "api"
    oasdiff = f"{subject}-{'deprecated-sunset-missing' if sunset is None else 'sunset-date-too-small'}"
    yield Problem(place, message, help=f"write `x-sunset: '{earliest}'` or later", oasdiff=[oasdiff])
