"""Query parameter names are all written in one case.

Servers ignore query parameters that they do not know, so a caller who writes `pageSize` where this one
parameter is `page_size` gets no error but an unfiltered or unpaged answer. By default the rule holds a
document to what most of its own parameters do, because guides disagree; the option `case` sets one case for
all.

Left alone: names with a syntax of their own (`$filter`, `filter[status]`, `created.after`, `price__gt`),
names that begin with `x-`, names that protocols such as OAuth define, deprecated parameters, and documents
with fewer than five names of several words.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Parameter, Place, Problem, Rule, Severity
from ._casing import CASE, PROTOCOLS, inconsistent

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Zalando 130", "NL /core/query-keys-camel-case", "Azure parameter-names-convention"),
    options={"case": CASE},
    profiles={
        "zalando": {"case": "snake_case"},
        "azure": {"case": "camelCase"},
        "google": {"case": "camelCase"},
    },
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - {name: page_size, in: query}
                - {name: page_token, in: query}
                - {name: sort_by, in: query}
                - {name: created_after, in: query}
                - {name: created_before, in: query}
                - {name: customerId, in: query}  # <-
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - {name: page_size, in: query}
                - {name: page_token, in: query}
                - {name: sort_by, in: query}
                - {name: created_after, in: query}
                - {name: created_before, in: query}
                - {name: customer_id, in: query}
    """,
)


@RULE.on_document
def same_case(api: Api, case: str) -> Iterator[Problem]:
    places: dict[str, list[Place]] = {}
    for parameter in api.all(Parameter):
        name = parameter.name.removesuffix("[]")
        if parameter.location == "query" and not is_exempt(name, parameter):
            places.setdefault(name, []).append(parameter.value_at("name"))
    yield from inconsistent("query parameter", places, case, places.__getitem__)


def is_exempt(name: str, parameter: Parameter) -> bool:
    return parameter.deprecated or name in PROTOCOLS or name.lower().startswith("x-")
