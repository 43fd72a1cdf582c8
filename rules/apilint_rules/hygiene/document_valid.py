"""The document is what its version of OpenAPI says it must be.

Generators, gateways and documentation tools read a description by the specification. What breaks the specification
is ignored by some of them and refused by others, so that the same file means different APIs to different readers.

The specification's own JSON Schema decides; every mistake is told once, where it is, with the nearest legal name.
Fields of later versions are recognised, and extensions (`x-...`) are always free.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Place, Problem, Rule, Severity
from ..core.structure.check import Misfit, misfits

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI",),
    bad="""
        openapi: 3.0.4
        info:
          title: Orders
          version: 1.10  # <-
        servers: https://api.example.com  # <-
        paths:
          /orders:
            get:
              sumary: List orders  # <-
              parameters:
                - {name: limit, in: quer, schema: {type: integer}}  # <-
              responses:
                '200': {description: the orders}
    """,
    good="""
        openapi: 3.0.4
        info:
          title: Orders
          version: '1.10'
        servers:
          - url: https://api.example.com
        paths:
          /orders:
            get:
              summary: List orders
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
              responses:
                '200': {description: the orders}
    """,
)


@RULE.on_document
def valid(api: Api) -> Iterator[Problem]:
    for misfit in misfits(api):
        yield Problem(misfit.place, message_of(misfit, api), help=help_of(misfit), subject=misfit.violation.kind)
    yield from operations_behind_references(api)


def message_of(misfit: Misfit, api: Api) -> str:
    """The plain message; the best known special cases get better words."""
    pointer, message = misfit.violation.pointer, misfit.violation.message
    if misfit.place.pointer == ("openapi",):
        major, minor = api.version
        return f"`openapi` must be a string such as `{major}.{minor}.{LATEST[minor]}`, not `{api.root.value['openapi']}`"
    if len(pointer) == 2 and pointer[0] == "paths" and misfit.violation.kind.endswith("Properties"):
        return f"path `{pointer[1]}` does not begin with `/`"
    return message


LATEST = {0: 4, 1: 2, 2: 0}


def help_of(misfit: Misfit) -> str | None:
    """What to write; a scalar that lost its quotes is shown with them."""
    place = misfit.place
    if misfit.help == "put it in quotes":
        written = written_at(place)
        return f"YAML reads `{written}` as {kind_of(place)}: write `'{written}'`" if written else misfit.help
    if len(misfit.violation.pointer) == 2 and misfit.violation.pointer[0] == "paths":
        return f"write `/{misfit.violation.pointer[1]}`" if misfit.violation.kind.endswith("Properties") else misfit.help
    return misfit.help


def written_at(place: Place) -> str:
    """The text of a scalar as it stands in the document."""
    span = place.document.locate([(place.pointer, False)])[0]
    return place.document.line(span.line)[span.column - 1 : span.end_column - 1]


def kind_of(place: Place) -> str:
    value = place.document.value(place.pointer)
    return "a boolean" if isinstance(value, bool) else "a number"


def operations_behind_references(api: Api) -> Iterator[Problem]:
    """`$ref` in place of an operation: not in the specification, followed by most tools, so told once and mildly."""
    found = [reference for reference in api.references if reference.expected == "Operation"]
    if found:
        count = f" ({len(found)} times)" if len(found) > 1 else ""
        yield Problem(
            found[0].place,
            f"`$ref` stands in place of an operation, where the specification has none{count}",
            help="move the `$ref` up to the path item, which many more tools follow",
            severity=Severity.INFO,
            subject="operation-reference",
        )
