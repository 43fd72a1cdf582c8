"""How the answer to a list says that there is more."""

from __future__ import annotations

from ..core import Operation, Schema
from ..core.listing import ABOUT_PAGE, NEXT_FIELDS, Listing, name_key

_CONTINUED = frozenset(("sync", "sync_token", "last_id"))
_ONWARD = frozenset(("next", "cursor", "continuation"))
_COUNTS = frozenset(("total", "count", "pages", "totals"))


def has_next(operation: Operation, listing: Listing) -> bool:
    """Whether a body field or a header leads to the next page, or says that there is one."""
    return has_next_header(operation) or any(_leads_on(name) for name in fields_of(listing.body))


def has_next_header(operation: Operation) -> bool:
    """A `Link` header, or one such as `X-Next-Page`."""
    names = [name_key(name) for answer in operation.successes for name in answer.headers]
    return any(name == "link" or not _ONWARD.isdisjoint(name.split("_")) for name in names)


def has_total(operation: Operation, listing: Listing) -> bool:
    """Whether the answer counts all items or pages, so that a client can tell which is the last."""
    names = [name_key(name) for answer in operation.successes for name in answer.headers]
    names += [name_key(name) for name in fields_of(listing.body)]
    return any(_COUNTS & set(name.split("_")) for name in names)


def is_silent_about_page(listing: Listing) -> bool:
    """Whether an object about the page is there, but not what is in it."""
    properties = listing.body.flat.properties
    holders = [schema for name, schema in properties.items() if name_key(name) in ABOUT_PAGE]
    unknown = [schema for schema in holders if _is_open(schema)]
    return bool(unknown) or not listing.body.flat.is_complete


def fields_of(body: Schema) -> list[str]:
    """The names of a body's fields, and of those in its objects about the page, two levels deep."""
    names, level = list(body.flat.property_names), [body]
    for _ in range(2):
        members = [member for schema in level for member in schema.flat.properties.items()]
        holders = [schema for name, schema in members if name_key(name) in ABOUT_PAGE]
        level = [part for schema in holders for part in (schema, *schema.any_of, *schema.one_of)]
        names += [name for schema in level for name in schema.flat.property_names]
    return names


def _is_open(schema: Schema) -> bool:
    flat = schema.flat
    return (
        not flat.property_names
        and (not flat.types or "object" in flat.types)
        and not schema.any_of + schema.one_of
    )


def _leads_on(name: str) -> bool:
    key = name_key(name)
    return key in NEXT_FIELDS or key in _CONTINUED or "next" in key.split("_")
