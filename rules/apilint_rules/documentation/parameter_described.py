"""Each parameter says what it means.

A name and a type do not say which values make sense, what the unit is, or what happens when the parameter is
left out. Callers then guess, and learn from error messages what one sentence could have told them.

A description of the parameter's schema counts, and so does one beside a `$ref` (3.1 and later). Headers of
requests are parameters, too; bodies are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Parameter, Problem, Rule, Schema, Severity
from ._texts import is_described, says

RULE = Rule(
    severity=Severity.INFO,
    sources=("OpenAPI Parameter Object", "Azure"),
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - name: since  # <-
                  in: query
                  schema: {type: string, format: date}
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - name: since
                  in: query
                  description: leaves out orders placed before this day
                  schema: {type: string, format: date}
    """,
)


def is_named(parameter: Parameter) -> bool:
    return bool(parameter.name)


@RULE.on_document(where=is_named, many="{count} of {total} parameters have no `description`")
def described(parameter: Parameter) -> Iterator[Problem]:
    if not (
        says(parameter, "description")
        or is_schema_described(parameter.any_schema)
        or is_use_described(parameter)
    ):
        yield Problem(
            parameter,
            f"{parameter.location} parameter `{parameter.name}` has no `description`",
            help="say what it does, which values make sense, and what happens without it",
        )


def is_schema_described(schema: Schema | None) -> bool:
    return schema is not None and is_described(schema)


def is_use_described(parameter: Parameter) -> bool:
    """Whether a description stands beside the `$ref` that leads to the parameter."""
    if parameter.site is None or parameter.api.version < (3, 1):
        return False
    beside = parameter.site.document.value(parameter.site.pointer.parent)
    return isinstance(beside, dict) and isinstance(beside.get("description"), str)
