"""PATCH has a request body that says what to change.

A PATCH without content changes nothing, or it is an action in disguise. A generated client offers a method
without arguments, and its user finds out by trial that the changes had to go somewhere else.

A body whose `required` is left out is for the rule `write-body-required-explicit`. Where `required: false`
was written on purpose, this is only information.

On the wire a PATCH without a body, of something that the run itself has made, is refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Operation,
    Probe,
    Problem,
    RequestBody,
    Rule,
    Severity,
    Situation,
    Unjudged,
)
from ._body import written_body
from ._things import can_be_tried, write

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
    wire_api="""
        paths:
          /orders:
            post: {responses: {'201': {description: created}}}
          /orders/{id}:
            get: {responses: {'200': {description: the order}}}
            patch:
              requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
              responses: {'200': {description: changed}}
    """,
    wire_bad="""
        > POST /orders
        < 201 Created
        < Location: /orders/1
        > PATCH /orders/1
        >
        > {"total": 7}
        < 200 OK
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/2
        > PATCH /orders/2
        < 200 OK
    """,
    wire_good="""
        > POST /orders
        < 201 Created
        < Location: /orders/1
        > PATCH /orders/1
        >
        > {"total": 7}
        < 200 OK
        ---
        > POST /orders
        < 201 Created
        < Location: /orders/2
        > PATCH /orders/2
        < 400 Bad Request
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


@RULE.on_probe(
    about=lambda operation: patches(operation) and can_be_tried(operation),
    most=2,
    writes=True,
)
def empty_patch(operation: Operation, situation: Situation) -> Probe:
    """Changes something without saying how."""
    thing = yield from situation.create_for(operation)
    request = write(operation, situation, thing, thing.made_by) if thing is not None else None
    if request is None or not request.body:
        yield Unjudged("no accepted PATCH with a body is known")
        return
    exchange = yield request.but(body=None).with_header("Content-Type", None)
    if exchange.answer.is_success:
        yield Problem(
            operation,
            f"a PATCH without a body was accepted with {exchange.status}",
            help="answer `400`",
            severity=Severity.INFO,
            cause="empty PATCH accepted",
        )
