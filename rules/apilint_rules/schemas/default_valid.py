"""A `default` fits its own schema.

A default is what a server assumes when nothing is sent, and generated clients write it out as if their user
had sent it. When the schema refuses the default, leaving the value out and sending the documented value mean
different things, and servers that check what they filled in refuse requests that said nothing at all.

`default: null` for a value that cannot be null mostly means that there is no default, and is told mildly. A
property that does not travel both ways (`readOnly`, `writeOnly`) may be missing from the default of an
object.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Problem, Rule, Schema, Severity
from ..core.api.schema import HEADER, PARAMETER
from ..core.examples import Case, problems
from ._branches import is_branch, whole

RULE = Rule(
    severity=Severity.WARNING,
    sources=("OpenAPI Schema Object", "JSON Schema Validation 9.2"),
    bad="""
        components:
          parameters:
            Limit:
              name: limit
              in: query
              schema: {type: integer, maximum: 100, default: 250}  # <-
            Order:
              name: order
              in: query
              schema: {type: string, enum: [asc, desc], default: ascending}  # <-
    """,
    good="""
        components:
          parameters:
            Limit:
              name: limit
              in: query
              schema: {type: integer, maximum: 100, default: 50}
            Order:
              name: order
              in: query
              schema: {type: string, enum: [asc, desc], default: asc}
    """,
)


@RULE.on_document
def fits(api: Api) -> Iterator[Problem]:
    having = api.schemas_with("default")
    yield from problems(
        api.validators.faults(case_of(schema) for schema in having if not is_null_elsewhere(schema)),
        "defaults are `null`, which their schemas refuse",
        "leave `default` out: without one there is no default; or let the value be null",
    )


def case_of(schema: Schema) -> Case:
    serialised = bool(schema.use & (PARAMETER | HEADER))
    value = schema.value["default"]
    return Case(schema, value, None, "default", lambda: schema.value_at("default"), serialised)


def is_null_elsewhere(schema: Schema) -> bool:
    """Whether a `null` is meant for the whole of which this is one alternative."""
    value = schema.value["default"]
    return value is None and is_branch(schema) and schema.api.validators.accepts(whole(schema), value)
