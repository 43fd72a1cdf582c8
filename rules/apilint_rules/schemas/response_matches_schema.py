"""The bodies and headers of answers fit the schemas that are declared for them.

Generated clients are made from the schema. A number that comes as a text, a `null` where none is allowed or a field
that is missing after all makes them fail in the middle of a call that went well, mostly far from the place where the
value is used.

On the wire every JSON body is held against its schema, in the direction of an answer (`writeOnly` properties are not
asked for). Properties beyond the declared ones are fine, unless the schema is closed: then, and for formats, it is a
warning. A breach is told once, at the keyword that is broken, however many answers show it. A body that is announced
as JSON and is none, or is missing altogether, is a breach as well. So is a header that is declared `required: true`
and does not come; one whose value does not fit its schema, read as the text of a header is, is a warning. Instants
without their offset are for the rule `date-fields-have-format`; that `Location`, `Retry-After`, `Sunset` and the like
are missing, for the rules on these headers.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, Operation, Problem, Rule, Severity
from ..core.pointer import lookup
from ..core.wire.bodies import Body, body_of, declares_schema
from ..core.wire.promises import BODILESS, has_body, promised_media
from ._observed import Breach, breaches, place_of_answer, shown
from ._sent_headers import declares_headers, header_problems

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Media Type Object", "OpenAPI Header Object", "JSON Schema"),
    wire_api="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  headers:
                    Revision: {required: true, schema: {type: integer}}
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [total]
                        properties: {total: {type: number}, note: {type: string}}
    """,
    wire_bad="""
        > GET /orders/17
        < 200 OK
        < Content-Type: application/json
        < Revision: 3
        <
        < {"total": "5"}
        ===
        > GET /orders/17
        < 200 OK
        < Content-Type: application/json
        < Revision: 3
        <
        < {"total": 5, "note": null}
        ===
        > GET /orders/17
        < 200 OK
        < Content-Type: application/json
        < Revision: 3
        <
        < {"note": "x"}
        ===
        > GET /orders/17
        < 200 OK
        < Revision: third
    """,
    wire_good="""
        > GET /orders/17
        < 200 OK
        < Content-Type: application/json
        < Revision: 3
        <
        < {"total": 5, "more": true}
    """,
)

MOST = 5
"""Breaches of one body that are told."""
MILDER = ("format", "additionalProperties", "unevaluatedProperties")


@RULE.on_exchange(
    where=lambda exchange, operation: body_of(exchange, operation) is not None,
    about=declares_schema,
    unseen="no body was seen",
)
def fits(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    body = body_of(exchange, operation)
    if body is None:
        return
    told = [breach for breach in breaches(body, operation) if not is_for_others(breach)]
    for breach in told[:MOST]:
        yield problem(breach, body)


def is_for_others(breach: Breach) -> bool:
    """Whether another rule speaks of it: of several branches of a `oneOf`, of instants without an offset."""
    return breach.violation.kind == "several" or (breach.violation.kind == "format" and breach.is_slight)


def problem(breach: Breach, body: Body) -> Problem:
    violation = breach.violation
    value = f" (`{shown(lookup(body.value, violation.pointer))}`)" if violation.kind == "type" else ""
    return Problem(
        breach.place,
        f"{violation.message}{value}",
        help="send what the schema says, or let the schema say what is sent",
        severity=Severity.WARNING if violation.kind in MILDER else None,
        cause=breach.cause,
    )


def promises_json(exchange: Exchange, operation: Operation) -> bool:
    """Whether JSON with a schema is declared for an answer of its own status, and ought to be whole."""
    answer = exchange.answer
    if answer.is_cut or answer.status in BODILESS or exchange.request.method == "HEAD":
        return False
    named = operation.responses.get(str(answer.status))
    if not answer.body:
        return (
            answer.is_success
            and named is not None
            and named.json is not None
            and named.json.schema is not None
        )
    return answer.is_json and promised_media(operation, answer) is not None


@RULE.on_exchange(where=promises_json)
def is_there(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    answer = exchange.answer
    if has_body(exchange.request.method, answer) and (
        answer.json is not None or answer.body.strip() == b"null"
    ):
        return
    what = "is no JSON" if answer.body else "is empty"
    yield Problem(
        place_of_answer(exchange, operation),
        f"the body of a `{answer.status}` {what}, though `{answer.media_type or 'JSON'}` is declared",
        help="send what is declared, or answer `204` where there is nothing to send",
        cause=f"{operation.label} {answer.status} {what}",
    )


@RULE.on_exchange(where=declares_headers)
def headers_fit(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    yield from header_problems(exchange, operation)
