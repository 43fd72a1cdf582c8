"""The items of one collection are named by one path parameter.

`/users/{id}` and `/users/{userId}/orders` speak of the same user. With two names, generated clients take
`id` here and `userId` there, documentation shows two concepts, and routers that keep one tree of paths
refuse the description.

Only parameters below the same path are compared, and only where a name stands before them. Parameters of
different type or format, and names that say what kind of key they take (`{number}` beside `{slug}`), may be
different keys and are left alone; so are paths that are equal but for the names, which is an error of its
own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..core import Api, PathItem, Problem, Rule, Severity
from ..core.english import pluralize
from ..core.resources import Segment, parse_segment
from ..core.words import words
from ._casing import at_places
from ._paths import path_items, segments_of

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Azure path-parameter-names",),
    bad="""
        paths:
          /users/{id}: {}
          /users/{id}/invoices: {}
          /users/{userId}/orders: {}  # <-
    """,
    good="""
        paths:
          /users/{id}: {}
          /users/{id}/invoices: {}
          /users/{id}/orders: {}
    """,
)

_KEYS = (
    "id sid gid uuid guid slug name username login email number sha hash digest ref reference tag key code"
)
KEYS = frozenset(_KEYS.split())
"""Words that say what kind of key a parameter takes."""

ROOT = parse_segment("")

Uses = dict[str, list[PathItem]]


@RULE.on_document
def one_name(api: Api) -> Iterator[Problem]:
    collections = [
        {name: items for name, items in uses.items() if names_items(name, parent)}
        for parent, uses in names_below(api).items()
        if sum(map(len, uses.values())) > 1
    ]
    odd = [problems for problems in map(list, map(problems_of, collections)) if problems]
    if len(odd) >= 4 and 2 * len(odd) > len(collections):
        yield custom_of(odd, len(collections))
    else:
        yield from (problem for problems in odd for problem in problems)


def problems_of(uses: Uses) -> Iterator[Problem]:
    """What is to be said of one collection: each name but the most frequent."""
    usual = max(uses, key=lambda name: len(uses[name]), default="")
    for name, items in uses.items():
        if name != usual and same_key(name, items[0], usual, uses[usual][0]):
            message = f"path parameter `{{{name}}}` is named `{{{usual}}}` in `{uses[usual][0].path}`"
            yield from at_places([item.key for item in items], message, f"write `{{{usual}}}`", name)


def custom_of(odd: list[list[Problem]], total: int) -> Problem:
    """Where it is the custom of a whole document: one problem with the count."""
    first = odd[0][0]
    message = f"{len(odd)} of {total} collections name their items in two ways: {first.message}"
    problem = Problem(first.place, message, help=first.help)
    problem.stands_for = [each.place for problems in odd for each in problems]
    return problem


def names_below(api: Api) -> dict[str, Uses]:
    """For each path with items below it: the names of the parameter, with the paths that have them."""
    found: dict[str, Uses] = {}
    templates = Counter(map(template, path_items(api)))
    for item in path_items(api):
        if templates[template(item)] == 1:
            parent = ""
            for before, segment in pairs(item):
                if segment.name == "{}" and before.name and before.is_static and not before.is_version:
                    found.setdefault(parent, {}).setdefault(segment.parameters[0], []).append(item)
                parent += f"/{segment.name}"
    return found


def pairs(item: PathItem) -> Iterator[tuple[Segment, Segment]]:
    """Each segment of a path with the one before it; the first has none."""
    segments = segments_of(item.path)
    return zip([ROOT, *segments], segments, strict=False)


def template(item: PathItem) -> str:
    """A path without the names of its parameters."""
    return "/".join(segment.name for segment in segments_of(item.path))


def names_items(name: str, parent: str) -> bool:
    """Whether a name says nothing but what the path before it says, and what kind of key it is."""
    known = {*words(parent), *KEYS}
    return all(word in known or pluralize(word) in known for word in words(name))


def same_key(name: str, item: PathItem, other: str, other_item: PathItem) -> bool:
    """Whether two parameters can be one: of one type, and not of names that speak of different keys."""
    kinds = [[word for word in words(each) if word in KEYS][-1:] for each in (name, other)]
    if all(kinds) and kinds[0] != kinds[1]:
        return False
    types = [type_of(name, item), type_of(other, other_item)]
    return not all(types) or types[0] == types[1]


def type_of(name: str, item: PathItem) -> str:
    """Type and format of a path parameter; empty when they are not known."""
    for operation in item.operations.values():
        for parameter in operation.parameters_in("path"):
            if parameter.name == name and parameter.schema is not None and parameter.schema.flat.types:
                flat = parameter.schema.flat
                return f"{'|'.join(sorted(flat.types))} {flat.first('format') or ''}"
    return ""
