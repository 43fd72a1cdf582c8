"""Each operation says what a client gets when its request is at fault.

Every call can be refused: wrong input, missing rights, a thing that is gone. Whoever writes the caller needs
the shape of that answer, or the first refusal in production meets code that only knows the success.

Any 4xx, a range (`4XX`) or `default` is enough. A public GET whose parameters take any text leaves a client
nothing to get wrong and is exempt, and so are OPTIONS, webhooks and callbacks.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Severity
from ._answers import can_be_wrong, is_documented, responses_key, statuses

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 9110 section 15.5", "Zalando 151", "OWASP API8:2023"),
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
              responses:  # <-
                '200': {description: the orders}
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
              responses:
                '200': {description: the orders}
                '4XX': {description: the request is at fault}
    """,
)


def can_be_refused(operation: Operation) -> bool:
    reads = operation.method in ("get", "head") and operation.request_body is None
    free = not any(one.location == "path" or can_be_wrong(one) for one in operation.parameters)
    return is_documented(operation) and not (reads and free and not operation.is_secured)


@RULE.on_document(
    where=can_be_refused, many="{count} of {total} operations declare no client error (4xx or `default`)"
)
def declared(operation: Operation) -> Iterator[Problem]:
    if not any(status == "default" or status[:1] == "4" for status in statuses(operation)):
        yield Problem(
            responses_key(operation),
            f"`{operation.label}` declares no client error",
            help="add the `4xx` statuses that it answers, or a `default` with the schema of errors",
        )
