"""PATCH has a request body that says what to change.

A PATCH without content changes nothing, or it is an action in disguise. A generated client offers a method
without arguments, and its user finds out by trial that the changes had to go somewhere else.

A body whose `required` is left out is for the rule `write-body-required-explicit`. Where `required: false`
was written on purpose, this is only information.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, RequestBody, Rule, Severity
from ._body import written_body

RULE = Rule(
    severity=Severity.WARNING,
    sources=("RFC 5789 section 2", "AgID patch-without-request-body"),
    bad="""
        paths:
          /orders/{id}:
            patch:  # <-
              responses:
                '200': {description: the order}
    """,
    good="""
        paths:
          /orders/{id}:
            patch:
              requestBody:
                required: true
                content:
                  application/merge-patch+json:
                    schema: {type: object}
              responses:
                '200': {description: the order}
    """,
)


def patches(operation: Operation) -> bool:
    return operation.method == "patch"


@RULE.on_document(where=patches, many="{count} of {total} PATCH operations do not need a request body")
def has_body(operation: Operation) -> Iterator[Problem]:
    if written_body(operation) is None:
        yield Problem(
            operation,
            f"`{operation.label}` has no request body",
            help="declare the changes as the request body; an action that needs none is a POST",
        )
    elif (body := operation.request_body) is not None and is_optional(body):
        yield Problem(
            body.at("required"),
            "the body of a PATCH is optional, and without it nothing changes",
            help="write `required: true`",
            severity=Severity.INFO,
        )


def is_optional(body: RequestBody) -> bool:
    """Whether somebody wrote so; a form field of 2.0 speaks of itself only."""
    return body.value.get("required") is False and body.text("in") != "formData"
