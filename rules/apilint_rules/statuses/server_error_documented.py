"""Each operation says what a failure of the service looks like.

Servers fail. A client that knows the body of a `500` can log its request id and tell a failure that is worth
another try from one that is not; otherwise it gets an HTML page where it expected JSON, and fails in its
parser.

Any 5xx, `5XX` and `default` count. Webhooks, callbacks and OPTIONS are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Severity
from ._answers import is_documented, responses_key, statuses

RULE = Rule(
    severity=Severity.INFO,
    sources=("RFC 9110 section 15.6", "OWASP API8:2023"),
    bad="""
        paths:
          /orders:
            get:
              responses:  # <-
                '200': {description: the orders}
                '400': {description: the filter is not valid}
    """,
    good="""
        paths:
          /orders:
            get:
              responses:
                '200': {description: the orders}
                '400': {description: the filter is not valid}
                '5XX': {description: the service failed}
    """,
    profiles={"zalando": False},
)


@RULE.on_document(
    where=is_documented, many="{count} of {total} operations declare no server error (5xx or `default`)"
)
def declared(operation: Operation) -> Iterator[Problem]:
    if not any(status == "default" or status[:1] == "5" for status in statuses(operation)):
        yield Problem(
            responses_key(operation),
            f"`{operation.label}` declares no server error",
            help="add `500`, `5XX` or `default` with the schema of errors",
        )
