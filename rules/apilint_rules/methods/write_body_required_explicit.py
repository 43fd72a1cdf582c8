"""The body of a POST, PUT or PATCH says whether it is required.

When `required` is left out, OpenAPI reads it as `false`: the call is valid without any body. Hardly any
author means that. Generated clients make the argument optional, validating gateways let empty requests pass,
and the service answers them with an error that the description did not announce.

Both values are fine, also `required: false`; only silence is reported. Form fields of OpenAPI 2.0 are left
alone: each of them has a `required` of its own.

On the wire a POST that creates something is sent without its body. Where that is refused although the body counts as
optional, or accepted although it is required, the description says the wrong thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Kind,
    Operation,
    Probe,
    Problem,
    RequestBody,
    Rule,
    Severity,
    Situation,
    Unjudged,
)

RULE = Rule(
    severity=Severity.INFO,
    sources=("OpenAPI Request Body Object", "Azure request-body-optional", "IBM"),
    bad="""
        paths:
          /orders:
            post:
              requestBody:  # <-
                content:
                  application/json:
                    schema: {type: object}
              responses:
                '201': {description: created}
    """,
    good="""
        paths:
          /orders:
            post:
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {type: object}
              responses:
                '201': {description: created}
    """,
    wire_api="""
        paths:
          /orders:
            post:
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {'201': {description: created}}
          /orders/{id}:
            get: {responses: {'200': {description: one order}}}
          /imports:
            post:
              requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
              responses: {'201': {description: created}}
          /imports/{id}:
            get: {responses: {'200': {description: one import}}}
    """,
    wire_bad="""
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": 5}
        < 201 Created
        ---
        > POST /orders
        < 400 Bad Request
        ===
        > POST /imports
        > Content-Type: application/json
        >
        > {"from": "x"}
        < 201 Created
        ---
        > POST /imports
        < 201 Created
    """,
    wire_good="""
        > POST /orders
        > Content-Type: application/json
        >
        > {"total": 5}
        < 201 Created
        ---
        > POST /orders
        < 201 Created
        ===
        > POST /imports
        > Content-Type: application/json
        >
        > {"from": "x"}
        < 201 Created
        ---
        > POST /imports
        < 400 Bad Request
    """,
)


def is_written(body: RequestBody) -> bool:
    writes = any(operation.method in ("post", "put", "patch") for operation in body.operations)
    return writes and body.text("in") != "formData"


@RULE.on_document(
    where=is_written, many="{count} of {total} request bodies do not say whether they are required"
)
def explicit(body: RequestBody) -> Iterator[Problem]:
    if not body.has("required"):
        yield Problem(
            body,
            "the request body does not say whether it is required, which reads as optional",
            help="write `required: true`, or `required: false` where the call works without a body",
        )


def creates(operation: Operation) -> bool:
    body = operation.request_body
    is_form = body is not None and body.text("in") == "formData"
    is_collection = operation.resource.kind is Kind.COLLECTION
    return operation.method == "post" and is_collection and body is not None and not is_form


@RULE.on_probe(about=creates, most=1, writes=True)
def without_body(operation: Operation, situation: Situation) -> Probe:
    """Sends no body."""
    request, body = situation.request(operation), operation.request_body
    if request is None or body is None or not request.body:
        yield Unjudged("no accepted request with a body is known")
        return
    exchange = yield request.but(body=None).with_header("Content-Type", None)
    refused = exchange.status in (400, 411, 415, 422)
    if refused and not body.required:
        written = body.has("required")
        yield Problem(
            body.at("required") if written else body,
            f"a request without a body was refused with {exchange.status}, though the body is optional",
            help="write `required: true`",
            severity=Severity.WARNING if written else None,
            cause="optional body refused",
            gap=True,
        )
    elif exchange.answer.is_success and body.required:
        yield Problem(
            body.at("required"),
            f"a request without its required body was accepted with {exchange.status}",
            help="refuse it with `400`, or write `required: false`",
            severity=Severity.WARNING,
            cause="required body left out",
        )
