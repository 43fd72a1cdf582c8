"""How one gets from a page of a list to the one behind it."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..core import Operation, Parameter, Request, Situation
from ..core.listing import name_key, paging_parameters
from ..core.wire.pages import (
    Page,
    first_link,
    has_more,
    is_reference,
    links_in,
    members_about_page,
    next_token_in,
)

_BACKWARD = frozenset(("before", "ending_before", "page_before", "max_id", "previous", "until"))
_BY_LAST_ITEM = frozenset(
    ("starting_after", "after", "start_after", "since_id", "after_id", "last_id", "marker")
)
_PAGE_FIELDS = frozenset(("page", "number", "page_number", "current_page", "page_index", "current"))


class Turn(NamedTuple):
    """The request for the next page (None: this was the last one), and the way in which it was found.

    The ways are `link`, `token`, `flag`, `page` and `offset`; empty where nothing tells how to go on.
    """

    request: Request | None
    way: str


class Turner:
    """Turns the pages of one list, always in the way in which it has begun."""

    def __init__(self, operation: Operation, situation: Situation) -> None:
        self.operation = operation
        self.situation = situation
        self.roles = paging_parameters(operation)
        self.way = ""

    def after(self, page: Page, size: int | None, seen: int) -> Turn:
        """How to go on behind a page, of which `size` items were asked for; `seen` items came so far."""
        for find in (self._by_link, self._by_token, self._by_flag):
            request = find(page)
            if request is not None:
                self.way = find.__name__.removeprefix("_by_")
                return Turn(request, self.way)
        if self.way in ("link", "token", "flag") or is_last(page, size, seen):
            return Turn(None, self.way)
        return self._counted(page, size)

    def parameter(self, *roles: str) -> Parameter | None:
        """The first parameter with one of some roles."""
        found = (each for each in self.operation.parameters_in("query") if self.roles.get(each.name) in roles)
        return next(found, None)

    def _by_link(self, page: Page) -> Request | None:
        target = first_link(links_in(page.answer), "next")
        token = next_token_in(page.answer)
        if target is None and type(token) is str and is_reference(token):
            target = token
        request = page.exchange.request
        there = self.situation.follow(page.exchange, target) if target is not None else None
        return (
            there.but(headers=request.headers, credentials=request.credentials) if there is not None else None
        )

    def _by_token(self, page: Page) -> Request | None:
        token = next_token_in(page.answer)
        names = [
            name for name, role in self.roles.items() if role == "token" and name_key(name) not in _BACKWARD
        ]
        if type(token) is int:
            names += [name for name, role in self.roles.items() if role in ("page", "offset")]
        if token is None or not names or has_more(page.answer) is False:
            return None
        return page.exchange.request.with_parameter(names[0], str(token))

    def _by_flag(self, page: Page) -> Request | None:
        """`has_more`, with the id of the last item as token."""
        names = [name for name in self.roles if name_key(name) in _BY_LAST_ITEM]
        last = page.items[-1] if page.items else None
        if (
            not has_more(page.answer)
            or not names
            or type(last) is not dict
            or type(last.get("id")) not in (str, int)
        ):
            return None
        return page.exchange.request.with_parameter(names[0], str(last["id"]))

    def _counted(self, page: Page, size: int | None) -> Turn:
        request = page.exchange.request
        parameter = self.parameter("page", "offset")
        if parameter is None:
            return Turn(None, "")
        role = self.roles[parameter.name]
        here = number(request.parameter(parameter.name))
        if here is None:
            here = first_of(parameter, page, role)
        if here is None:
            return Turn(None, "")
        self.way = role
        there = here + (1 if role == "page" else len(page.items))
        return Turn(request.with_parameter(parameter.name, str(there)), role)


def first_of(parameter: Parameter, page: Page, role: str) -> int | None:
    """The number of the first page or item: by the schema, or as the answer says; None where nobody knows."""
    schema = parameter.any_schema
    stated = [schema.flat.first("default"), schema.flat.first("minimum")] if schema is not None else []
    if role == "page":
        stated += [
            value for name, value in members_about_page(page.answer.json) if name_key(name) in _PAGE_FIELDS
        ]
    elif "index" not in name_key(parameter.name):
        stated.append(0)
    return next((value for value in stated if type(value) is int and value in (0, 1)), None)


def is_last(page: Page, size: int | None, seen: int) -> bool:
    """Whether a page that leads nowhere is the last one, by its length, by the total or by a flag."""
    if has_more(page.answer) is False or not page.items:
        return True
    if page.total is not None:
        return seen >= page.total
    return size is not None and len(page.items) < size


def number(text: Any) -> int | None:
    """A text as a whole number that is not negative."""
    is_number = type(text) is str and text.isascii() and text.isdigit() and len(text) < 16
    return int(text) if is_number else None
