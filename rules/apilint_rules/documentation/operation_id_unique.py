"""No two operations have the same operationId.

OpenAPI demands it, and whatever finds an operation by this name relies on it: generated clients overwrite one
function with another or refuse to build, and links lead to the wrong operation.

Text that several paths share by `$ref` is one operation here. Names that differ in case only are not equal.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Operation, Problem, Related, Rule, Severity, Webhook

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Operation Object", "NL /core/publish-openapi"),
    bad="""
        paths:
          /orders:
            get:
              operationId: getOrder
          /orders/{id}:
            get:
              operationId: getOrder  # <-
    """,
    good="""
        paths:
          /orders:
            get:
              operationId: listOrders
          /orders/{id}:
            get:
              operationId: getOrder
    """,
)


@RULE.on_document
def unique(api: Api) -> Iterator[Problem]:
    first: dict[str, Operation] = {}
    for operation in api.all(Operation, Webhook):
        name = operation.id
        known = first.setdefault(name, operation) if name else operation
        if known.value is not operation.value:
            yield Problem(
                operation.value_at("operationId"),
                f"`operationId` `{name}` is already that of `{known.label}`",
                help="give each operation a name of its own",
                related=[Related(known.value_at("operationId"), "the first one")],
            )
