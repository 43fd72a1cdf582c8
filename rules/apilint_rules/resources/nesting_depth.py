"""Collections are nested three levels deep at most.

`/companies/{c}/stores/{s}/orders/{o}/items/{i}/discounts` asks a client for four ids before it can ask its
question, and breaks when an order moves to another store. What has an id of its own can be addressed by it:
`/items/{i}/discounts`.

Collections are counted that lie below an item of another one, not segments: prefixes, scopes and singletons
(`/api/v1/admin/...`, `/orders/{id}/shipping/address`) are free. The first collection that lies too deep is
reported, not everything below it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Kind, Option, PathItem, Problem, Resource, Rule, Severity
from ._paths import introduced

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 147", "PayPal"),
    bad="""
        paths:
          /companies/{company}/stores/{store}/orders/{order}/items/{item}/discounts:  # <-
            post: {summary: Add a discount}
    """,
    good="""
        paths:
          /companies/{company}/stores/{store}/orders/{order}/items:
            get: {summary: List items}
          /items/{item}/discounts:
            post: {summary: Add a discount}
    """,
    profiles={"strict": {"levels": 2}},
    options={"levels": Option(3, "how many collections may lie below an item of another one")},
)


@RULE.on_document
def depth(item: PathItem, levels: int) -> Iterator[Problem]:
    for node in introduced(item):
        if node.kind is Kind.COLLECTION and depth_of(node) == levels + 1:
            above = [f"`{other.segment.name}`" for other in node.ancestors if other.kind is Kind.COLLECTION]
            yield Problem(
                item.key,
                f"`{node.segment.name}` lies {levels + 1} collections deep, below {', '.join(above[::-1])}",
                help="address it from the nearest item that has an id of its own",
                subject=node.segment.name,
            )


def depth_of(node: Resource) -> int:
    """How many of the collections down to this one lie below an item of another one."""
    deep, below_item = 0, False
    for step in [*reversed(list(node.ancestors)), node]:
        if step.kind is Kind.COLLECTION and below_item:
            deep, below_item = deep + 1, False
        below_item = below_item or not step.segment.is_static
    return deep
