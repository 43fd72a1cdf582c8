"""A parameter has one type wherever it is used.

Callers learn a parameter once. Where `since` is a timestamp in nineteen operations and a number in the
twentieth, the call is refused or, worse, misread; and a client library cannot give it one type.

Compared are the type and, for texts, the format where both sides say one. Parameters of the path whose name
says little (`id`, `name`, `key`) are compared below the same collection only. Parameters that allow several
types are left alone. `integer` beside `number`, and a list beside a single value, are only mentioned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from ..core import Api, Parameter, Place, Problem, Related, Rule, Severity
from ._kinds import kind_of, times, with_article

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Azure rest-clear-naming", "IBM property-consistent-name-and-type"),
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - {name: since, in: query, schema: {type: string, format: date-time}}
          /invoices:
            get:
              parameters:
                - {name: since, in: query, schema: {type: string, format: date-time}}
          /customers:
            get:
              parameters:
                - name: since
                  in: query
                  schema: {type: integer}  # <-
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - {name: since, in: query, schema: {type: string, format: date-time}}
          /invoices:
            get:
              parameters:
                - {name: since, in: query, schema: {type: string, format: date-time}}
          /customers:
            get:
              parameters:
                - name: since
                  in: query
                  schema: {type: string, format: date-time}
    """,
)

VAGUE = frozenset(
    (
        "id",
        "ids",
        "uuid",
        "guid",
        "name",
        "key",
        "slug",
        "code",
        "number",
        "value",
        "type",
        "version",
        "index",
        "path",
    )
)
"""Words that, alone, name another thing in every collection."""
Uses = dict[str, list[Parameter]]


@RULE.on_document
def alike(api: Api) -> Iterator[Problem]:
    named: dict[tuple[str, str, str], list[Parameter]] = defaultdict(list)
    for parameter in api.all(Parameter):
        for scope in scopes_of(parameter):
            named[parameter.location, parameter.name, scope].append(parameter)
    for parameters in named.values():
        if len(parameters) > 1:
            yield from outliers(by_kind(parameters), with_article)
            for kind, same in by_kind(parameters).items():
                if kind == "string":
                    yield from outliers(by_format(same), "a `{}`".format)


def scopes_of(parameter: Parameter) -> set[str]:
    """Where its name has one meaning: everywhere, or below the paths that lead to it."""
    if parameter.location != "path" or parameter.name.lower() not in VAGUE:
        return {""} if parameter.operations else set()
    return {operation.path.partition("{" + parameter.name + "}")[0] for operation in parameter.operations}


def by_kind(parameters: list[Parameter]) -> Uses:
    uses: Uses = defaultdict(list)
    for parameter in parameters:
        schema = parameter.any_schema
        if schema is not None and kind_of(schema):
            uses[kind_of(schema)].append(parameter)
    return uses


def by_format(parameters: list[Parameter]) -> Uses:
    uses: Uses = defaultdict(list)
    for parameter in parameters:
        found = parameter.any_schema.flat.first("format") if parameter.any_schema is not None else None
        if type(found) is str:
            uses[found].append(parameter)
    return uses


def outliers(uses: Uses, spell: Callable[[str], str]) -> Iterator[Problem]:
    """One problem for each way but the most common, at its first use."""
    counts = {way: sum(len(parameter.operations) for parameter in same) for way, same in uses.items()}
    usual = max(counts, key=lambda way: counts[way], default="")
    for way, same in uses.items():
        if way != usual:
            parameter = same[0]
            yield Problem(
                place_of(parameter),
                f"`{parameter.name}` is {spell(way)} in {times(counts[way], 'operation')} "
                f"and {spell(usual)} in {counts[usual]}",
                help=f"make it {spell(usual)}, or give it a name of its own",
                related=[Related(uses[usual][0].place, f"{spell(usual)} here")],
                subject=way,
                severity=Severity.INFO if is_mild(way, usual) else None,
            )


def is_mild(kind: str, other: str) -> bool:
    """Whether one side only allows more than the other: any number, or a list."""
    return {kind, other} == {"integer", "number"} or "array" in (kind, other)


def place_of(parameter: Parameter) -> Place:
    """The type or the format, as near as the text has it."""
    if parameter.has("schema"):
        return parameter.value_at("schema")
    return parameter.value_at("type") if parameter.has("type") else parameter.place
