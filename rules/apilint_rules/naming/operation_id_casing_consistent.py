"""Operation ids are all written in one case.

Generators make the method names of a client of them. With `listOrders` beside `create_order` the methods of
one client follow two rules, and every caller has to look each of them up. By default the rule holds a
document to what most of its own ids do; the option `case` sets one case for all.

Of ids with a group (`orders/list-items`, `orders.listItems`) the last part counts. Ids that a program put
together from paths (`get_order_orders__id__get`, `findAll_1`) and single words are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Api, Operation, Place, Problem, Rule, Severity, Webhook
from ._casing import CASE, inconsistent

RULE = Rule(
    severity=Severity.INFO,
    sources=("OpenAPI Operation Object", "Azure operation-id", "IBM operationid-casing-convention"),
    options={"case": CASE},
    bad="""
        paths:
          /orders:
            get: {operationId: listOrders}
            post: {operationId: create_order}  # <-
          /orders/{id}:
            get: {operationId: getOrder}
            patch: {operationId: updateOrder}
            delete: {operationId: deleteOrder}
          /invoices:
            get: {operationId: listInvoices}
    """,
    good="""
        paths:
          /orders:
            get: {operationId: listOrders}
            post: {operationId: createOrder}
          /orders/{id}:
            get: {operationId: getOrder}
            patch: {operationId: updateOrder}
            delete: {operationId: deleteOrder}
          /invoices:
            get: {operationId: listInvoices}
    """,
)


@RULE.on_document
def same_case(api: Api, case: str) -> Iterator[Problem]:
    places: dict[str, list[Place]] = {}
    for operation in api.all(Operation, Webhook):
        name = re.split(r"[/.]", operation.id)[-1]
        if name and not re.search(r"_\d+$", name):
            places.setdefault(name, []).append(operation.value_at("operationId"))
    yield from inconsistent("operationId", places, case, places.__getitem__)
