"""No two paths are the same but for the names of their parameters.

`/orders/{id}` and `/orders/{orderId}` match the same URLs. The OpenAPI Specification calls them identical
and invalid: servers keep one of them, generators produce two methods that call each other's URL,
documentation shows operations that cannot be reached.

Only the names may differ: `/orders/{id}` and `/orders/{id}/`, or `/orders/{id}` and `/orders/{id}.json`,
are two paths. Paths that differ and still match one URL are the concern of `no-ambiguous-paths`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Api, PathItem, Problem, Related, Rule, Severity
from ._paths import path_items

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Paths Object",),
    bad="""
        paths:
          /orders/{id}:
            get: {summary: Get an order}
          /orders/{orderId}:  # <-
            delete: {summary: Delete an order}
    """,
    good="""
        paths:
          /orders/{id}:
            get: {summary: Get an order}
            delete: {summary: Delete an order}
    """,
)


@RULE.on_document
def identical(api: Api) -> Iterator[Problem]:
    first: dict[str, PathItem] = {}
    for item in path_items(api):
        known = first.setdefault(re.sub(r"\{[^{}]*\}", "{}", item.path), item)
        if known.path != item.path:
            yield Problem(
                item.key,
                f"`{item.path}` and `{known.path}` are the same path",
                help=f"move its operations to `{known.path}`",
                related=[Related(known.key, "the same path")],
            )
