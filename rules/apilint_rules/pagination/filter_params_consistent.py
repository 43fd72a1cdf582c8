"""Filters by range are written in one way.

A client that has learnt `created_after` and `created_before` on one list will try them on the next. Where
the next one has `updated_from` and `updated_to`, the unknown parameters are usually ignored, and the client
works with everything instead of the last hour.

Only pairs are looked at, of which both ends are declared on the same list; ranges of dates and of numbers
may differ. Nothing is said about a document with fewer than five such pairs of one kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Operation, Parameter, Problem, Rule, Severity
from ..core.words import words
from ._consistent import Use, several_names

RULE = Rule(
    severity=Severity.INFO,
    sources=("Zalando 236", "AIP-160", "Azure collections-filter-param"),
    default=False,
    profiles={"strict": True},
    bad="""
        paths:
          /orders: {get: {parameters: [{name: placed_after, in: query}, {name: placed_before, in: query}]}}
          /refunds: {get: {parameters: [{name: paid_after, in: query}, {name: paid_before, in: query}]}}
          /invoices: {get: {parameters: [{name: due_after, in: query}, {name: due_before, in: query}]}}
          /visits: {get: {parameters: [{name: seen_after, in: query}, {name: seen_before, in: query}]}}
          /events:
            get:
              parameters:
                - name: created_from  # <-
                  in: query
                - name: created_to
                  in: query
    """,
    good="""
        paths:
          /orders: {get: {parameters: [{name: placed_after, in: query}, {name: placed_before, in: query}]}}
          /refunds: {get: {parameters: [{name: paid_after, in: query}, {name: paid_before, in: query}]}}
          /invoices: {get: {parameters: [{name: due_after, in: query}, {name: due_before, in: query}]}}
          /visits: {get: {parameters: [{name: seen_after, in: query}, {name: seen_before, in: query}]}}
          /events:
            get:
              parameters:
                - name: created_after
                  in: query
                - name: created_before
                  in: query
    """,
)

_ENDS = (
    ("after", "before"), ("from", "to"), ("start", "end"), ("min", "max"), ("since", "until"), ("gte", "lte"),
    ("gt", "lt"), ("ge", "le"),
)  # fmt: skip


@RULE.on_document
def same_notation(api: Api) -> Iterator[Problem]:
    uses: dict[str, list[Use]] = {"dates": [], "numbers": []}
    for operation in api.operations:
        if operation.method == "get":
            for use, parameter in ranges(operation):
                uses["numbers" if is_number(parameter) else "dates"].append(use)
    for kind, those in uses.items():
        yield from several_names(api, f"a range of {kind}", those, "is written")


def ranges(operation: Operation) -> Iterator[tuple[Use, Parameter]]:
    """The pairs of parameters that are the two ends of a range."""
    parameters = {words(parameter.name): parameter for parameter in operation.parameters_in("query")}
    for name, parameter in parameters.items():
        for low, high in _ENDS:
            if low in name and len(name) > 1:
                other = tuple(high if word == low else word for word in name)
                if other in parameters:
                    yield (
                        Use(f"{low}/{high}", f"{parameter.name}, {parameters[other].name}", parameter),
                        parameter,
                    )


def is_number(parameter: Parameter) -> bool:
    """Whether it is one, and not a time in seconds."""
    schema = parameter.any_schema
    is_time = not {"time", "date", "timestamp", "ts", "at", "on"}.isdisjoint(words(parameter.name))
    return schema is not None and not is_time and not schema.flat.types.isdisjoint(("integer", "number"))
