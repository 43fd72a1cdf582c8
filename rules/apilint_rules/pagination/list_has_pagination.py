"""A collection is returned page by page.

A list that is short today grows with every call that adds to it. Without pages its answers become slower
and larger until a client, a gateway or the service runs into a time-out or out of memory, and then pages
cannot be added without breaking every client that takes the first answer for the whole. A limit that
clients cannot raise is also what keeps one call from reading the whole database.

Page parameters, a link or a token to a next page in the body, and a `Link` header all count. Looked at are
only collections that visibly grow: clients can add to them or delete from them, or their members have a
date of creation; those that belong to one thing (`/orders/{id}/lines`) are told mildly. Lists of limited
length (`maxItems`), enumerations, searches and reference data are left alone, and so are lists whose
description says how they are paged, or that one asks for by a span of time.

On the wire a page of the smallest size is asked for, and must hold no more items than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import Operation, Probe, Problem, Rule, Severity, Situation, Unjudged
from ..core.listing import listing_of, name_key, paging_parameters, paging_role
from ..core.wire.lists import beginning, size_parameter
from ..core.wire.pages import page_of
from ._next import has_next, is_silent_about_page
from ._paging import is_growing, may_be_list, usual_names
from ._walk import least_size, whole_of

RULE = Rule(
    severity=Severity.WARNING,
    sources=("Zalando 159", "AIP-158", "Azure collections-support-server-driven-paging", "OWASP API4:2023"),
    bad="""
        paths:
          /orders:
            get:  # <-
              responses:
                '200':
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          items: {type: array, items: {type: object}}
            post:
              responses:
                '201': {description: created}
    """,
    good="""
        paths:
          /orders:
            get:
              parameters:
                - {name: limit, in: query, schema: {type: integer, maximum: 100}}
                - {name: cursor, in: query, schema: {type: string}}
              responses:
                '200':
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          items: {type: array, items: {type: object}}
                          next_cursor: {type: string}
            post:
              responses:
                '201': {description: created}
    """,
    wire_bad="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders?limit=100
        < 200 OK
        <
        < {"items": [{"id": 1}, {"id": 2}]}
        > GET /orders?limit=1
        < 200 OK
        <
        < {"items": [{"id": 1}, {"id": 2}]}
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders?limit=100
        < 200 OK
        <
        < {"items": [{"id": 1}, {"id": 2}]}
        > GET /orders?limit=1
        < 200 OK
        <
        < {"items": [{"id": 1}], "next_cursor": "b"}
    """,
)

_SPANS = (("from", "to"), ("start", "end"), ("since", "until"), ("after", "before"), ("gte", "lte"))


@RULE.on_document(
    where=is_growing,
    many="{count} of {total} lists that can grow have neither page parameters nor a next link",
)
def paged(operation: Operation) -> Iterator[Problem]:
    listing = listing_of(operation)
    if listing is None or has_next(operation, listing) or is_silent_about_page(listing):
        return
    pages = paging_parameters(operation) or is_paged_by_header(operation) or speaks_of_pages(operation)
    if not pages and not is_a_span(operation):
        yield Problem(
            operation,
            f"`{operation.label}` returns the whole list: no page parameters, no link to a next page",
            help=f"add {suggestion(operation)} as query parameters, and tell in the answer of the next page",
            severity=Severity.INFO if "{" in operation.path else None,
        )


def is_paged_by_header(operation: Operation) -> bool:
    """`X-Page`, `Range` and the like."""
    names = (name_key(parameter.name).removeprefix("x_") for parameter in operation.parameters_in("header"))
    return any(name == "range" or paging_role(name) is not None for name in names)


def is_a_span(operation: Operation) -> bool:
    """Whether one asks for a span of time: `start_date` and `end_date`."""
    words = {
        word for parameter in operation.parameters_in("query") for word in name_key(parameter.name).split("_")
    }
    return any(first in words and last in words for first, last in _SPANS)


def speaks_of_pages(operation: Operation) -> bool:
    texts = [
        operation.description,
        operation.summary,
        *(answer.description for answer in operation.successes),
    ]
    return any(
        re.search(r"\b(un)?paginat|\bnext page|\bpage (token|size)", text, re.IGNORECASE) for text in texts
    )


def suggestion(operation: Operation) -> str:
    """The parameters that other lists of the document have."""
    names = usual_names(operation.api) or ["limit", "cursor"]
    return " and ".join(f"`{name}`" for name in names[:2])


@RULE.on_probe(
    about=lambda operation: may_be_list(operation) and size_parameter(operation) is not None,
)
def kept(operation: Operation, situation: Situation) -> Probe:
    """Asks for the smallest page of a list that is known to be longer."""
    first, parameter = beginning(operation, situation), size_parameter(operation)
    whole = (yield from whole_of(operation, situation, first)) if first is not None else None
    if first is None or parameter is None or whole is None:
        yield Unjudged("the list was never reached")
        return
    size = least_size(parameter)
    if len(whole.items) <= size:
        yield Unjudged(f"the list is too short: {len(whole.items)} of {size} items of the smallest page")
        return
    page = page_of(operation, (yield first.with_parameter(parameter.name, str(size))))
    if page is None:
        yield Unjudged("the smallest page was refused")
    elif len(page.items) > size:
        yield Problem(
            parameter,
            f"`{parameter.name}={size}` returned {len(page.items)} items",
            help=f"return no more than `{parameter.name}` items",
            cause=f"{parameter.name} is ignored",
        )
