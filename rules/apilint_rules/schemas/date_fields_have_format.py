"""Dates and times written as strings have `format: date` or `format: date-time`.

`created_at: string` may hold `2026-03-01`, `1/3/26` or `Mar 1st`. Without a format a client must look at real
answers to find out, generators produce plain strings where they could produce dates, and no validator notices
when a service changes the notation.

Looked at are properties and parameters of type `string` whose names end in `at`, `date`, `time`, `datetime`
or `timestamp` as a whole word. A `pattern`, an `enum` or another format is as good, stretches of time
(`response_time`) are not meant, and neither are free text (a large `maxLength`), header parameters, nor
values whose description names another notation (epoch seconds, `HH:MM`, RFC 2822).

On the wire a text under such a name, for which nothing else is declared, is read as RFC 3339 has it: a day, or an
instant with its offset. One without an offset means another moment to every reader, and is a warning where `date-time`
is declared, which needs one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import (
    Exchange,
    Operation,
    Parameter,
    Problem,
    Rule,
    Schema,
    Severity,
)
from ..core.wire.bodies import body_of, members
from ._instants import is_date_only, is_instant, says_otherwise

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 169", "RFC 3339 section 5.6", "NL /core/date-time/format", "AIP-142", "Azure"),
    bad="""
        components:
          schemas:
            Order:
              type: object
              properties:
                created_at: {type: string}  # <-
                deliveryDate: {type: string}  # <-
                response_time: {type: string}
    """,
    good="""
        components:
          schemas:
            Order:
              type: object
              properties:
                created_at: {type: string, format: date-time}
                deliveryDate: {type: string, format: date}
                response_time: {type: string}
    """,
    wire_api="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  content:
                    application/json:
                      schema: {type: object, properties: {created_at: {type: string}}}
    """,
    wire_bad="""
        > GET /orders/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"created_at": "1/3/26 10:00"}
        ===
        > GET /orders/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"created_at": "2026-03-01T10:00:00"}
    """,
    wire_good="""
        > GET /orders/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"created_at": "2026-03-01T10:00:00+01:00"}
    """,
)

SAID = ("format", "pattern", "enum", "const", "contentEncoding", "contentMediaType")


LONGEST = 60
"""Of a date in any notation; what may be longer is free text."""


def is_instant_property(schema: Schema) -> bool:
    name = schema.property_name
    return bool(name) and is_instant(name) and is_date(schema) and not says_otherwise(schema.description)


def is_instant_parameter(parameter: Parameter) -> bool:
    schema = parameter.schema
    if schema is None or parameter.location == "header" or not is_instant(parameter.name):
        return False
    return is_date(schema) and not says_otherwise(f"{parameter.description} {schema.description}")


def is_date(schema: Schema) -> bool:
    """Whether a string can be one: neither free text, nor only ever `null`."""
    longest = schema.value.get("maxLength")
    is_text = isinstance(longest, int) and longest > LONGEST
    return "string" in schema.flat.types and not is_text and schema.value.get("example", "") is not None


@RULE.on_document(
    of_type=("string",),
    where=is_instant_property,
    many="{count} of {total} dates and times in properties have no `format`",
)
def properties(schema: Schema) -> Iterator[Problem]:
    if not schema.has(*SAID):
        yield Problem(
            schema,
            f"`{schema.property_name}` is a string without a `format`",
            help=advice(schema.property_name),
        )


@RULE.on_document(
    where=is_instant_parameter, many="{count} of {total} dates and times in parameters have no `format`"
)
def parameters(parameter: Parameter) -> Iterator[Problem]:
    schema = parameter.schema
    if schema is not None and not any(part.has(*SAID) for part in schema.flat.parts):
        yield Problem(
            parameter,
            f"parameter `{parameter.name}` is a string without a `format`",
            help=advice(parameter.name),
        )


def advice(name: str) -> str:
    if is_date_only(name):
        return "add `format: date` (or `date-time`, or a `pattern` for another notation)"
    return "add `format: date-time` (or a `pattern` for another notation)"


DAY = r"\d{4}-\d\d-\d\d"
INSTANT = rf"{DAY}[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)"


def has_instant(exchange: Exchange, operation: Operation) -> bool:
    """Whether a point in time came."""
    return any(instants(exchange, operation))


def instants(exchange: Exchange, operation: Operation) -> Iterator[tuple[str, str, Schema, bool, bool]]:
    """The texts of a body that should be points in time: name, value, schema, whether promised, whether by name."""
    body = body_of(exchange, operation)
    for name, value, schema, _ in members(body.value, body.schema) if body is not None else ():
        if schema is None or type(value) is not str or not any(map(str.isdigit, value)):
            continue
        promised = schema.flat.first("format") == "date-time"
        is_free = is_instant(name) and not any(part.has(*SAID) for part in schema.flat.parts)
        if promised or is_free:
            yield name, value, schema, promised, is_free


@RULE.on_exchange(where=has_instant)
def sent(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    for name, value, schema, promised, is_free in instants(exchange, operation):
        lacks = lack_of(value)
        if (lacks == NO_OFFSET and (promised or is_free)) or (
            lacks and is_free and not said_otherwise(schema)
        ):
            yield Problem(
                schema,
                f"`{name}` was sent as `{value[:40]}`, which is {lacks}",
                help="send `2026-03-01T10:00:00Z`"
                + ("" if promised else ", and declare `format: date-time`"),
                severity=Severity.WARNING if promised else None,
                cause=f"{schema.pointer} {lacks}",
            )


NO_OFFSET = "an instant without an offset"


def lack_of(value: str) -> str:
    """What keeps a text from being a date or an instant of RFC 3339; empty when it is one."""
    if re.fullmatch(rf"{DAY}|{INSTANT}", value):
        return ""
    return NO_OFFSET if re.fullmatch(rf"{DAY}[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?", value) else "no RFC 3339 date"


def said_otherwise(schema: Schema) -> bool:
    return says_otherwise(schema.description)
