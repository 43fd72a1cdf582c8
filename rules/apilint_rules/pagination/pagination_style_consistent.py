"""All lists are paged in one way, with parameters of the same names.

A client writes its paging loop once and uses it for every list. Where one list counts pages, the next wants
an offset and a third hands out a cursor, each list needs a loop of its own; and where the size of a page is
`limit` here and `per_page` there, a client that uses the wrong one is usually not told so: unknown
parameters are ignored, and it silently gets the default.

A cursor with a limit is one way, and so is a list that offers a second way beside the usual one. Nothing is
said about a document with fewer than five paged lists. Which way is the better one is not this rule's
business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..core import Api, Problem, Rule, Severity
from ..core.words import majority
from ._consistent import AT_LEAST, TOLD_APART, Use, several_names
from ._paging import OF_OWN_MEANING, PagedList, paged_lists

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Zalando 137", "AIP-158", "Azure collections-query-options", "IBM pagination-style"),
    bad="""
        paths:
          /orders:
            get: &by-cursor
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
                - {name: cursor, in: query, schema: {type: string}}
          /refunds: {get: *by-cursor}
          /invoices: {get: *by-cursor}
          /customers: {get: *by-cursor}
          /products:
            get:  # <-
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
                - {name: page, in: query, schema: {type: integer}}
    """,
    good="""
        paths:
          /orders:
            get: &by-cursor
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
                - {name: cursor, in: query, schema: {type: string}}
          /refunds: {get: *by-cursor}
          /invoices: {get: *by-cursor}
          /customers: {get: *by-cursor}
          /products:
            get:
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
                - {name: cursor, in: query, schema: {type: string}}
    """,
)

_WAYS = {"token": "by token", "page": "by page number", "offset": "by offset"}
_THINGS = {"size": "the page size", "token": "the token", "page": "the page number", "offset": "the offset"}


@RULE.on_document
def same_way(api: Api) -> Iterator[Problem]:
    lists = [paged for paged in paged_lists(api) if paged.styles]
    counts = Counter(style for paged in lists for style in paged.styles)
    styles = [max(paged.styles, key=lambda style: (counts[style], style)) for paged in lists]
    groups = {
        style: [p for p, its in zip(lists, styles, strict=True) if its == style] for style in set(styles)
    }
    if len(groups) < 2 or len(lists) < AT_LEAST:
        return
    usual = majority(styles)
    if usual is None:
        ways = ", ".join(f"{len(groups[style])} {way_of(groups[style], style)}" for style in by_size(groups))
        yield Problem(
            api.key("paths"),
            f"lists are paged in {len(groups)} ways: {ways}",
            help="choose one for all lists",
        )
        return
    others = f"{usual.number} of {usual.total} lists {way_of(groups.pop(usual.value), usual.value)}"
    for style in by_size(groups):
        yield from odd_lists(groups[style], way_of(groups[style], style), others)


def odd_lists(lists: list[PagedList], way: str, others: str) -> Iterator[Problem]:
    """Each of a few lists, or all of them at once."""
    if len(lists) > TOLD_APART:
        message = f"{len(lists)} lists are paged {way}, but {others}"
        problem = Problem(lists[0].operation, message, help="page them all in one way", subject=way)
        problem.stands_for = [paged.operation.place for paged in lists]
        yield problem
        return
    for paged in lists:
        message = f"`{paged.operation.label}` is paged {way}, but {others}"
        yield Problem(paged.operation, message, help="page it like the others")


@RULE.on_document
def same_names(api: Api) -> Iterator[Problem]:
    lists = paged_lists(api)
    for role, thing in _THINGS.items():
        yield from several_names(api, thing, uses_of(lists, role))


def uses_of(lists: list[PagedList], role: str) -> list[Use]:
    """The parameters with a role, one a list: the one that most other lists have as well."""
    named = [(paged, names) for paged in lists if (names := paged.names(role)).keys() - OF_OWN_MEANING]
    counts = Counter(key for _, names in named for key in names)
    uses = []
    for paged, names in named:
        key = max(names.keys() - OF_OWN_MEANING, key=lambda name: (counts[name], name))
        uses.append(Use(key, names[key], paged.parameter(names[key])))
    return uses


def way_of(lists: list[PagedList], style: str) -> str:
    """`by token (`cursor`)`: the way, and the most usual name of its parameter."""
    names = Counter(name for paged in lists for name in paged.names(style).items())
    _, name = max(names, key=lambda name: (name[0] not in OF_OWN_MEANING, names[name], name))
    return f"{_WAYS[style]} (`{name}`)"


def by_size(groups: dict[str, list[PagedList]]) -> list[str]:
    return sorted(groups, key=lambda style: (-len(groups[style]), style))
