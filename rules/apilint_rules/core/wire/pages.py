"""A page of a list as it came: its items, how many there are in all, and how it leads to the page behind it.

Understood are a `Link` header and links in the body (`next`, `links.next`, `_links.next.href`, `links: [{rel: next}]`,
`@odata.nextLink`), headers such as `Next-Page`, tokens (`next_cursor`, `nextPageToken`), `has_more` with the id of the
last item, page numbers and offsets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..api.model import Operation
from ..listing import ABOUT_PAGE, ENVELOPES, listing_of, name_key
from .exchange import Answer, Exchange

_TOTALS = frozenset(
    (
        "total", "total_count", "total_items", "total_results", "total_elements", "total_records", "total_objects",
        "total_hits", "number_matched", "items_total", "odata_count", "total_number",
    )
)  # fmt: skip
_TOTAL_HEADERS = ("x-total-count", "x-total", "total-objects", "total-records", "total-count")
_IDENTITIES = ("id", "_id", "uuid", "guid", "key", "slug", "code", "href", "self", "url", "name")
_LINK = re.compile(r"<([^>]*)>\s*((?:;\s*[\w*-]+\s*(?:=\s*(?:\"[^\"]*\"|[^\s;,\"]+))?\s*)*)")
_LONGEST = 8000


class Page(NamedTuple):
    """One page: the exchange that brought it, its items, and what it says about itself (None where it does not)."""

    exchange: Exchange
    items: list[Any]
    total: int | None

    @property
    def answer(self) -> Answer:
        """The answer that holds it."""
        return self.exchange.answer


def page_of(operation: Operation, exchange: Exchange) -> Page | None:
    """The page that an accepted answer to a list is; None where it is none, or was cut."""
    answer = exchange.answer
    items = items_in(operation, answer.json) if answer.is_success else None
    return Page(exchange, items, total_in(answer)) if items is not None else None


def items_in(operation: Operation, body: Any) -> list[Any] | None:
    """The items in the body of a list: where the description has them, else where lists usually have them."""
    if type(body) is list:
        return body
    if type(body) is not dict:
        return None
    listing = listing_of(operation)
    described = body.get(listing.envelope) if listing is not None and listing.envelope is not None else None
    usual = [value for name, value in body.items() if name_key(str(name)) in ENVELOPES or name == "_embedded"]
    for value in [described, *usual]:
        inner = next(iter(value.values())) if type(value) is dict and len(value) == 1 else value
        if type(inner) is list:
            return inner
    return None


def names_of_items(items: list[Any]) -> str | None:
    """The field by which the items of a list are told apart, empty for the whole item; None where nothing does."""
    for field in _IDENTITIES:
        values = [item.get(field) for item in items if type(item) is dict]
        are_names = len(values) == len(items) and all(type(value) in (str, int) for value in values)
        if are_names and len(set(values)) == len(values):
            return field
    return "" if len({written(item) for item in items}) == len(items) else None


def name_of(item: Any, field: str) -> str:
    """What an item is called, by the field that `names_of_items` has chosen."""
    return str(item[field]) if field and type(item) is dict and field in item else written(item)


def written(value: Any) -> str:
    """A JSON value as a text by which it compares."""
    return json.dumps(value, sort_keys=True, default=str)


# What a page says about itself ------------------------------------------------------------------------------


def total_in(answer: Answer) -> int | None:
    """The number of all items that an answer names in its body or its header; None without one."""
    for name, value in members_about_page(answer.json):
        if name_key(name) in _TOTALS and type(value) is int:
            return value
    values = [answer.header(name) or "" for name in _TOTAL_HEADERS]
    return next(
        (int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 16), None
    )


def members_about_page(body: Any) -> Iterator[tuple[str, Any]]:
    """The fields beside the items, and those of the objects about the page, two levels deep."""
    level = [body] if type(body) is dict else []
    for _ in range(3):
        yield from ((str(name), value) for holder in level for name, value in holder.items())
        found = [
            value for holder in level for name, value in holder.items() if is_about_page(str(name), value)
        ]
        level = found


def is_about_page(name: str, value: Any) -> bool:
    return type(value) is dict and (name == "_links" or name_key(name) in ABOUT_PAGE)


def links_in(answer: Answer) -> Iterator[tuple[str, str]]:
    """The links of an answer about itself: relation and URI reference, those of the header first (RFC 8288)."""
    for found in _LINK.finditer((answer.header("link") or "")[:_LONGEST]):
        relations = re.search(r"rel\s*=\s*\"?([^\";]*)", found[2], re.IGNORECASE)
        for relation in (relations[1] if relations else "").lower().split():
            yield relation, found[1]
    body = answer.json if type(answer.json) is dict else {}
    for name, value in members_about_page(body):
        relation = _relation(name)
        target = value.get("href") or value.get("url") if type(value) is dict else value
        if relation and type(target) is str and is_reference(target):
            yield relation, target
    for name in ("links", "link", "_links"):
        yield from _listed(body.get(name))


def _listed(links: Any) -> Iterator[tuple[str, str]]:
    for link in links if type(links) is list else ():
        if type(link) is dict and type(link.get("rel")) is str and type(link.get("href")) is str:
            yield link["rel"].lower(), link["href"]


def _relation(name: str) -> str:
    """`next` of `next`, `next_page_url`, `@odata.nextLink`; `self` likewise."""
    tokens = set(name_key(name).split("_"))
    rest = tokens - {"next", "self", "page", "url", "uri", "link", "href", "odata", "results"}
    return "" if rest else "next" if "next" in tokens else "self" if "self" in tokens else ""


def is_reference(text: str) -> bool:
    """Whether a text leads somewhere, rather than being a token."""
    return text.startswith(("http://", "https://", "/", "?", "./"))


def first_link(links: Iterable[tuple[str, str]], relation: str) -> str | None:
    """The target of the first link of a relation."""
    return next((target for name, target in links if name == relation), None)


_TOKENS = frozenset(
    (
        "next", "next_cursor", "next_token", "next_page_token", "next_marker", "cursor", "continuation", "after",
        "continuation_token", "end_cursor", "next_page", "scroll_id", "marker", "next_offset", "next_page_cursor",
    )
)  # fmt: skip
_MORE = frozenset(("has_more", "has_next", "has_next_page", "has_more_items", "more", "is_truncated"))
_NEXT_HEADERS = (
    "next-page",
    "x-next-page",
    "x-next-cursor",
    "x-next-token",
    "next-cursor",
    "x-continuation-token",
)


def next_token_in(answer: Answer) -> str | int | None:
    """The token, number or address of the next page in a field or in a header that is no link; None without one."""
    for name, value in members_about_page(answer.json):
        if name_key(name) in _TOKENS and type(value) in (str, int) and value != "":
            return value  # type: ignore[no-any-return]
    return next((value for name in _NEXT_HEADERS if (value := answer.header(name))), None)


def has_more(answer: Answer) -> bool | None:
    """What a flag such as `has_more` says; None without one."""
    found = [value for name, value in members_about_page(answer.json) if name_key(name) in _MORE]
    return next((value for value in found if type(value) is bool), None)


def is_all(page: Page) -> bool:
    """Whether nothing in an answer says that there are more items than it holds."""
    links = list(links_in(page.answer))
    counted = page.total is not None and page.total > len(page.items)
    leads_on = first_link(links, "next") is not None or next_token_in(page.answer) is not None
    return not (counted or leads_on or has_more(page.answer))
