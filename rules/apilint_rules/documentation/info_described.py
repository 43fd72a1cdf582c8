"""The description of an API says what the API is for.

`info.description` is the first thing that a portal, a search result or a code generator shows. Without it a
reader has a title and a list of paths, and must work out from them whether this is the API that is needed.

Documents without any operation, which are libraries of components, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Problem, Rule, Severity
from ._texts import says

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 218", "OpenAPI Info Object", "AgID"),
    bad="""
        info:  # <-
          title: Orders
          version: 1.4.0
        paths:
          /orders: {get: {responses: {'200': {description: the orders}}}}
    """,
    good="""
        info:
          title: Orders
          version: 1.4.0
          description: Places, changes and follows the orders of a web shop.
        paths:
          /orders: {get: {responses: {'200': {description: the orders}}}}
    """,
)


@RULE.on_document
def described(api: Api) -> Iterator[Problem]:
    if api.root.mapping("info") and (api.operations or api.webhooks) and not says(api.info, "description"):
        yield Problem(
            api.info,
            "`info` has no `description`",
            help="say in a few sentences what the API is for and who may use it",
        )
