"""A page of a list says where the next one is.

A client that gets a page has to know whether there is more, and how to ask for it. Without a link, a token,
a flag or a total it must guess from the number of items: it makes one call too many at the end of every
list, stops too early where the service returned a short page because of permissions or a time limit, and
breaks when the way of paging changes.

A `Link` header, a field such as `next` or `has_more` (also in `meta`, `links` or `pagination`), and for
page numbers and offsets a total, all count. Lists without paging parameters are not looked at, nor those
whose page object is not described.

On the wire a list is walked to its end in small pages, and compared with one large page. Each item must come once (an
item that comes twice or never is an error), in the same order, as many as the total says; a page holds no more than was
asked for, what leads to the next page works, ends, and keeps size and filters, and a page's link to itself leads to
this page. What is wrong is looked at a second time before it is told, since lists may change under the walk.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core import Exchange, Operation, Probe, Problem, Rule, Severity, Situation, Steps, Unjudged
from ..core.listing import listing_of, paging_parameters
from ..core.wire.lists import beginning, size_parameter
from ..core.wire.pages import Page, page_of
from ..core.wire.promises import promise_place
from ._filtering import Filter, filters_of, lets_through
from ._next import has_next, has_total, is_silent_about_page
from ._paging import is_list, may_be_list
from ._turning import Turner
from ._walk import Walk, least_size, walk, whole_of
from ._walk_faults import Fault, faults_of

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
    wire_bad="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders?limit=100
        < 200 OK
        <
        < {"orders": [{"id": 1}, {"id": 2}, {"id": 3}]}
        > GET /orders?limit=1
        < 200 OK
        <
        < {"orders": [{"id": 1}], "next_cursor": "b"}
        > GET /orders?limit=1&cursor=b
        < 200 OK
        <
        < {"orders": [{"id": 3}]}
        > GET /orders?limit=100
        < 200 OK
        <
        < {"orders": [{"id": 1}, {"id": 2}, {"id": 3}]}
        > GET /orders?limit=1
        < 200 OK
        <
        < {"orders": [{"id": 1}], "next_cursor": "b"}
        > GET /orders?limit=1&cursor=b
        < 200 OK
        <
        < {"orders": [{"id": 3}]}
    """,
    wire_good="""
        > GET /orders
        < 200 OK
        ---
        > GET /orders?limit=100
        < 200 OK
        <
        < {"orders": [{"id": 1}, {"id": 2}, {"id": 3}]}
        > GET /orders?limit=1
        < 200 OK
        <
        < {"orders": [{"id": 1}], "next_cursor": "b"}
        > GET /orders?limit=1&cursor=b
        < 200 OK
        <
        < {"orders": [{"id": 2}], "next_cursor": "c"}
        > GET /orders?limit=1&cursor=c
        < 200 OK
        <
        < {"orders": [{"id": 3}]}
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


def can_be_walked(operation: Operation) -> bool:
    """Whether a list has parameters that page, or an answer that leads on."""
    listing = listing_of(operation) if operation.method == "get" else None
    leads = listing is not None and has_next(operation, listing)
    return leads or (may_be_list(operation) and bool(paging_parameters(operation)))


@RULE.on_probe(about=can_be_walked, most=30)
def walked(operation: Operation, situation: Situation) -> Probe:
    """Walks the list, a second time where something seems wrong, and tells what is wrong both times."""
    first = beginning(operation, situation)
    whole = (yield from whole_of(operation, situation, first)) if first is not None else None
    if first is None or whole is None:
        yield Unjudged("the list was never reached")
        return
    if len(whole.items) < 2:
        yield Unjudged(f"the list has {len(whole.items) or 'no'} item{'' if whole.items else 's'}")
        return
    way = yield from walk(operation, situation, first, whole)
    if way.size is not None and way.pages and len(way.pages[0].items) > way.size:
        yield Unjudged("the page size is ignored")
        return
    faults = faults_of(way, operation, situation)
    if faults:
        again = yield from seen_again(operation, situation, way)
        faults = [fault for fault in faults if fault.key in again]
    for fault in faults:
        yield told(operation, fault)
    if not faults:
        yield from untold(operation, way)
        yield from kept_filter(operation, situation, way)


def seen_again(operation: Operation, situation: Situation, way: Walk) -> Steps[set[str]]:
    """The keys of the faults that a second walk shows; none where the list has changed since the first."""
    whole = page_of(operation, (yield way.whole.exchange.request))
    if whole is None or whole.items != way.whole.items:
        return set()
    first = beginning(operation, situation)
    second = (yield from walk(operation, situation, first, whole)) if first is not None else way
    return {fault.key for fault in faults_of(second, operation, situation)}


def told(operation: Operation, fault: Fault) -> Problem:
    return Problem(
        promise_place(operation, 200),
        f"`{operation.label}`: {fault.message}",
        help=fault.help,
        severity=fault.severity,
        evidence=fault.evidence,
        subject=fault.key,
        cause=f"{fault.key} of {operation.label}",
    )


def untold(operation: Operation, way: Walk) -> Probe:
    """Whether there was more than came, and nothing that said so, or nothing that led there."""
    roles = set(paging_parameters(operation).values())
    page = way.pages[0] if way.pages else way.whole
    if way.way in ("link", "token", "flag") or way.size is None or len(way.whole.items) <= way.size:
        return
    if roles.isdisjoint({"page", "offset"}):
        yield Problem(
            promise_place(operation, 200),
            f"a page of {way.size} items does not lead to the others, of which there are more",
            help="add a field such as `next` to the answer, or a `Link` header with `rel=next`",
            severity=Severity.WARNING,
            evidence=[way.whole.exchange, page.exchange],
            cause=f"{operation.label} leads nowhere",
        )
    elif page.total is None:
        yield Problem(
            promise_place(operation, 200),
            "a page does not say that there is another one",
            help="add a field such as `next` to the answer, or a `Link` header with `rel=next`",
            evidence=[page.exchange],
            cause="a page without next",
        )


def kept_filter(operation: Operation, situation: Situation, way: Walk) -> Probe:
    """Asks for what a filter lets through, an item a page, and looks whether the next page is filtered as well."""
    chosen = next((one for one in filters_of(operation, way.whole.items) if is_telling(one, way.whole)), None)
    parameter = size_parameter(operation)
    first = beginning(operation, situation)
    if chosen is None or parameter is None or first is None or way.size is None or way.way == "":
        return
    size = least_size(parameter)
    small = first.with_parameter(parameter.name, str(size))
    page = page_of(operation, (yield small.with_parameter(chosen.parameter.name, chosen.value)))
    if page is None or not page.items or not all(lets_through(chosen, item) for item in page.items):
        return
    following = Turner(operation, situation).after(page, size, len(page.items)).request
    exchange: Exchange | None = (yield following) if following is not None else None
    behind = page_of(operation, exchange) if exchange is not None else None
    if behind is not None and not all(lets_through(chosen, item) for item in behind.items):
        message = f"the next page forgets the filter `{chosen.parameter.name}`"
        evidence = (page.exchange, behind.exchange)
        yield told(
            operation, Fault("filter lost", Severity.ERROR, message, "keep the query in `next`", evidence)
        )


def is_telling(one: Filter, whole: Page) -> bool:
    """Whether a filter lets two items through, the second not right behind the first."""
    through = [lets_through(one, item) for item in whole.items]
    return through.count(True) > 1 and not through[through.index(True) + 1]
