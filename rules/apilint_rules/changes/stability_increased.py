"""An operation is more stable than it was.

From now on clients may rely on more of it. The levels are `draft`, `alpha`, `beta` and `stable`
(`x-stability-level`); without one an operation is stable.

What was `draft` or `alpha` is not held to a contract: all that changes in it is told as `info`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Pair, Problem, Related, Rule, Severity, Webhook
from ..core.change.stability import KEY, LEVELS, stability

RULE = Rule(
    severity=Severity.INFO,
    sources=("oasdiff api-stability-increased",),
    change_old="""
        paths:
          /orders:
            get:
              x-stability-level: alpha
              responses: {'200': {description: all orders}}
    """,
    change_new="""
        paths:
          /orders:
            get:
              x-stability-level: stable  # <-
              responses: {'200': {description: all orders}}
    """,
)


@RULE.on_change()
def increased(change: Pair[Operation] | Pair[Webhook]) -> Iterator[Problem]:
    before, after = stability(change.old), stability(change.new)
    if LEVELS.index(after) > LEVELS.index(before):
        yield Problem(
            change.new.at(KEY),
            f"its stability is `{after}`, and was `{before}`",
            related=[Related(change.old.at(KEY), "what it was")],
        )
