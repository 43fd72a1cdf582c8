"""The operations of one path agree on whether they need credentials.

A path is one thing. Where deleting it is open and reading it is not, one `security` was most often
forgotten when a method was added, and nobody notices until somebody else does.

Open reads beside closed writes are a design of their own: they are mentioned only where the read says
nothing about credentials, so that a reader cannot tell intent from omission. `security: []` and an optional
`{}` say it, and with them only an open write is mentioned. `OPTIONS` and `HEAD` are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, PathItem, Problem, Related, Role, Rule, Severity

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OWASP API5:2023",),
    bad="""
        paths:
          /orders/{id}:
            get:
              security: [{bearer: []}]
            delete:  # <-
              summary: Cancel an order
    """,
    good="""
        paths:
          /orders/{id}:
            get:
              security: [{bearer: []}]
            delete:
              security: [{bearer: []}]
              summary: Cancel an order
    """,
)


@RULE.on_document
def agreed(item: PathItem) -> Iterator[Problem]:
    operations = [op for op in item.operations.values() if op.method not in ("options", "head", "trace")]
    closed = [operation for operation in operations if operation.is_secured]
    if item.role is not Role.PATH or not closed:
        return
    for operation in operations:
        if not operation.is_secured and not is_open_on_purpose(operation, closed):
            stated = operation.has("security")
            yield Problem(
                operation.at("security") if stated else operation,
                f"`{operation.label}` {'needs no' if stated else 'says nothing about'} credentials, "
                f"`{closed[0].method.upper()}` on the same path needs some",
                help="require the same credentials"
                + ("" if stated else ", or write `security: []` if it is open"),
                related=[Related(closed[0].place, "credentials are needed here")],
                severity=Severity.INFO if stated or operation.method == "get" else None,
            )


def is_open_on_purpose(operation: Operation, closed: list[Operation]) -> bool:
    """Whether it is a read that says so, beside writes that are closed."""
    says_so = operation.has("security") or operation.api.root.has("security")
    return operation.method == "get" and says_so and all(other.method != "get" for other in closed)
