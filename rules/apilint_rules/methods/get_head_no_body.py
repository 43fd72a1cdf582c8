"""GET and HEAD take no request body.

HTTP gives the content of a GET no meaning. Caches and proxies drop it, browsers refuse to send it (`fetch`
throws), many client libraries have no way to write it, and some servers answer it with an error or treat it
as an attack. A filter that travels there works in the author's test and fails on the way to a customer.

A body that is declared but can hold nothing is reported more mildly. Whatever the body says can go into query
parameters. What is too long for them is a POST on a search resource, or the method QUERY, which OpenAPI 3.2
knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Severity, Webhook
from ._body import is_empty, written_body

RULE = Rule(
    severity=Severity.ERROR,
    sources=(
        "RFC 9110 section 9.3.1",
        "RFC 9110 section 9.3.2",
        "Azure request-body-not-allowed",
        "adidas",
        "AgID",
    ),
    bad="""
        paths:
          /orders:
            get:
              requestBody:  # <-
                content:
                  application/json:
                    schema: {type: object, properties: {status: {type: string}}}
              responses:
                '200': {description: the orders}
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - {name: status, in: query, schema: {type: string}}
              responses:
                '200': {description: the orders}
    """,
)


def reads(operation: Operation) -> bool:
    return operation.method in ("get", "head")


@RULE.on_document(where=reads, many="{count} of {total} GET and HEAD operations take a request body")
def bodiless(operation: Operation | Webhook) -> Iterator[Problem]:
    body = written_body(operation)
    if body is not None:
        yield Problem(
            body.place,
            f"`{operation.method.upper()}` takes a request body ({body.text})",
            severity=Severity.WARNING if is_empty(operation) else None,
            help="use query parameters, or a POST on a search resource where they would be too long",
        )
