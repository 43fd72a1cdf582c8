"""`readOnly` and `writeOnly` do not contradict each other or what the schema is for.

A property that is both may never travel at all. A read-only property that is required in a schema which only
requests use asks the caller for something that must not be sent: validators refuse the request without it,
services refuse it with it, and generators take either side. The same holds for required write-only properties
of schemas that only answers use.

Schemas that requests and answers share are the very reason for these keywords and are left alone. OpenAPI 3.0
says that `required` does not count in the direction in which the property does not travel; there it is an
info.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Problem, Rule, Schema, Severity
from ._branches import label
from ._callers import is_sent

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Schema Object", "OpenAPI 2.0 Schema Object", "Azure"),
    bad="""
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      required:
                        - id  # <-
                        - note
                      properties:
                        id:
                          type: string
                          readOnly: true
                        note:
                          type: string
                          readOnly: true
                          writeOnly: true  # <-
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
                      required:
                        - note
                      properties:
                        id:
                          type: string
                          readOnly: true
                        note:
                          type: string
                          writeOnly: true
    """,
)


@RULE.on_document(having=("writeOnly",))
def both(schema: Schema) -> Iterator[Problem]:
    if schema.flag("writeOnly") and schema.flag("readOnly"):
        message = f"{label(schema)} is both `readOnly` and `writeOnly`, so that it may never be sent"
        yield Problem(schema.at("writeOnly"), message, help="remove one of them")


def goes_one_way(schema: Schema) -> bool:
    return schema.in_response if not schema.in_request else not schema.in_response and is_sent(schema)


@RULE.on_document(having=("required",), where=goes_one_way)
def required(schema: Schema) -> Iterator[Problem]:
    flag, users, other = (
        ("readOnly", "requests", "writeOnly") if schema.in_request else ("writeOnly", "answers", "readOnly")
    )
    for name in dict.fromkeys(schema.required):
        found = property_of(schema, name)
        if found is not None and says(found, flag) and not says(found, other):
            yield Problem(
                schema.value_at("required", schema.sequence("required").index(name)),
                f"`{name}` is `{flag}`, yet required in a schema that only {users} use",
                help=f"remove `{name}` from `required`, or from this schema",
                severity=Severity.INFO if schema.api.version == (3, 0) else None,
                subject=name,
            )


def property_of(schema: Schema, name: str) -> Schema | None:
    """A property that the schema, or something that it includes, declares."""
    if name in schema.mapping("properties") or not schema.has("allOf", "$ref"):
        return schema.subschema("properties", name)
    return schema.flat.properties.get(name)


def says(schema: Schema, flag: str) -> bool:
    return schema.flag(flag) or (schema.has("allOf", "$ref") and schema.flat.first(flag) is True)
