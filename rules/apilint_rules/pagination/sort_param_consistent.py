"""All lists are sorted with a parameter of the same name.

Services usually ignore query parameters that they do not know. Where one list is sorted by `sort` and
another by `order_by`, a client that takes the wrong one gets an answer without any error, in the wrong
order, and nobody notices until the first page is not the newest.

A direction in a parameter of its own (`direction`, `order=asc`) is not looked at. Nothing is said about a
document with fewer than five lists that can be sorted.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Problem, Rule, Severity
from ..core.listing import name_key
from ._consistent import Use, several_names
from ._sorting import is_sort

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 137", "AIP-132", "Azure collections-orderby-param"),
    bad="""
        paths:
          /orders: {get: {parameters: [{name: sort, in: query}]}}
          /refunds: {get: {parameters: [{name: sort, in: query}]}}
          /invoices: {get: {parameters: [{name: sort, in: query}]}}
          /customers: {get: {parameters: [{name: sort, in: query}]}}
          /products:
            get:
              parameters:
                - name: order_by  # <-
                  in: query
    """,
    good="""
        paths:
          /orders: {get: {parameters: [{name: sort, in: query}]}}
          /refunds: {get: {parameters: [{name: sort, in: query}]}}
          /invoices: {get: {parameters: [{name: sort, in: query}]}}
          /customers: {get: {parameters: [{name: sort, in: query}]}}
          /products:
            get:
              parameters:
                - name: sort
                  in: query
    """,
)


@RULE.on_document
def same_name(api: Api) -> Iterator[Problem]:
    gets = [operation for operation in api.operations if operation.method == "get"]
    sorts = [parameter for operation in gets for parameter in operation.parameters if is_sort(parameter)]
    uses = [Use(name_key(parameter.name), parameter.name, parameter) for parameter in sorts]
    yield from several_names(api, "the sort parameter", uses)
