"""What is wrong with a list, as a walk through its pages shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ..core import Exchange, Operation, Severity, Situation
from ..core.wire.lists import size_parameter
from ..core.wire.pages import Page, first_link, links_in
from ._walk import Walk, asked_size


class Fault(NamedTuple):
    """One thing that is wrong, by a key that is the same when it is seen again; the telling exchange is the last."""

    key: str
    severity: Severity
    message: str
    help: str
    evidence: tuple[Exchange, ...]


def faults_of(walk: Walk, operation: Operation, situation: Situation) -> list[Fault]:
    """All that a walk shows, the gravest first."""
    found = [*_ways(walk, operation), *_items(walk), *_total(walk), *_selves(walk, situation)]
    return sorted(found, key=lambda fault: list(Severity).index(fault.severity))


def _ways(walk: Walk, operation: Operation) -> Iterator[Fault]:
    """Where the way from page to page leads."""
    last = tuple(page.exchange for page in walk.pages[-1:])
    if walk.broken is not None and walk.broken.status not in (401, 403, 429):
        message = f"the next page, as the answer names it, is answered with {walk.broken.status}"
        yield Fault(
            "broken next", Severity.ERROR, message, "lead to a page that is there", (*last, walk.broken)
        )
    if walk.is_endless:
        message = "the pages never end: the next one was there before, or is empty again and again"
        yield Fault(
            "endless", Severity.ERROR, message, "leave the link or the token out on the last page", last
        )
    parameter = size_parameter(operation)
    for before, page in zip(walk.pages, walk.pages[1:], strict=False):
        size = walk.size
        if size is not None and len(page.items) > size and asked_size(page, parameter) != size:
            message = f"the next page holds {len(page.items)} items, though {size} were asked for"
            advice = "keep the page size in `next`"
            yield Fault("size lost", Severity.WARNING, message, advice, (before.exchange, page.exchange))
            return
        if size is not None and len(page.items) > size:
            message = f"a page holds {len(page.items)} items, though {size} were asked for"
            yield Fault("size exceeded", Severity.WARNING, message, "keep to the size", (page.exchange,))
            return


def _items(walk: Walk) -> Iterator[Fault]:
    """Whether each item comes once, in one order."""
    if walk.field is None:
        return
    names, whole = walk.names, walk.names_in_whole
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice and not walk.is_endless:
        message = f"{count_of(len(twice), 'item comes', 'items come')} on two pages"
        shown = tuple(page.exchange for page in walk.pages if _has(page, twice[0], walk))
        yield Fault(
            "twice", Severity.ERROR, message, "sort by something unique, or page by cursor", shown[-2:]
        )
    lost = [name for name in whole if name not in set(names)]
    goes_far = (walk.has_ended and walk.way != "") or len(names) >= len(whole)
    if lost and goes_far and walk.broken is None and not walk.is_endless:
        message = f"pages of {walk.size or len(walk.pages[0].items)} items leave out {len(lost)} of {len(whole)} items"
        evidence = (walk.whole.exchange, *(page.exchange for page in walk.pages))
        yield Fault(
            "lost", Severity.ERROR, message, "let each page begin where the one before ends", evidence
        )
    elif not twice and not lost and names[: len(whole)] != whole[: len(names)]:
        message = "the items come in another order when the pages are smaller"
        evidence = (walk.whole.exchange, *(page.exchange for page in walk.pages))
        yield Fault("order", Severity.WARNING, message, "sort by something unique", evidence)


def _total(walk: Walk) -> Iterator[Fault]:
    """Whether the answers count as many items as there are."""
    if not walk.is_complete or walk.field is None or set(walk.names) != set(walk.names_in_whole):
        return
    number = len(walk.whole.items)
    for page in (walk.whole, *walk.pages):
        if page.total is not None and page.total != number:
            message = f"the total is {page.total}, but there {'is' if number == 1 else 'are'} {number}"
            advice = "count what the list returns, or leave the total out"
            yield Fault("total", Severity.WARNING, message, advice, (walk.whole.exchange, page.exchange))
            return


def _selves(walk: Walk, situation: Situation) -> Iterator[Fault]:
    """Whether the link of a page to itself leads to this page."""
    for page in walk.pages[::-1]:
        missing = _missing_in_self(page, situation)
        if missing:
            message = f"the `self` link of a page has no `{missing}`, or another one than was asked for"
            advice = "link to what was asked for, with its whole query"
            yield Fault("self", Severity.WARNING, message, advice, (page.exchange,))
            return


def _missing_in_self(page: Page, situation: Situation) -> str:
    target = first_link(links_in(page.answer), "self")
    there = situation.follow(page.exchange, target) if target is not None else None
    if there is None or there.path.rstrip("/") != page.exchange.request.path.rstrip("/"):
        return ""
    wrong = [name for name, value in page.exchange.request.query if (name, value) not in there.query]
    return wrong[0] if wrong else ""


def _has(page: Page, name: str, walk: Walk) -> bool:
    return name in walk._replace(pages=[page]).names


def count_of(number: int, one: str, many: str) -> str:
    """`1 item comes`, `2 items come`."""
    return f"{number} {one if number == 1 else many}"
