"""Operations that take input say what they answer to invalid input.

Invalid input is the most frequent failure of all and the one a caller can mend, provided that the answer says
which field is wrong and the caller knows where to look for that. Undocumented, every client treats it as an
unknown error.

`400`, `422`, `4XX` and `default` all count. Input is a request body, or a query, header or cookie parameter
that can be wrong: a required one, or one whose schema refuses something. An optional free text cannot be
invalid. Path parameters are for the rule `item-has-404`.

On the wire an answer `400` or `422` that is not declared shows the gap.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Exchange,
    Operation,
    Problem,
    Rule,
    Severity,
)
from ._answers import can_be_wrong, is_documented, is_undeclared, lines_to_add, responses_key

RULE = Rule(
    severity=Severity.WARNING,
    covered_by=("operation-has-client-error",),
    sources=("RFC 9110 section 15.5.1", "NL /core/error-handling/invalid-input", "OWASP API8:2023"),
    bad="""
        paths:
          /orders:
            post:
              requestBody:
                required: true
                content: {application/json: {schema: {type: object}}}
              responses:  # <-
                '201': {description: created}
                '401': {description: not signed in}
    """,
    good="""
        paths:
          /orders:
            post:
              requestBody:
                required: true
                content: {application/json: {schema: {type: object}}}
              responses:
                '201': {description: created}
                '400': {description: the order is not valid}
                '401': {description: not signed in}
    """,
    wire_api="""
        paths:
          /orders:
            post:
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'201': {description: created}}
            put:
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'204': {description: replaced}, '422': {description: wrong input}}
    """,
    wire_bad="""
        > POST /orders
        >
        > {"total": "five"}
        < 422 Unprocessable Content
    """,
    wire_good="""
        > PUT /orders
        >
        > {"total": "five"}
        < 422 Unprocessable Content
    """,
)


def takes_input(operation: Operation) -> bool:
    return is_documented(operation) and bool(input_of(operation))


@RULE.on_document(
    where=takes_input, many="{count} of {total} operations with input declare neither `400` nor `422`"
)
def declared(operation: Operation) -> Iterator[Problem]:
    if not operation.documents("400", "422"):
        yield Problem(
            responses_key(operation),
            f"`{operation.label}` takes {input_of(operation)}, but declares no answer to invalid input",
            help="add `400` (or `422`) with the schema of errors",
        )


def input_of(operation: Operation) -> str:
    """The input that can be invalid, in words; empty when there is none."""
    if operation.request_body is not None:
        return "a request body"
    for parameter in operation.parameters:
        if parameter.location != "path" and can_be_wrong(parameter):
            return f"the {parameter.location} parameter `{parameter.name}`".replace("formData", "form")
    return ""


def is_missing(operation: Operation) -> bool:
    """Whether neither answer to invalid input is declared, though there is input."""
    return takes_input(operation) and not operation.documents("400", "422")


@RULE.on_exchange(
    where=lambda exchange, operation: exchange.status in (400, 422) and takes_input(operation),
    about=takes_input,
    unseen="no invalid input was refused",
)
def seen(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    if is_undeclared(exchange, operation) and is_missing(operation):
        yield Problem(
            responses_key(operation),
            f"`{operation.label}` answers invalid input with `{exchange.status}`, which it does not declare",
            help=lines_to_add(operation, exchange.status),
            cause=f"undeclared {exchange.status}",
            gap=True,
        )
