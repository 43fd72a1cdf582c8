"""A sort parameter says which fields one can sort by.

Rarely can a list be sorted by each of its fields: some have no index, some are not stored at all. A client
that is not told has to try, and what it gets for a field that is not sortable is, depending on the service,
an error, the default order, or a very slow query.

An `enum`, a `pattern`, an example, or a description that names anything at all is enough.

On the wire a listed field that the items show is sorted by, upwards and, where the values say how, downwards; the
items must come in that order, at the first or at a second try. A field that nobody has listed should be refused: who
misspells one gets some order otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Operation, Parameter, Probe, Problem, Rule, Severity, Situation, Unjudged
from ..core.wire.lists import beginning
from ..core.wire.pages import page_of
from ._ordering import Order, is_in_order, orders_of
from ._paging import may_be_list
from ._sorting import has_pattern, is_sort, listed_values
from ._walk import whole_of

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 137", "Azure collections-orderby-param"),
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - name: sort  # <-
                  in: query
                  description: The field to sort by.
                  schema: {type: string}
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - name: sort
                  in: query
                  description: The field to sort by.
                  schema: {type: string, enum: [placed_at, total]}
    """,
    wire_api="""
        paths:
          /orders:
            get:
              parameters:
                - {name: sort, in: query, schema: {type: string, enum: [total, -total]}}
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
        < [{"id": 1, "total": 5}, {"id": 2, "total": 9}, {"id": 3, "total": 7}]
        > GET /orders?sort=total
        < 200 OK
        <
        < [{"id": 1, "total": 5}, {"id": 2, "total": 9}, {"id": 3, "total": 7}]
        > GET /orders?sort=total
        < 200 OK
        <
        < [{"id": 1, "total": 5}, {"id": 2, "total": 9}, {"id": 3, "total": 7}]
        > GET /orders?sort=-total
        < 200 OK
        <
        < [{"id": 2, "total": 9}, {"id": 3, "total": 7}, {"id": 1, "total": 5}]
        > GET /orders?sort=apilint_unknown
        < 400 Bad Request
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders
        < 200 OK
        <
        < [{"id": 1, "total": 5}, {"id": 2, "total": 9}, {"id": 3, "total": 7}]
        > GET /orders?sort=total
        < 200 OK
        <
        < [{"id": 1, "total": 5}, {"id": 3, "total": 7}, {"id": 2, "total": 9}]
        > GET /orders?sort=-total
        < 200 OK
        <
        < [{"id": 2, "total": 9}, {"id": 3, "total": 7}, {"id": 1, "total": 5}]
        > GET /orders?sort=apilint_unknown
        < 400 Bad Request
    """,
)

UNKNOWN = "apilint_unknown"

_NAMES_SOMETHING = (
    r"[`'\"*:=|]|\b\w+_\w+\b|\b[a-z]+[A-Z]\w*|\w, \w|\be\.g\.|\bone of\b|\b(and|or) [a-z]+\.?$|https?:"
)


@RULE.on_document(where=is_sort, many="{count} of {total} sort parameters do not say what one can sort by")
def lists_fields(parameter: Parameter) -> Iterator[Problem]:
    if listed_values(parameter) or has_pattern(parameter) or parameter.examples:
        return
    schema = parameter.any_schema
    texts = [parameter.description] + ([schema.description] if schema is not None else [])
    texts += [
        operation.description for operation in parameter.operations if parameter.name in operation.description
    ]
    if not any(re.search(_NAMES_SOMETHING, text, re.MULTILINE) for text in texts):
        yield Problem(
            parameter,
            f"`{parameter.name}` does not say which fields one can sort by",
            help="list them as `enum`, or in the description",
        )


def sorts(operation: Operation) -> bool:
    return may_be_list(operation) and sort_parameter(operation) is not None


def sort_parameter(operation: Operation) -> Parameter | None:
    return next((each for each in operation.parameters_in("query") if is_sort(each)), None)


@RULE.on_probe(about=sorts, most=10)
def sorted_by(operation: Operation, situation: Situation) -> Probe:
    """Sorts by the fields that are listed, and by one that does not exist."""
    first, parameter = beginning(operation, situation), sort_parameter(operation)
    whole = (yield from whole_of(operation, situation, first)) if first is not None else None
    if first is None or parameter is None or whole is None:
        yield Unjudged("the list was never reached")
        return
    request = whole.exchange.request
    orders = orders_of(operation, parameter, whole.items)
    if not orders:
        yield Unjudged("nothing that can be sorted by differs between the items")
    for order in orders[:3]:
        asked = request
        for name, value in order.query:
            asked = asked.with_parameter(name, value)
        page = page_of(operation, (yield asked))
        again = page is not None and not is_in_order(page.items, order)
        page = page_of(operation, (yield asked)) if again else None
        if page is not None and not is_in_order(page.items, order):
            yield not_sorted(operation, parameter, order)
    exchange = yield request.with_parameter(parameter.name, UNKNOWN)
    if exchange.answer.is_success or exchange.status >= 500:
        failed = exchange.status >= 500
        yield Problem(
            parameter,
            f"`{parameter.name}={UNKNOWN}` was answered with {exchange.status}",
            help="answer `400` where one cannot sort by a field",
            severity=Severity.ERROR if failed else Severity.INFO,
            subject="unknown field",
            evidence=[exchange],
            cause=f"an unknown sort field is answered with {exchange.status}",
        )


def not_sorted(operation: Operation, parameter: Parameter, order: Order) -> Problem:
    shown = "&".join(f"{name}={value}" for name, value in order.query)
    direction = "downwards" if order.is_down else "upwards"
    return Problem(
        parameter,
        f"`{shown}` does not sort by `{order.field}` {direction}",
        help="sort by what is asked for, or take the value out of what one can sort by",
        severity=Severity.WARNING,
        subject=shown,
        cause=f"{operation.label} does not sort",
    )
