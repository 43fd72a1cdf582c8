"""Each operation has an operationId.

Code generators name the functions of a client after it, links and workflows refer to it, and logs and tests
can quote it. Where it is missing each generator makes up a name from method and path, another one each
time, and a renamed path renames the function.

`OPTIONS`, `HEAD` and `TRACE` are left alone, and so are webhooks and callbacks, which nobody calls by name.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Severity
from ._texts import is_called

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Operation Object", "IBM"),
    bad="""
        paths:
          /orders:
            get:  # <-
              responses:
                '200': {description: the orders}
    """,
    good="""
        paths:
          /orders:
            get:
              operationId: listOrders
              responses:
                '200': {description: the orders}
    """,
)


@RULE.on_document(where=is_called, many="{count} of {total} operations have no `operationId`")
def present(operation: Operation) -> Iterator[Problem]:
    if not operation.id.strip():
        yield Problem(
            operation,
            f"`{operation.label}` has no `operationId`",
            help="add one that names what it does, such as `listOrders`",
        )
