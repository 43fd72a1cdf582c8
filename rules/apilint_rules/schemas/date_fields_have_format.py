"""Dates and times written as strings have `format: date` or `format: date-time`.

`created_at: string` may hold `2026-03-01`, `1/3/26` or `Mar 1st`. Without a format a client must look at real
answers to find out, generators produce plain strings where they could produce dates, and no validator notices
when a service changes the notation.

Looked at are properties and parameters of type `string` whose names end in `at`, `date`, `time`, `datetime`
or `timestamp` as a whole word. A `pattern`, an `enum` or another format is as good, stretches of time
(`response_time`) are not meant, and neither are free text (a large `maxLength`), header parameters, nor
values whose description names another notation (epoch seconds, `HH:MM`, RFC 2822).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Parameter, Problem, Rule, Schema, Severity
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
