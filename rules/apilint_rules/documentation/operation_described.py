"""Each operation says what it does, in a summary or a description.

A method and a path tell a caller how to reach an operation, not what it is for or what it changes. Reference
pages, generated clients and language models show the `summary` or the `description` in that place, and show
nothing where both are missing.

One of the two is enough, and a `summary` or `description` of the path counts for its operations, as OpenAPI
means it to. `OPTIONS`, `HEAD` and `TRACE` are left alone: frameworks answer them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Severity, Webhook
from ._texts import is_called, says

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Operation Object", "Azure", "adidas", "IBM"),
    bad="""
        paths:
          /orders:
            get:  # <-
              responses:
                '200': {description: the orders of the customer}
    """,
    good="""
        paths:
          /orders:
            get:
              summary: List the orders of the signed-in customer
              responses:
                '200': {description: the orders of the customer}
    """,
)


@RULE.on_document(
    where=is_called, many="{count} of {total} operations have neither a `summary` nor a `description`"
)
def described(operation: Operation | Webhook) -> Iterator[Problem]:
    if not says(operation, "summary", "description") and not says(
        operation.path_item, "summary", "description"
    ):
        yield Problem(
            operation,
            f"`{operation.label}` has neither a `summary` nor a `description`",
            help="add a `summary`: a few words on what a caller gets from it",
        )
