"""What the rules about lists share: which lists there are, how they are paged, and how most of them do it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ..core import Api, Kind, Operation, Parameter
from ..core.english import is_plural
from ..core.listing import Listing, listing_of, name_key, paging_parameters
from ..core.words import words

_DATES = (
    "created created_at created_on created_time creation_time create_time date_created created_date "
    "creation_date inserted_at inserted_date placed_at sent_at received_at"
)
_CREATED = frozenset(_DATES.split())
_OWN_MEANING = (
    "before ending_before page_before previous max_id since since_id sync sync_token stream_position "
    "scroll_id position"
)
OF_OWN_MEANING = frozenset(_OWN_MEANING.split())
"""Tokens that lead back, or continue something else than a list of pages; no other names for `cursor`."""


class PagedList(NamedTuple):
    """A GET with paging parameters, by role: `size`, `token`, `page`, `offset`."""

    operation: Operation
    roles: dict[str, str]

    @property
    def styles(self) -> set[str]:
        """The ways to ask for another page."""
        return set(self.roles.values()) - {"size"}

    @property
    def is_complete(self) -> bool:
        """Whether a client can say both how much it wants and from where on."""
        return "size" in self.roles.values() and bool(self.styles)

    def parameter(self, name: str) -> Parameter:
        return next(found for found in self.operation.parameters_in("query") if found.name == name)

    def names(self, role: str) -> dict[str, str]:
        """The parameters with a role: comparable names to names as written."""
        return {name_key(name): name for name, its in self.roles.items() if its == role}


def paged_lists(api: Api) -> list[PagedList]:
    """Every GET that has paging parameters and is a list, or at least has both a size and a position."""
    found = (PagedList(op, paging_parameters(op)) for op in api.operations if op.method == "get")
    return [paged for paged in found if paged.roles and (paged.is_complete or is_list(paged.operation))]


def is_list(operation: Operation) -> bool:
    return operation.method == "get" and listing_of(operation) is not None


def may_be_list(operation: Operation) -> bool:
    """Whether a GET is a list, or takes both a size and a position, so that its answers may show that it is one."""
    if operation.method != "get":
        return False
    return is_list(operation) or PagedList(operation, paging_parameters(operation)).is_complete


def is_growing(operation: Operation) -> bool:
    """Whether a GET lists a collection to which members come and go, as far as the description shows."""
    listing = listing_of(operation) if operation.method == "get" else None
    if listing is None or operation.resource.kind is not Kind.COLLECTION or is_bounded(listing):
        return False
    segment = words(operation.resource.segment.name)
    return has_writers(operation) or (is_dated(listing) and bool(segment) and is_plural(segment[-1]))


def has_writers(operation: Operation) -> bool:
    """Whether clients can add members to the collection, or remove them."""
    collection, item = operation.resource, operation.resource.item
    removes = item is not None and item.operation("delete") is not None
    return removes or collection.operation("post") is not None


def is_dated(listing: Listing) -> bool:
    """Whether the members say when they were created: orders and events do, regions and currencies do not."""
    names = listing.items.flat.property_names if listing.items is not None else ()
    return any(name_key(name) in _CREATED for name in names)


def is_bounded(listing: Listing) -> bool:
    """Whether the schema says how long the list can become: `maxItems`, or an enumeration of its members."""
    array = listing.body.flat.properties.get(listing.envelope) if listing.envelope else listing.body
    has_most = array is not None and array.flat.first("maxItems") is not None
    return has_most or (listing.items is not None and listing.items.flat.first("enum") is not None)


_USUAL: WeakKeyDictionary[Api, list[str]] = WeakKeyDictionary()  # asked for by each finding about a document


def usual_names(api: Api) -> list[str]:
    """The paging parameters of the document's most usual list, size first; empty when it has none."""
    if api not in _USUAL:
        counts = Counter(tuple(paged.roles.items()) for paged in paged_lists(api))
        roles = dict(counts.most_common(1)[0][0]) if counts else {}
        _USUAL[api] = sorted(roles, key=lambda name: roles[name] != "size")
    return _USUAL[api]
