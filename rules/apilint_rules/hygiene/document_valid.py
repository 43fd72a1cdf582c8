"""The document is what its version of OpenAPI says it must be.

Generators, gateways and documentation tools read a description by the specification. What breaks the
specification is ignored by some of them and refused by others, so that the same file means different APIs
to different readers.

The specification's own JSON Schema decides; every mistake is told once, where it is, with the nearest legal
name. Fields of later versions are recognised, and extensions (`x-...`) are always free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..core import Api, Place, Problem, Related, Rule, Severity
from ..core.structure.check import Misfit, misfits
from ._beyond_schema import beyond_schema
from ._scalars import written_at

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


FEW = 3
"""Invalid names in one section, and objects that lack the same member, that are told one by one."""
LATEST = {0: 4, 1: 2, 2: 0}


@RULE.on_document(structural=True)
def valid(api: Api) -> Iterator[Problem]:
    for same in by_cause(misfits(api)):
        if len(same) > FEW:
            yield told_at_once(same, api)
        else:
            yield from (told(misfit, api) for misfit in same)
    yield from beyond_schema(api)


def by_cause(found: Iterable[Misfit]) -> Iterable[list[Misfit]]:
    """The misfits, those together that one habit explains: the names of a section, a member never written."""
    causes: dict[object, list[Misfit]] = {}
    for misfit in found:
        document, pointer, on_key = misfit.place
        cause: object = misfit.place
        if misfit.violation.kind == "propertyNames":
            cause = (id(document), pointer.parent)
        elif misfit.violation.kind == "required" and on_key:
            cause = (misfit.violation.definition, missing_of(misfit))
        causes.setdefault(cause, []).append(misfit)
    return causes.values()


def missing_of(misfit: Misfit) -> str:
    """What an object lacks, as the message has it."""
    return misfit.violation.message.rpartition(" lacks ")[2]


def told(misfit: Misfit, api: Api) -> Problem:
    return Problem(misfit.place, message_of(misfit, api), help=help_of(misfit), subject=misfit.violation.kind)


def told_at_once(same: list[Misfit], api: Api) -> Problem:
    first, *others = same
    if first.violation.kind == "propertyNames":
        names = [misfit.place.pointer[-1] for misfit in same]
        section = first.place.pointer[-2]
        message = f"`{names[0]}` and {len(others)} other names in `{section}` are not valid"
    else:
        label = first.violation.message.partition(" lacks ")[0]
        message = f"{label} and {len(others)} others like it lack {missing_of(first)}"
    related = [Related(misfit.place, "also here") for misfit in others[:FEW]]
    return Problem(first.place, message, help=help_of(first), subject=first.violation.kind, related=related)


def message_of(misfit: Misfit, api: Api) -> str:
    """The plain message; the best known special cases get better words."""
    pointer, message = misfit.place.pointer, misfit.violation.message
    if pointer == ("openapi",):
        major, minor = api.version
        written = api.root.value["openapi"]
        return f"`openapi` must be a string such as `{major}.{minor}.{LATEST[minor]}`, not `{written}`"
    if pointer[-1:] == ("$ref",):
        return (
            f"`$ref` is not allowed in `{pointer[-2]}`" if len(pointer) > 1 else "`$ref` is not allowed here"
        )
    if is_bad_path(misfit):
        return f"path `{pointer[1]}` does not begin with `/`"
    if pointer[-1:] == ("$recursiveAnchor",):
        return "`$recursiveAnchor` is not a keyword of JSON Schema 2020-12"
    return message


def is_bad_path(misfit: Misfit) -> bool:
    pointer = misfit.place.pointer
    return len(pointer) == 2 and pointer[0] == "paths" and misfit.violation.kind.endswith("Properties")


def help_of(misfit: Misfit) -> str | None:
    """What to write; a scalar that lost its quotes is shown with them."""
    document, pointer, _ = misfit.place
    if pointer[-1:] == ("$ref",):
        return "bundle the files first, or refer to each member by itself"
    if pointer[-1:] == ("$recursiveAnchor",):
        return "write `$dynamicAnchor` with a name, or remove it"
    if misfit.help == "put it in quotes":
        written = written_at(Place(document, pointer, on_key=False))
        return (
            f"YAML reads `{written}` as {kind_of(misfit.place)}: write `'{written}'`"
            if written
            else misfit.help
        )
    return f"write `/{pointer[1]}`" if is_bad_path(misfit) else misfit.help


def kind_of(place: Place) -> str:
    value = place.document.value(place.pointer)
    return "a boolean" if isinstance(value, bool) else "a number"
