"""Whether a service keeps what was created: in the list of its collection, or not at all."""

from __future__ import annotations

from ..core import Operation, Request, Situation, Steps, Thing
from ..core.wire.lists import beginning, largest_page, size_parameter
from ..core.wire.pages import first_link, is_all, links_in, page_of
from ..core.wire.routing import fill
from ..core.wire.strangers import stranger_to


def is_mock(thing: Thing, situation: Situation) -> Steps[bool]:
    """Whether each creation gives the same thing, or any id is answered: then nothing is kept, nor can be missed."""
    post = thing.resource.collection.operation("post") if thing.resource.collection is not None else None
    another = (yield from situation.create(post)) if post is not None else None
    if another is not None and another.path == thing.path:
        return True
    values = dict(thing.values)
    last = list(values)[-1]
    path = fill(thing.resource.path, {**values, last: stranger_to(values[last])})
    return path is not None and (yield Request("GET", path)).answer.is_success


def is_in_list(thing: Thing, situation: Situation, most: int = 3) -> Steps[bool | None]:
    """Whether a thing is in the list of its collection; None where there is none, or where it has too many pages."""
    collection = thing.resource.collection
    listing = collection.operation("get") if collection is not None else None
    request = whole_list(listing, situation) if listing is not None and len(thing.values) == 1 else None
    name = next(iter(thing.values.values()))
    seen = 0
    for _ in range(most):
        page = page_of(listing, (yield request)) if listing is not None and request is not None else None
        if page is None:
            return None
        if any(is_called(item, name) for item in page.items):
            return True
        seen += len(page.items)
        if is_all(page) or seen == page.total:
            size = size_parameter(listing) if listing is not None else None
            return None if size is not None and len(page.items) >= largest_page(size) else False
        target = first_link(links_in(page.answer), "next")
        request = situation.follow(page.exchange, target) if target is not None else None
        if request is None:
            return None
    return None


def whole_list(listing: Operation, situation: Situation) -> Request | None:
    """A request for as much of a list as there may be on a page, without filters."""
    first, size = beginning(listing, situation), size_parameter(listing)
    if first is None or size is None:
        return first
    return first.with_parameter(size.name, str(largest_page(size)))


def is_called(item: object, name: str) -> bool:
    """Whether an item of a list is, holds at its top, or links to what has this name."""
    values = list(item.values()) if type(item) is dict else [item]
    texts = [str(value) for value in values if type(value) in (str, int)]
    return any(text == name or text.rstrip("/").endswith(f"/{name}") for text in texts)
