"""An operation whose sunset has come is gone from the description.

A date in the past means that the description is out of date, or that the service is: callers see an
operation that may stop working any day, and learn that dates announced here do not count.

Dates are compared with the day of the check. Only dates as RFC 3339 writes them are read;
`deprecated-has-sunset` tells of others.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Parameter, Problem, Rule, Severity
from ._sunset import date_of

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 8594 section 3", "Zalando 189"),
    bad="""
        paths:
          /orders:
            get:
              deprecated: true
              x-sunset: '2019-06-30'  # <-
    """,
    good="""
        paths:
          /orders:
            get:
              deprecated: true
              x-sunset: '2999-06-30'
    """,
)


@RULE.on_document(having=("x-sunset",))
def ahead(view: Operation | Parameter, today: str) -> Iterator[Problem]:
    date = date_of(view.value["x-sunset"])
    if date is not None and date < today[:10]:
        name = f"`{view.label}`" if isinstance(view, Operation) else f"parameter `{view.name}`"
        yield Problem(
            view.value_at("x-sunset"),
            f"the sunset of {name} was on {date}",
            help="remove it, or announce a later date",
        )
