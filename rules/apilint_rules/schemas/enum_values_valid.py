"""Each value of an `enum` is possible: of the schema's type, format and bounds, and listed once.

A value that the rest of the schema refuses can never be sent, although every reader and every generated
client believes in it. The usual causes are quotes (`1.0` in a list of version strings is a number), an `enum`
that belongs to the items of an array, and a `null` that the type does not allow.

Of a value that is listed twice generators make two constants of one name, which does not compile. In OpenAPI
3.0 `nullable` adds `null` to the type but not to the `enum`, which must list it as well (clarified in 3.0.3);
many authors and tools do not know, so that is told mildly.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..core import Api, Problem, Rule, Schema, Severity
from ..core.examples import Case, Fault
from ..core.json_schema import CONSTRAINTS

RULE = Rule(
    severity=Severity.ERROR,
    sources=("JSON Schema Validation 6.1.2", "OpenAPI Schema Object", "IBM typed-enum"),
    bad="""
        components:
          schemas:
            Order:
              type: object
              properties:
                status: {type: string, enum: [open, paid, paid]}  # <-
                version: {type: string, enum: [1.0, 2.0]}  # <-
                rating: {type: integer, maximum: 5, enum: [1, 5, 10]}  # <-
    """,
    good="""
        components:
          schemas:
            Order:
              type: object
              properties:
                status: {type: string, enum: [open, paid]}
                version: {type: string, enum: ['1.0', '2.0']}
                rating: {type: integer, maximum: 5, enum: [1, 5]}
    """,
)


@RULE.on_document
def possible(api: Api) -> Iterator[Problem]:
    """Every value is judged by its own schema, where that says more than `enum`."""
    cases = [case for schema in api.schemas_with("enum") for case in cases_of(schema)]
    told: dict[int, list[Fault]] = {}
    for fault in api.validators.faults(cases):
        told.setdefault(id(fault.case.schema), []).append(fault)
    for faults in told.values():
        yield impossible(faults)


def cases_of(schema: Schema) -> Iterator[Case]:
    says_little = CONSTRAINTS & schema.value.keys() == {"enum"} and not schema.format
    for number, value in enumerate(schema.enum or ()):
        if not says_little or not fits(value, schema.types):
            yield Case(schema, value, None, "enum", lambda at=number: schema.value_at("enum", at))  # type: ignore[misc]


KINDS = {str: "string", int: "integer", bool: "boolean", float: "number", type(None): "null"}


def fits(value: Any, types: frozenset[str]) -> bool:
    kind = KINDS.get(type(value))
    return not types or kind in types or (kind == "integer" and "number" in types)


def impossible(faults: list[Fault]) -> Problem:
    """One problem for one `enum`: its first impossible value, and how many more there are."""
    first = min(faults, key=lambda fault: fault.case.place().pointer[-1])
    schema, value = first.case.schema, first.case.value
    violation = first.violations[0]
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    message = violation.message.replace("`enum`", f"`{shown(value)}` in `enum`", 1)
    advice = violation.help
    if value is None:
        advice = "write `nullable: true`" if schema.api.version < (3, 1) else "add `'null'` to `type`"
    elif schema.types == {"array"} and "items" in schema.value and type(value) is not list:
        advice = "move `enum` into `items`, whose values it lists"
    severity = Severity.WARNING if value is None and not more else None
    return Problem(first.case.place(), f"{message}{more}", help=advice, severity=severity)


@RULE.on_document(having=("enum",))
def unique(schema: Schema) -> Iterator[Problem]:
    """Values that are listed twice."""
    seen: set[str] = set()
    again = [number for number, value in enumerate(schema.enum or ()) if not is_new(value, seen)]
    if again:
        value = shown((schema.enum or [])[again[0]])
        more = f", and {len(again) - 1} more values are as well" if len(again) > 1 else ""
        message = f"`{value}` is listed twice in `enum`{more}"
        at = schema.value_at("enum", again[0])
        yield Problem(at, message, help="list it once", subject="twice")


def is_new(value: Any, seen: set[str]) -> bool:
    """Whether a value was not seen before; notes it. `1` and `1.0` are one value."""
    if type(value) is str:
        key = f'"{value}'
    else:
        key = json.dumps(int(value) if type(value) is float and value.is_integer() else value, sort_keys=True)
    if key in seen:
        return False
    seen.add(key)
    return True


def is_nullable(schema: Schema) -> bool:
    return bool(schema.enum) and "null" in schema.types and schema.api.version < (3, 1)


@RULE.on_document(
    having=("nullable", "x-nullable"),
    where=is_nullable,
    many="{count} of {total} nullable enums do not list `null`, so that `nullable` has no effect on them",
)
def lists_null(schema: Schema) -> Iterator[Problem]:
    """A nullable `enum` of 3.0 that does not list `null`."""
    if None not in (schema.enum or ()):
        yield Problem(
            schema.at("enum"),
            "`nullable` has no effect here, because `enum` does not list `null`",
            help="add `null` to `enum`",
            severity=Severity.INFO,
            subject="null",
        )


def shown(value: Any) -> str:
    text = value if type(value) is str else json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."
