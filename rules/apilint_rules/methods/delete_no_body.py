"""DELETE takes no request body.

HTTP gives the content of a DELETE no meaning. Gateways and client libraries drop it without a word, and then
a call that was to remove three entries removes nothing, or everything. OpenAPI 3.0 tells tools to ignore such
a body, so generated clients do not offer it.

A body that is declared but can hold nothing is only information. What to delete belongs in the path, how to
delete it in the query. Many things at once are a POST on an action such as `/orders/batch-delete`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Severity, Webhook
from ._body import is_empty, written_body

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 9.3.5", "Azure request-body-not-allowed", "adidas", "AgID"),
    bad="""
        paths:
          /orders/{id}:
            delete:
              requestBody:  # <-
                content:
                  application/json:
                    schema: {type: object, properties: {reason: {type: string}}}
              responses:
                '204': {description: deleted}
    """,
    good="""
        paths:
          /orders/{id}:
            delete:
              parameters:
                - {name: reason, in: query, schema: {type: string}}
              responses:
                '204': {description: deleted}
    """,
)


def deletes(operation: Operation) -> bool:
    return operation.method == "delete"


@RULE.on_document(where=deletes, many="{count} of {total} DELETE operations take a request body")
def bodiless(operation: Operation | Webhook) -> Iterator[Problem]:
    body = written_body(operation)
    if body is not None:
        yield Problem(
            body.place,
            f"`DELETE` takes a request body ({body.text})",
            severity=Severity.INFO if is_empty(operation) else None,
            help="name what to delete in the path and the query; to delete many things at once, use a POST",
        )
