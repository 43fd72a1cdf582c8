"""Enums in answers say that more values may come.

A client that was generated from a closed `enum` fails to decode the first answer with a value that was added
later, so that every new value is a breaking change. `x-extensible-enum` (or Azure's `modelAsString`) lists
today's values and tells clients to expect others.

Off by default: it is advice about how the API will grow. Only strings in answers count; single values (tags),
`null` beside them, and enums that an `anyOf` opens with a plain string are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Rule, Schema, Severity
from ._branches import is_branch, label, whole

RULE = Rule(
    severity=Severity.INFO,
    default=False,
    profiles={"zalando": True, "azure": True},
    sources=("Zalando 112", "Azure json-use-extensible-enums"),
    bad="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          status:
                            type: string
                            enum: [open, paid, sent]  # <-
    """,
    good="""
        paths:
          /orders/{id}:
            get:
              responses:
                '200':
                  description: the order
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          status:
                            type: string
                            x-extensible-enum: [open, paid, sent]
    """,
)


def is_in_answers(schema: Schema) -> bool:
    if not schema.in_response or schema.flag("writeOnly"):
        return False
    return sum(type(value) is str for value in schema.enum or ()) > 1


@RULE.on_document(
    having=("enum",), where=is_in_answers, many="{count} of {total} enums in answers are closed"
)
def closed(schema: Schema) -> Iterator[Problem]:
    if not is_open(schema):
        yield Problem(
            schema.at("enum"),
            f"{label(schema)} is a closed enum in answers, so that no value can be added",
            help="name it `x-extensible-enum`, or add `x-ms-enum: {modelAsString: true}`",
        )


def is_open(schema: Schema) -> bool:
    """Whether it says that other values may come."""
    if schema.has("x-extensible-enum") or schema.mapping("x-ms-enum").get("modelAsString") is True:
        return True
    siblings = whole(schema).any_of if is_branch(schema) else []
    return any("string" in sibling.types and not sibling.has("enum", "const") for sibling in siblings)
