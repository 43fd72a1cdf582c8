"""An operation keeps its tags.

Off by default: tags only sort documentation, and the classes of some generated clients.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Pair, Problem, Related, Rule, Severity, Webhook

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    bump="patch",
    sources=("OpenAPI Operation Object", "oasdiff api-tag-removed", "oasdiff api-tag-added"),
    change_old="""
        paths:
          /orders:
            get:
              tags: [orders]
              responses: {'200': {description: all orders}}
    """,
    change_new="""
        paths:
          /orders:
            get:
              tags: [sales]  # <-
              responses: {'200': {description: all orders}}
    """,
)


@RULE.on_change(where=lambda change: set(change.old.tags) != set(change.new.tags))
def changed(change: Pair[Operation] | Pair[Webhook]) -> Iterator[Problem]:
    before, after = (
        ", ".join(f"`{tag}`" for tag in each.tags) or "none" for each in (change.old, change.new)
    )
    yield Problem(
        change.new.at("tags"),
        f"its tags are {after}, and were {before}",
        related=[Related(change.old.at("tags"), "what they were")],
        oasdiff=[
            f"api-tag-{verb}"
            for verb, one, other in (("removed", change.old, change.new), ("added", change.new, change.old))
            if set(one.tags) - set(other.tags)
        ],
    )
