"""A list walked to its end, page by page, and the same list in one piece."""

from __future__ import annotations

from typing import NamedTuple

from ..core import Exchange, Operation, Parameter, Request, Situation, Steps
from ..core.wire.lists import bound, largest_page, size_parameter
from ..core.wire.pages import Page, is_all, name_of, names_of_items, page_of
from ._turning import Turner, number

MOST_PAGES = 8
"""Pages of a walk: one to see the beginning, some to see that it goes on, one to see that it ends."""
PAGES = 5
"""Pages into which a short list is cut."""


class Walk(NamedTuple):
    """What came of it. `pages` are those that could be read, `broken` the exchange that could not.

    `whole` is the list (or its beginning) in one page. `has_ended`: the last page said, or showed, that it is the last.
    `is_endless`: it led back to a page before, or on and on without items. `way` is how the pages were turned.
    """

    whole: Page
    size: int | None
    pages: list[Page]
    has_ended: bool
    is_endless: bool
    broken: Exchange | None
    way: str
    field: str | None

    @property
    def is_complete(self) -> bool:
        """Whether both the whole and the walk are all that there is."""
        return self.has_ended and not self.is_endless and self.broken is None and is_all(self.whole)

    @property
    def names(self) -> list[str]:
        """What the items of the walk are called, in the order in which they came."""
        return [name_of(item, self.field or "") for page in self.pages for item in page.items]

    @property
    def names_in_whole(self) -> list[str]:
        """What the items of the whole are called."""
        return [name_of(item, self.field or "") for item in self.whole.items]


def whole_of(operation: Operation, situation: Situation, first: Request) -> Steps[Page | None]:
    """The list in the largest page there is: of the stated maximum, else of the usual one, else as it comes."""
    parameter = size_parameter(operation)
    if parameter is not None:
        most = first.with_parameter(parameter.name, str(largest_page(parameter)))
        found = page_of(operation, (yield most))
        if found is not None:
            return found
    return page_of(operation, (yield first))


def walk(operation: Operation, situation: Situation, first: Request, whole: Page) -> Steps[Walk]:
    """Turns the pages of a list, a few items each, until it ends or has shown enough."""
    parameter = size_parameter(operation)
    size = small_size(parameter, len(whole.items)) if parameter is not None else None
    request = first.with_parameter(parameter.name, str(size)) if parameter is not None else first
    turner = Turner(operation, situation)
    pages: list[Page] = []
    asked: set[Request] = set()
    following: Request | None = request
    broken, seen = None, 0
    while following is not None and len(pages) < MOST_PAGES and following not in asked:
        asked.add(following)
        exchange = yield following
        page = page_of(operation, exchange)
        if page is None:
            broken = exchange
            break
        pages.append(page)
        seen += len(page.items)
        following = turner.after(page, size, seen).request
    is_endless = following is not None and broken is None and (following in asked or is_idle(pages))
    field = names_of_items(whole.items)
    return Walk(whole, size, pages, following is None, is_endless, broken, turner.way, field)


def small_size(parameter: Parameter, items: int) -> int:
    """A page size that cuts the items into a few pages."""
    return max(least_size(parameter), -(-items // PAGES))


def least_size(parameter: Parameter) -> int:
    """The smallest page that may be asked for."""
    return max(bound(parameter, "minimum") or 1, 1)


def is_idle(pages: list[Page]) -> bool:
    """Whether page after page came without any item."""
    return len(pages) > 3 and not any(page.items for page in pages[-3:])


def asked_size(page: Page, parameter: Parameter | None) -> int | None:
    """How many items the request of a page asked for."""
    return number(page.exchange.request.parameter(parameter.name)) if parameter is not None else None
