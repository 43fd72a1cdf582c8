"""What a request must contain has no `default`.

A default says what the service assumes when a value is missing. If the value must be there, that never
happens: a caller who trusts the default and leaves the value out gets a 400, and generators disagree about
whether the argument is optional.

Only what callers send is looked at: parameters, and properties of schemas that no response uses, for in a
response `required` with a default is a promise and harmless. Tags with a single legal value and read-only
properties are left alone, and so are defaults that come with a shared schema which is optional elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core import Parameter, Problem, Rule, Schema, Severity
from ._callers import is_sent

RULE = Rule(
    severity=Severity.INFO,
    sources=("OpenAPI Schema Object", "Azure", "IBM", "oasdiff"),
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - name: limit
                  in: query
                  required: true
                  schema:
                    type: integer
                    default: 20  # <-
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - name: limit
                  in: query
                  schema:
                    type: integer
                    default: 20
    """,
)


@RULE.on_document(having=("required",))
def parameters(parameter: Parameter) -> Iterator[Problem]:
    below = ("schema",) if "schema" in parameter.value else ()
    if not parameter.required or not has_own_default(
        parameter.mapping("schema") if below else parameter.value
    ):
        return
    if parameter.schema is None or not is_tag(parameter.schema):
        is_path = parameter.location == "path"
        why = "path parameters are always required" if is_path else "it is required"
        yield Problem(
            parameter.at(*below, "default"),
            f"the default of parameter `{parameter.name}` never applies: {why}",
            help="make it an `example`" if is_path else "remove `required: true`, or make it an `example`",
        )


@RULE.on_document(having=("required",))
def properties(schema: Schema) -> Iterator[Problem]:
    if schema.in_response or not is_sent(schema):
        return
    for name in dict.fromkeys(schema.required):
        found = schema.subschema("properties", name)
        if found is None or not has_own_default(schema.mapping("properties")[name]):
            continue
        if not is_tag(found) and not found.flag("readOnly"):
            yield Problem(
                schema.at("properties", name, "default"),
                f"the default of `{name}` never applies: it is required",
                help=f"remove `{name}` from `required`, or make the default an `example`",
            )


def has_own_default(written: Any) -> bool:
    """Whether a default is written here, not in something that is referred to."""
    return type(written) is dict and "default" in written and "$ref" not in written


def is_tag(schema: Schema) -> bool:
    """Whether it has one legal value only, which the default repeats."""
    return "const" in schema.value or len(schema.enum or ()) == 1
