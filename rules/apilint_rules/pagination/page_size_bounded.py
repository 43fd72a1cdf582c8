"""The size of a page is an integer with a minimum, a maximum and a default.

Without a maximum a client can ask for a million items, and sooner or later one does: the call is slow or
fails, and takes the service's memory with it. Without a default nobody knows how many items come when
nothing is asked for. Bounds that stand only in the text are not seen by generated clients, validators,
gateways and test tools, and drift away from what the service does.

A missing maximum is a warning, a missing minimum or default is only mentioned. An `enum` of sizes bounds as
well, and a required parameter needs no default.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Parameter, Problem, Rule, Schema, Severity
from ..core.listing import paging_parameters, paging_role
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
)

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
