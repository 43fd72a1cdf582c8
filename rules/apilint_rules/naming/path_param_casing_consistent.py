"""Path parameter names are all written in one case.

The names never travel, but they become the arguments of generated clients and the headings of the
documentation: `get_order(order_id)` beside `get_invoice(invoiceId)` looks like a mistake and makes code
harder to write by analogy. By default the rule holds a document to what most of its own parameters do; the
option `case` sets one case for all.

Single words and documents with fewer than five names of several words are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Parameter, Place, Problem, Rule, Severity
from ._casing import CASE, inconsistent

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 129", "Azure http-url-casing", "adidas"),
    options={"case": CASE},
    profiles={"azure": {"case": "camelCase"}, "google": {"case": "snake_case"}},
    bad="""
        paths:
          /orders/{order_id}/lines/{line_id}/taxes/{tax_id}:
            parameters:
              - {name: order_id, in: path}
              - {name: line_id, in: path}
              - {name: tax_id, in: path}
          /customers/{customer_id}/invoices/{invoice_id}/payments/{paymentId}:
            parameters:
              - {name: customer_id, in: path}
              - {name: invoice_id, in: path}
              - {name: paymentId, in: path}  # <-
    """,
    good="""
        paths:
          /orders/{order_id}/lines/{line_id}/taxes/{tax_id}:
            parameters:
              - {name: order_id, in: path}
              - {name: line_id, in: path}
              - {name: tax_id, in: path}
          /customers/{customer_id}/invoices/{invoice_id}/payments/{payment_id}:
            parameters:
              - {name: customer_id, in: path}
              - {name: invoice_id, in: path}
              - {name: payment_id, in: path}
    """,
)


@RULE.on_document
def same_case(api: Api, case: str) -> Iterator[Problem]:
    places: dict[str, list[Place]] = {}
    for parameter in api.all(Parameter):
        if parameter.location == "path":
            places.setdefault(parameter.name, []).append(parameter.value_at("name"))
    yield from inconsistent("path parameter", places, case, places.__getitem__)
