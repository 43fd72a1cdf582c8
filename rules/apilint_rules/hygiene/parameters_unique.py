"""No list of parameters has the same parameter twice.

A parameter is known by its place and its name. Of two that share both, one tool shows the first, another
takes the last, and a generated function gets the same argument twice.

An operation may redefine a parameter of its path; that is not counted. Names of headers are compared
without case, as HTTP does. Elsewhere two names that differ in case only (`orderId`, `orderID`) are legal
and a trap: callers send the wrong one, and the service ignores it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Api, Operation, PathItem, Problem, Related, Rule, Severity, Webhook
from ._parameters import Entry, ParameterLists

RULE = Rule(
    severity=Severity.ERROR,
    sources=("OpenAPI Operation Object", "Azure parameter-names-unique"),
    bad="""
        paths:
          /orders:
            get:
              parameters:
                - {name: since, in: query, schema: {type: string}}
                - {name: page, in: query, schema: {type: integer}}
                - {name: since, in: query, schema: {type: string}}  # <-
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - {name: since, in: query, schema: {type: string}}
                - {name: page, in: query, schema: {type: integer}}
                - {name: until, in: query, schema: {type: string}}
    """,
)


@RULE.on_document
def unique(api: Api) -> Iterator[Problem]:
    lists = ParameterLists(api)
    for item in api.all(PathItem):
        yield from repeated(list(lists.entries(item)))
    for operation in api.all(Operation, Webhook):
        own = list(lists.entries(operation))
        yield from repeated(own)
        yield from twins(own, list(lists.entries(operation.path_item)))


def repeated(entries: list[Entry]) -> Iterator[Problem]:
    """What a list has again, or again but for the case."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        key = (entry.location, entry.name.lower())
        known = first.setdefault(key, entry)
        if known is not entry and entry.name:
            yield again(entry, known) if is_same(entry, known) else twin(entry, known)


def twins(own: list[Entry], inherited: list[Entry]) -> Iterator[Problem]:
    """What an operation has from its path under a name of other case, and so does not redefine."""
    known = {(entry.location, entry.name.lower()): entry for entry in inherited}
    for entry in own:
        other = known.get((entry.location, entry.name.lower()))
        if other is not None and not is_same(entry, other):
            yield twin(entry, other)


def is_same(entry: Entry, other: Entry) -> bool:
    return entry.location == "header" or entry.name == other.name


def again(entry: Entry, known: Entry) -> Problem:
    return Problem(
        entry.place,
        f"{entry.location} parameter `{entry.name}` is already in this list",
        help="keep one of them",
        related=[Related(known.place, "the first one")],
    )


def twin(entry: Entry, known: Entry) -> Problem:
    return Problem(
        entry.place,
        f"{entry.location} parameters `{known.name}` and `{entry.name}` differ in case only",
        help="give them names that nobody mixes up, or remove one",
        severity=Severity.WARNING,
        related=[Related(known.place, "the other one")],
    )
