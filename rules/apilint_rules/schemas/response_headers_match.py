"""Headers that an answer must have come with it, and their values fit their schemas.

A client that reads the next page, a limit or a version from a header has no other place to look for it.

On the wire a header that is declared `required: true` must be there, and whatever comes under a declared name must fit
its schema, read as the text of a header is (`5` is a number, `a,b` a list).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Direction, Exchange, Header, Operation, Problem, Rule, Severity
from ..core.examples import Case
from ..core.wire.promises import promised
from ._observed import shown

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Header Object", "OpenAPI Response Object"),
    wire_api="""
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: the orders
                  headers:
                    Total-Count: {required: true, schema: {type: integer, minimum: 0}}
                    Tags: {schema: {type: array, items: {type: string}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        ===
        > GET /orders
        < 200 OK
        < Total-Count: many
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        < Total-Count: 5
        < Tags: a,b
    """,
)


def is_judged(exchange: Exchange, operation: Operation) -> bool:
    response = promised(operation, exchange.status)
    return response is not None and bool(response.headers)


@RULE.on_exchange(where=is_judged, unseen="no answer with declared headers was seen")
def match(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    response = promised(operation, exchange.status)
    for header in response.headers.values() if response is not None else ():
        text = exchange.answer.header(header.name)
        if text is not None:
            yield from fits(header, text, operation)
        elif header.required and header.name.lower() != "content-type":
            yield Problem(
                header,
                f"a `{exchange.status}` came without `{header.name}`, which is required",
                help="send it, or take `required` away",
                cause=f"{header.pointer} is missing",
            )


def fits(header: Header, text: str, operation: Operation) -> Iterator[Problem]:
    schema = header.any_schema
    if schema is None or header.content or header.name.lower() in ("set-cookie", "content-type"):
        return
    case = Case(schema, text, Direction.RESPONSE, header.name, lambda: header.place, serialised=True)
    for fault in operation.api.validators.faults([case]):
        if not fault.is_slight:
            yield Problem(
                header,
                f"the value `{shown(text)}` of a header does not fit: {fault.violations[0].message}",
                help="send what the schema says, or let the schema say what is sent",
                severity=Severity.WARNING,
                cause=f"{header.pointer} {fault.violations[0].kind}",
            )
