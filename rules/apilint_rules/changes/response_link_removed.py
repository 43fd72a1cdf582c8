"""A link that an answer offered is gone.

Links tell clients, and tools that make tests of them, which operation takes what an answer holds. No message is
another; but who made the next request by the link does not know any longer where its parameters come from.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Link, Problem, Removed, Rule, Severity

RULE = Rule(
    severity=Severity.INFO,
    bump="patch",
    sources=("OpenAPI Link Object",),
    change_old="""
        paths:
          /orders:
            post:
              responses:
                '201':
                  description: created
                  links:
                    order:  # <-
                      operationId: getOrder
                      parameters: {id: $response.body#/id}
    """,
    change_new="""
        paths:
          /orders:
            post:
              responses:
                '201':
                  description: created
    """,
)


@RULE.on_change()
def removed(change: Removed[Link]) -> Iterator[Problem]:
    yield Problem(change.place, f"the link `{change.name}` is gone")
