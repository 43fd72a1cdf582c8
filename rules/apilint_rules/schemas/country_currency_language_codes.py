"""Codes of countries, currencies and languages say that they are ISO codes.

`country` may hold `DE`, `DEU`, `276` or `Germany`, `currency` may hold `EUR` or a sign. The standards (ISO
3166, ISO 4217, BCP 47) settle it, but only if the description names one by a `format`, a `pattern`, an `enum`
or a fixed length; otherwise clients send what they think, and the service answers 400.

Meant are strings whose name ends in `country_code`, `currency`, `currency_code`, `language_code` or `locale`,
and `country` or `language` where the description speaks of a code. Names of countries, telephone codes and
programming languages are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Parameter, Problem, Rule, Schema, Severity
from ..core.words import words

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"strict": True, "zalando": True, "google": True},
    sources=("Zalando 170", "AIP-143", "adidas"),
    bad="""
        components:
          schemas:
            Price:
              type: object
              properties:
                amount: {type: string, format: decimal}
                currency: {type: string}  # <-
                country_code: {type: string}  # <-
    """,
    good="""
        components:
          schemas:
            Price:
              type: object
              properties:
                amount: {type: string, format: decimal}
                currency: {type: string, format: iso-4217}
                country_code: {type: string, pattern: '^[A-Z]{2}$'}
    """,
)

SAID = ("format", "pattern", "enum", "const")
STANDARDS = {
    "country": ("an ISO 3166 country code", "such as `format: iso-3166-alpha-2` or `pattern: ^[A-Z]{2}$`"),
    "currency": ("an ISO 4217 currency code", "such as `format: iso-4217` or `pattern: ^[A-Z]{3}$`"),
    "language": ("a BCP 47 language tag", "such as `format: bcp47`, or an `enum`"),
    "locale": ("a BCP 47 language tag", "such as `format: bcp47`, or an `enum`"),
}
SPEAKS_OF_A_CODE = r"(?i)\b(iso|bcp|code|codes|alpha-?[23]|two[- ]letter|three[- ]letter)\b"
TELEPHONE = frozenset(("calling", "dial", "dialing", "dialling", "phone", "mobile", "tel"))


def kind_of(name: str, description: str) -> str:
    """Which kind of code a name promises: a key of `STANDARDS`, or nothing."""
    parts = words(name)
    if not parts or not TELEPHONE.isdisjoint(parts):
        return ""
    last, before = parts[-1], parts[-2] if len(parts) > 1 else ""
    if last == "code":
        return before if before in STANDARDS else ""
    says_so = last in ("currency", "locale") or (
        last in STANDARDS and re.search(SPEAKS_OF_A_CODE, description)
    )
    return last if says_so else ""


def is_code(schema: Schema) -> bool:
    name = schema.property_name
    return bool(name) and bool(kind_of(name, schema.description)) and "string" in schema.types


def is_code_parameter(parameter: Parameter) -> bool:
    schema = parameter.schema
    return (
        schema is not None
        and "string" in schema.types
        and bool(kind_of(parameter.name, parameter.description))
    )


@RULE.on_document(
    having=("type",),
    where=is_code,
    many="{count} of {total} codes of countries, currencies or languages are any string",
)
def properties(schema: Schema) -> Iterator[Problem]:
    if not says_which(schema):
        yield problem(schema, schema.property_name, schema.description)


@RULE.on_document(where=is_code_parameter, many="{count} of {total} such codes in parameters are any string")
def parameters(parameter: Parameter) -> Iterator[Problem]:
    if parameter.schema is not None and not says_which(parameter.schema):
        yield problem(parameter, parameter.name, parameter.description)


def problem(where: Schema | Parameter, name: str, description: str) -> Problem:
    standard, advice = STANDARDS[kind_of(name, description)]
    return Problem(
        where, f"no `format` or `pattern` says that `{name}` is {standard}", help=f"add one, {advice}"
    )


def says_which(schema: Schema) -> bool:
    length = schema.value.get("maxLength")
    return schema.has(*SAID) or (length is not None and length == schema.value.get("minLength"))
