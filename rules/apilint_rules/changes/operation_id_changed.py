"""An operation keeps its `operationId`.

Requests and answers stay as they are, but generated clients name their methods after it: whoever generates anew has
to change the calls. Links and tools that name operations lose it, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Pair, Problem, Related, Rule, Severity, Webhook

RULE = Rule(
    severity=Severity.INFO,
    bump="patch",
    sources=(
        "OpenAPI Operation Object",
        "oasdiff api-operation-id-removed",
    ),
    change_old="""
        paths:
          /orders:
            get:
              operationId: listOrders
              responses: {'200': {description: all orders}}
    """,
    change_new="""
        paths:
          /orders:
            get:
              operationId: getOrders  # <-
              responses: {'200': {description: all orders}}
    """,
)


@RULE.on_change(where=lambda change: change.old.id and change.old.id != change.new.id)
def changed(change: Pair[Operation] | Pair[Webhook]) -> Iterator[Problem]:
    now = f"is `{change.new.id}` now" if change.new.id else "is gone"
    yield Problem(
        change.new.at("operationId"),
        f"the `operationId` `{change.old.id}` {now}",
        related=[Related(change.old.at("operationId"), "what it was")],
        oasdiff=["api-operation-id-removed"],
    )
