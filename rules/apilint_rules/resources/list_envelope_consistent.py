"""All lists of an API hold their items in the same place.

A client reads lists in one function: take the items, follow the next page, repeat. When one list calls them
`items`, the next `results` and a third is a bare array, that function needs a table of exceptions, and the
type system an unrelated type for each.

A field named after the resource (`{"orders": [...]}`) counts as one way of doing it, as does a bare array.
When at least four in five lists agree on a field, the others are told; when there is no such majority, the
whole is told once. Where nearly all lists are bare arrays the few objects are left alone: they are the ones
that can grow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ..core import Api, Operation, Place, Problem, Rule, Severity
from ..core.listing import listing_of, name_key
from ..core.words import majority, words

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Zalando 248", "AIP-158", "Azure collections-response-array-name"),
    bad="""
        paths:
          /orders: &list
            get:
              responses:
                '200':
                  description: a page
                  content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}
          /invoices: *list
          /customers: *list
          /products: *list
          /stores:
            get:
              responses:
                '200':
                  description: all stores
                  content:
                    application/json:
                      schema: {type: array, items: {type: object}}  # <-
        components:
          schemas:
            Page: {properties: {items: {type: array, items: {type: object}}, next: {type: string}}}
    """,
    good="""
        paths:
          /orders: &list
            get:
              responses:
                '200':
                  description: a page
                  content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}
          /invoices: *list
          /customers: *list
          /products: *list
          /stores: *list
        components:
          schemas:
            Page: {properties: {items: {type: array, items: {type: object}}, next: {type: string}}}
    """,
)

GENERIC = frozenset(
    (
        "items",
        "data",
        "results",
        "result",
        "value",
        "values",
        "content",
        "contents",
        "list",
        "rows",
        "elements",
        "hits",
    )
)
BARE, NAMED = "a bare array", "a field named after the resource"


class Held(NamedTuple):
    """A list and where it holds its items."""

    operation: Operation
    style: str
    place: Place


@RULE.on_document
def consistent(api: Api) -> Iterator[Problem]:
    lists = [held for operation in api.operations if operation.method == "get" for held in held_by(operation)]
    most = majority(held.style for held in lists)
    if most is not None and most.value != BARE:
        for held in lists:
            if held.style != most.value:
                yield Problem(
                    held.place,
                    f"`{held.operation.label}` holds its items in {held.style}, "
                    f"{most.number} of {most.total} lists in {most.value}",
                    help=f"hold them in {most.value}",
                    subject=held.operation.label,
                )
    elif most is None and len(lists) >= 5:
        counts = Counter(held.style for held in lists).most_common()
        shown = ", ".join(f"{count} in {style}" for style, count in counts[:4])
        yield Problem(
            api.key("paths"),
            f"{len(lists)} lists hold their items in {len(counts)} ways: {shown}",
            help="choose one of them",
        )


def held_by(operation: Operation) -> Iterator[Held]:
    listing = listing_of(operation)
    media = next((response.json for response in operation.successes if response.json is not None), None)
    if listing is None or media is None:
        return
    name = listing.envelope
    last = operation.resource.segment.name
    if name is None:
        yield Held(operation, BARE, media.at("schema"))
    elif name_key(name) not in GENERIC and name != "_embedded":
        yield Held(operation, NAMED, media.at("schema"))
    elif words(name) != words(last):  # `items` of `/items` fits either way
        yield Held(operation, f"`{name}`", media.at("schema"))
