"""A path parameter has another name.

The address stays the same, so that no request changes; generated clients name an argument after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Pair, Parameter, Problem, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    bump="patch",
    sources=("OpenAPI Parameter Object",),
    change_old="""
        paths:
          /orders/{id}:
            get:
              parameters:
                - {name: id, in: path, required: true, schema: {type: string}}
    """,
    change_new="""
        paths:
          /orders/{orderId}:
            get:
              parameters:
                - {name: orderId, in: path, required: true, schema: {type: string}}  # <-
    """,
)


@RULE.on_change(where=lambda change: change.new.location == "path" and change.old.name != change.new.name)
def renamed(change: Pair[Parameter]) -> Iterator[Problem]:
    message = f"the path parameter `{change.old.name}` is called `{change.new.name}` now"
    yield Problem(change.new.value_at("name"), message)
