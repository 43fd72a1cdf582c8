"""The size of a page is an integer with a minimum, a maximum and a default.

Without a maximum a client can ask for a million items, and sooner or later one does: the call is slow or
fails, and takes the service's memory with it. Without a default nobody knows how many items come when
nothing is asked for. Bounds that stand only in the text are not seen by generated clients, validators,
gateways and test tools, and drift away from what the service does.

A missing maximum is a warning, a missing minimum or default is only mentioned. An `enum` of sizes bounds as
well, and a required parameter needs no default.

On the wire sizes that make no sense (0, -1, a word, one above the maximum) are asked for. A service may refuse them or
take the nearest one that it allows, but must not fail, and must not return more than its own maximum. Where a list is
too short to show that, it is only mentioned that more than the maximum may be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Operation, Parameter, Probe, Problem, Rule, Schema, Severity, Situation, Unjudged
from ..core.listing import paging_parameters, paging_role
from ..core.wire.lists import beginning, bound, size_parameter
from ..core.wire.pages import page_of
from ._paging import is_list

RULE = Rule(
    severity=Severity.WARNING,
    sources=("AIP-158", "OWASP API4:2023", "IBM pagination-style"),
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - name: limit  # <-
                  in: query
                  schema: {type: integer, minimum: 1, default: 20}
              responses:
                '200': {content: {application/json: {schema: {type: array, items: {type: object}}}}}
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - name: limit
                  in: query
                  schema: {type: integer, minimum: 1, maximum: 100, default: 20}
              responses:
                '200': {content: {application/json: {schema: {type: array, items: {type: object}}}}}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders?limit=101
        < 400 Bad Request
        > GET /orders?limit=0
        < 500 Internal Server Error
        > GET /orders?limit=-1
        < 400 Bad Request
        > GET /orders?limit=many
        < 400 Bad Request
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders?limit=101
        < 400 Bad Request
        > GET /orders?limit=0
        < 200 OK
        <
        < []
        > GET /orders?limit=-1
        < 400 Bad Request
        > GET /orders?limit=many
        < 400 Bad Request
    """,
)

UNSTATED = 1_000_000
"""A page that no service should deliver, asked for where no maximum is stated."""

_MAXIMUM = r"\b(?:max(?:imum)?|up to|at most|exceed|between \d+ (?:and|to)) ?\D{0,30}?\b(\d{1,6})\b"


def is_page_size(parameter: Parameter) -> bool:
    if parameter.location != "query" or paging_role(parameter.name) != "size":
        return False
    return any(
        (is_list(operation) or len(roles) > 1) and roles.get(parameter.name) == "size"
        for operation in parameter.operations
        if operation.method == "get" and (roles := paging_parameters(operation))
    )


@RULE.on_document(where=is_page_size, many="{count} of {total} page sizes state no `maximum`")
def has_maximum(parameter: Parameter) -> Iterator[Problem]:
    schema = parameter.any_schema
    if schema is None or is_counted(schema):
        return
    if "string" in schema.flat.types:
        if "integer" not in schema.flat.types:
            yield Problem(
                parameter, f"page size `{parameter.name}` is a string", help="write `type: integer`"
            )
    elif not states(schema, "maximum", "exclusiveMaximum"):
        said = re.search(_MAXIMUM, parameter.description + "\n" + schema.description, re.IGNORECASE)
        help_ = (
            f"write `maximum: {said[1]}`, as the description says"
            if said
            else "write the `maximum` that is served"
        )
        yield Problem(parameter, f"page size `{parameter.name}` states no `maximum`", help=help_)


@RULE.on_document(where=is_page_size, many="{count} of {total} page sizes state no `minimum` or no `default`")
def has_minimum_and_default(parameter: Parameter) -> Iterator[Problem]:
    schema = parameter.any_schema
    if schema is None or is_counted(schema) or "string" in schema.flat.types:
        return
    missing = [] if states(schema, "minimum", "exclusiveMinimum") else ["`minimum`"]
    if not parameter.required and not states(schema, "default"):
        missing.append("`default`")
    if missing:
        message = f"page size `{parameter.name}` states no {' and no '.join(missing)}"
        yield Problem(parameter, message, help="write what the service assumes", severity=Severity.INFO)


def states(schema: Schema, *keywords: str) -> bool:
    return any(schema.flat.first(keyword) is not None for keyword in keywords)


def is_counted(schema: Schema) -> bool:
    """Whether its values are listed."""
    return states(schema, "enum", "const")


def has_page_size(operation: Operation) -> bool:
    parameter = size_parameter(operation) if operation.method == "get" else None
    return parameter is not None and is_page_size(parameter)


@RULE.on_probe(about=has_page_size)
def withstands(operation: Operation, situation: Situation) -> Probe:
    """Asks for pages of sizes that make no sense."""
    first, parameter = beginning(operation, situation), size_parameter(operation)
    if first is None or parameter is None:
        yield Unjudged("the list was never reached")
        return
    most = bound(parameter, "maximum")
    for size in (str((most or UNSTATED - 1) + 1), "0", "-1", "many"):
        exchange = yield first.with_parameter(parameter.name, size)
        page = page_of(operation, exchange)
        shown = f"`{parameter.name}={size}`"
        if exchange.status >= 500 and exchange.status != 503:
            yield Problem(
                parameter,
                f"{shown} was answered with {exchange.status}",
                help="refuse it with `400`, or take the nearest size that is allowed",
                severity=Severity.ERROR,
                subject=size,
                evidence=[exchange],
                cause=f"a page size is answered with {exchange.status}",
            )
        elif most is not None and page is not None and len(page.items) > most:
            yield Problem(
                parameter,
                f"{shown} returned {len(page.items)} items, more than the maximum, {most}",
                help="refuse it with `400`, or return no more than the maximum",
                subject=size,
                evidence=[exchange],
                cause="more than the maximum",
            )
        elif most is not None and page is not None and size == str(most + 1) and len(page.items) < most:
            yield Problem(
                parameter,
                f"{shown} is accepted, though the maximum is {most}; {len(page.items)} items do not show what is kept",
                help=f"refuse it with `400`, or say that more than {most} is taken for {most}",
                severity=Severity.INFO,
                subject=size,
                evidence=[exchange],
                cause="above the maximum is accepted",
                gap=True,
            )
