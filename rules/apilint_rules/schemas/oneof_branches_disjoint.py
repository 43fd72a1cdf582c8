"""No value fits two branches of a `oneOf`.

`oneOf` accepts a value that fits exactly one of its branches and refuses one that fits two. Branches that
overlap make a validator refuse values that everybody thinks are fine, often the most ordinary ones: a full
order that also looks like a short order. Clients cannot tell either which of the types they have got.

A finding always shows a value that two branches really accept, tried by a validator; where none is found,
nothing is said, and where only the empty object is found, that is told mildly. With a `discriminator` the tag
decides, and a `oneOf` that forbids combinations (`required: [a]` or `required: [b]`) is meant to refuse both
at once; neither is reported.

On the wire a real body that several branches accept shows that it happens.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..core import (
    Api,
    Exchange,
    Operation,
    Problem,
    Rule,
    Schema,
    Severity,
)
from ..core.examples import Case
from ..core.wire.bodies import body_of, has_declared_body
from ._branches import is_branch, label
from ._observed import breaches
from ._witness import witnesses

RULE = Rule(
    severity=Severity.WARNING,
    sources=("JSON Schema Core 10.2.1.3",),
    bad="""
        components:
          schemas:
            Payment:
              oneOf:  # <-
                - type: object
                  required: [amount]
                  properties: {amount: {type: integer}}
                - type: object
                  required: [amount, card]
                  properties: {amount: {type: integer}, card: {type: string}}
    """,
    good="""
        components:
          schemas:
            Payment:
              oneOf:
                - type: object
                  required: [kind, amount]
                  properties: {kind: {const: cash}, amount: {type: integer}}
                - type: object
                  required: [kind, amount, card]
                  properties: {kind: {const: card}, amount: {type: integer}, card: {type: string}}
    """,
    wire_api="""
        paths:
          /payments/{id}:
            get:
              responses:
                '200':
                  description: a payment
                  content:
                    application/json:
                      schema:
                        oneOf:
                          - {type: object, required: [iban], properties: {iban: {type: string}}}
                          - {type: object, required: [card], properties: {card: {type: string}}}
    """,
    wire_bad="""
        > GET /payments/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"iban": "DE00", "card": "4111"}
    """,
    wire_good="""
        > GET /payments/17
        < 200 OK
        < Content-Type: application/json
        <
        < {"iban": "DE00"}
    """,
)


@RULE.on_document
def disjoint(api: Api) -> Iterator[Problem]:
    cases = [
        case for schema in api.schemas_with("oneOf") if is_candidate(schema) for case in cases_of(schema)
    ]
    told: set[int] = set()
    for case, branches in api.validators.ambiguous(cases):
        if id(case.schema) not in told:
            told.add(id(case.schema))
            yield problem(case, branches)


def is_candidate(schema: Schema) -> bool:
    """Whether nothing but its branches decides: no tag, and no `allOf` around it that says more."""
    branches = schema.one_of
    if len(branches) < 2 or len(branches) < len(schema.sequence("oneOf")):
        return False
    if is_branch(schema) and schema.keyword == "allOf":
        return False
    if are_of_different_types(branches):
        return False
    parts = [part for each in (schema, *branches) for part in each.flat.parts]
    return not any("discriminator" in part.value for part in parts)


def are_of_different_types(branches: list[Schema]) -> bool:
    """Whether no type is allowed by two branches: no value can fit both."""
    seen: set[str] = set()
    for branch in branches:
        types = branch.flat.types
        both = types | {"integer"} if "number" in types else types
        if not types or not seen.isdisjoint(both):
            return False
        seen |= both
    return True


def cases_of(schema: Schema) -> Iterator[Case]:
    for value in witnesses(schema):
        yield Case(schema, value, None, "value", lambda: schema.at("oneOf"))


def problem(case: Case, branches: list[int]) -> Problem:
    names = [name_of(case.schema, number) for number in branches]
    if len(names) > MOST_NAMES:
        names[MOST_NAMES - 1 :] = [f"{len(names) - MOST_NAMES + 1} more"]
    listed = ", ".join(names[:-1]) + " and " + names[-1]
    return Problem(
        case.place(),
        f"`{shown(case.value)}` fits {listed}, so `oneOf` refuses it",
        help="write `anyOf`, or require a property that tells the branches apart",
        severity=Severity.INFO if case.value in ({}, [], None) else None,
    )


MOST_NAMES = 4


def name_of(schema: Schema, number: int) -> str:
    branch = schema.one_of[number]
    name = label(branch)
    return name if name.startswith("`") else f"branch {number + 1}"


def shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 100 else text[:97] + "..."


def may_fit_several(exchange: Exchange, operation: Operation) -> bool:
    """Whether a body came, and a schema of the description has branches of which one is to fit."""
    return bool(operation.api.schemas_with("oneOf")) and has_declared_body(exchange, operation)


@RULE.on_exchange(where=may_fit_several)
def seen(exchange: Exchange, operation: Operation) -> Iterator[Problem]:
    body = body_of(exchange, operation)
    for breach in breaches(body, operation) if body is not None else ():
        if breach.violation.kind == "several":
            yield Problem(
                breach.place,
                f"an answer fits several branches: {breach.violation.message}",
                help="write `anyOf`, or require a property that tells the branches apart",
                cause=breach.cause,
            )
