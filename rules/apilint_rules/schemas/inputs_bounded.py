"""Everything that a caller may send has an upper bound.

A string without `maxLength` may be a gigabyte, an array without `maxItems` a million entries, and an integer
anything at all. What reaches the service unbounded is parsed, stored and looped over, so that one request can
use up the memory or the time of many. With bounds in the description a gateway can refuse such requests
before they arrive.

A string is bounded by `maxLength`, `enum`, `const`, `format`, `pattern` or `contentEncoding`, an array by
`maxItems`, an integer by both a smallest and a largest value or by a format such as `int32`. Read-only
properties are left alone, and so is what webhooks and callbacks send.

On the wire something is created with a text of 100,000 characters in one of its fields: that may be refused, or
accepted where nothing forbids it, but it must not make the service fail.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import (
    Operation,
    Probe,
    Problem,
    Rule,
    Schema,
    Severity,
    Situation,
    Unjudged,
)
from ..core.wire.situation import makes_by_json
from ._branches import is_branch, label, whole
from ._callers import is_sent

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"security": True},
    sources=("OWASP API4:2023", "Azure rest-specify-string-value-constraints"),
    bad="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        note: {type: string}  # <-
                        quantity: {type: integer}  # <-
                        tags:
                          type: array  # <-
                          items: {type: string, maxLength: 20}
    """,
    good="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        note: {type: string, maxLength: 500}
                        quantity: {type: integer, minimum: 1, maximum: 99}
                        tags:
                          type: array
                          maxItems: 10
                          items: {type: string, maxLength: 20}
    """,
    wire_api="""
        paths:
          /orders:
            post:
              requestBody:
                content: {application/json: {schema: {type: object, properties: {note: {type: string}}}}}
              responses: {'201': {description: created}}
          /orders/{id}:
            get: {responses: {'200': {description: one order}}}
    """,
    wire_bad="""
        > POST /orders
        > Content-Type: application/json
        >
        > {"note": "x"}
        < 201 Created
        ---
        > POST /orders
        < 500 Internal Server Error
    """,
    wire_good="""
        > POST /orders
        > Content-Type: application/json
        >
        > {"note": "x"}
        < 201 Created
        ---
        > POST /orders
        < 413 Content Too Large
    """,
)


def is_input(schema: Schema, kind: str) -> bool:
    return kind in schema.types and is_sent(schema) and not schema.flag("readOnly")


def is_string(schema: Schema) -> bool:
    return is_input(schema, "string")


def is_array(schema: Schema) -> bool:
    return is_input(schema, "array")


def is_integer(schema: Schema) -> bool:
    return is_input(schema, "integer")


@RULE.on_document(
    having=("type",), where=is_string, many="{count} of {total} strings in requests are unbounded"
)
def strings(schema: Schema) -> Iterator[Problem]:
    if not says(schema, "maxLength", "enum", "const", "format", "pattern", "contentEncoding"):
        yield unbounded(schema, "string", "add `maxLength`")


@RULE.on_document(
    having=("type",), where=is_array, many="{count} of {total} arrays in requests are unbounded"
)
def arrays(schema: Schema) -> Iterator[Problem]:
    if not says(schema, "maxItems", "enum", "const"):
        yield unbounded(schema, "array", "add `maxItems`")


@RULE.on_document(
    having=("type",), where=is_integer, many="{count} of {total} integers in requests are unbounded"
)
def integers(schema: Schema) -> Iterator[Problem]:
    is_bounded = says(schema, "minimum", "exclusiveMinimum") and says(schema, "maximum", "exclusiveMaximum")
    if not is_bounded and not says(schema, "enum", "const", "format"):
        yield unbounded(schema, "integer", "add `minimum` and `maximum`, or a format such as `int32`")


def says(schema: Schema, *keywords: str) -> bool:
    """Whether it, or the schema that it is a branch of, has one of these keywords."""
    return schema.has(*keywords) or (
        is_branch(schema) and any(part.has(*keywords) for part in whole(schema).flat.parts)
    )


def unbounded(schema: Schema, kind: str, advice: str) -> Problem:
    message = f"{label(schema)} is sent by callers and has no upper bound"
    return Problem(schema.value_at("type"), message, help=advice, subject=kind)


LONG = 100_000
"""Characters of a text that hardly any field is made for."""


@RULE.on_probe(about=makes_by_json, most=1, writes=True)
def long_text(operation: Operation, situation: Situation) -> Probe:
    """Creates something with a text that is far too long."""
    request = situation.request(operation)
    sent = request.json if request is not None else None
    texts = [name for name, value in sent.items() if type(value) is str] if type(sent) is dict else []
    if request is None or type(sent) is not dict or not texts:
        yield Unjudged("no accepted request with a text is known")
        return
    exchange = yield request.with_json({**sent, texts[-1]: "x" * LONG})
    if exchange.status >= 500 and exchange.status not in (501, 503, 507):
        yield Problem(
            operation,
            f"a text of {LONG:,} characters as `{texts[-1]}` was answered with {exchange.status}",
            help="answer `413`, or `400` where a field is too long",
            severity=Severity.ERROR,
            cause=f"{operation.label} long text",
        )
