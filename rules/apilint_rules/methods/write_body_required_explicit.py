"""The body of a POST, PUT or PATCH says whether it is required.

When `required` is left out, OpenAPI reads it as `false`: the call is valid without any body. Hardly any
author means that. Generated clients make the argument optional, validating gateways let empty requests pass,
and the service answers them with an error that the description did not announce.

Both values are fine, also `required: false`; only silence is reported. Form fields of OpenAPI 2.0 are left
alone: each of them has a `required` of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, RequestBody, Rule, Severity

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
