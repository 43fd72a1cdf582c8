"""A page of a list says where the next one is.

A client that gets a page has to know whether there is more, and how to ask for it. Without a link, a token,
a flag or a total it must guess from the number of items: it makes one call too many at the end of every
list, stops too early where the service returned a short page because of permissions or a time limit, and
breaks when the way of paging changes.

A `Link` header, a field such as `next` or `has_more` (also in `meta`, `links` or `pagination`), and for
page numbers and offsets a total, all count. Lists without paging parameters are not looked at, nor those
whose page object is not described.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Operation, Problem, Rule, Severity
from ..core.listing import listing_of, paging_parameters
from ._next import has_next, has_total, is_silent_about_page
from ._paging import is_list

RULE = Rule(
    severity=Severity.INFO,
    sources=(
        "RFC 8288 section 3",
        "Zalando 161",
        "AIP-158",
        "Azure collections-include-nextlink-for-more-results",
    ),
    bad="""
        paths:
          /orders:
            get:  # <-
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
                - {name: cursor, in: query, schema: {type: string}}
              responses:
                '200':
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          orders: {type: array, items: {type: object}}
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - {name: limit, in: query, schema: {type: integer}}
                - {name: cursor, in: query, schema: {type: string}}
              responses:
                '200':
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          orders: {type: array, items: {type: object}}
                          next_cursor: {type: string}
    """,
)


def is_paged(operation: Operation) -> bool:
    return is_list(operation) and not {"token", "page", "offset"}.isdisjoint(
        paging_parameters(operation).values()
    )


@RULE.on_document(where=is_paged, many="{count} of {total} paged lists do not say where their next page is")
def leads_on(operation: Operation) -> Iterator[Problem]:
    listing = listing_of(operation)
    if listing is None or has_next(operation, listing) or is_silent_about_page(listing):
        return
    is_counted = not {"page", "offset"}.isdisjoint(paging_parameters(operation).values())
    if not (is_counted and has_total(operation, listing)):
        yield Problem(
            operation,
            f"`{operation.label}` returns pages that do not say where the next one is",
            help="add a field such as `next` to the answer, or a `Link` header with `rel=next`",
        )
