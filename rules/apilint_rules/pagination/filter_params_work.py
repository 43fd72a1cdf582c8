"""A filter lets through what it names, and nothing else.

A filter that is ignored returns everything: the client works with all orders where it wanted the open ones, without any
error to notice it by. It happens where a parameter is described but not served, or is spelt differently by the service.

A query parameter that is called after a field of the items (`status` of orders with a `status`) is taken for a filter.
It is tried with a value that some items have and others have not; every item that comes must have it. Parameters of
other names, and values that items do not show, are left alone.
"""

from __future__ import annotations

from ..core import NotAbout, Operation, Probe, Problem, Rule, Severity, Situation, Unjudged
from ..core.wire.lists import beginning
from ..core.wire.pages import page_of
from ._filtering import Filter, fields_filtered, filters_of, lets_through
from ._paging import may_be_list
from ._walk import whole_of

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Zalando 137", "Zalando 236", "AIP-160"),
    wire_api="""
        paths:
          /orders:
            get:
              parameters:
                - {name: status, in: query, schema: {type: string}}
              responses:
                '200': {content: {application/json: {schema: {type: array, items: {type: object}}}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        < 200 OK
        <
        < [{"id": 1, "status": "open"}, {"id": 2, "status": "paid"}, {"id": 3, "status": "open"}]
        > GET /orders?status=open
        < 200 OK
        <
        < [{"id": 1, "status": "open"}, {"id": 2, "status": "paid"}, {"id": 3, "status": "open"}]
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        < 200 OK
        <
        < [{"id": 1, "status": "open"}, {"id": 2, "status": "paid"}, {"id": 3, "status": "open"}]
        > GET /orders?status=open
        < 200 OK
        <
        < [{"id": 1, "status": "open"}, {"id": 3, "status": "open"}]
    """,
)

MOST = 4
"""Filters of one list that are tried."""


def may_filter(operation: Operation) -> bool:
    return may_be_list(operation) and bool(operation.parameters_in("query"))


@RULE.on_probe(about=may_filter)
def selects(operation: Operation, situation: Situation) -> Probe:
    """Tries each filter with the value that most items have."""
    first = beginning(operation, situation)
    whole = (yield from whole_of(operation, situation, first)) if first is not None else None
    if first is None or whole is None:
        yield Unjudged("the list was never reached")
        return
    if not fields_filtered(operation, whole.items):
        yield NotAbout()
        return
    chosen: dict[str, Filter] = {}
    for one in filters_of(operation, whole.items):
        chosen.setdefault(one.parameter.name, one)
    if not chosen:
        yield Unjudged("no field that is filtered by has several values")
    for one in list(chosen.values())[:MOST]:
        page = page_of(operation, (yield first.with_parameter(one.parameter.name, one.value)))
        others = [item for item in page.items if not lets_through(one, item)] if page is not None else []
        if page is not None and (others or not page.items):
            what = f"{len(others)} of {len(page.items)} items with another one" if others else "nothing"
            yield Problem(
                one.parameter,
                f"the filter `{one.parameter.name}` returned {what}",
                help=f"return the items whose `{one.field}` is as asked for",
                evidence=[whole.exchange, page.exchange],
                severity=None if others else Severity.INFO,
                cause=f"filter {one.parameter.name} of {operation.label}",
            )
