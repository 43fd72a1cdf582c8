"""An operation is not deprecated any more.

It breaks nothing, but clients that left it or planned to should hear of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Pair, Problem, Related, Rule, Severity, Webhook

RULE = Rule(
    severity=Severity.INFO,
    bump="patch",
    sources=("OpenAPI Operation Object", "oasdiff endpoint-reactivated"),
    change_old="""
        paths:
          /orders:
            get:
              deprecated: true
              responses: {'200': {description: all orders}}
    """,
    change_new="""
        paths:
          /orders:
            get:  # <-
              responses: {'200': {description: all orders}}
    """,
)


@RULE.on_change(where=lambda change: change.old.deprecated and not change.new.deprecated)
def reactivated(change: Pair[Operation] | Pair[Webhook]) -> Iterator[Problem]:
    yield Problem(
        change.new,
        f"`{change.new.label}` is not deprecated any more",
        related=[Related(change.old.at("deprecated"), "it was deprecated here")],
    )
