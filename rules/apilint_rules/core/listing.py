"""What a GET that returns many things looks like."""

from __future__ import annotations

from typing import NamedTuple

from .api.model import Operation, Response
from .api.schema import Schema
from .words import words

ENVELOPES = frozenset(
    "content contents data elements entries entry hits items list members objects rec records result results rows "
    "value values documents resources nodes edges features collection".split()
)
"""Names under which lists usually hold their items."""

PAGE_SIZE = frozenset(
    "limit page_size pagesize per_page perpage size page_limit pagelimit max_results maxresults max_items maxitems top "
    "$top max_page_size maxpagesize count rows results_per_page itemsperpage items_per_page take first".split()
)
PAGE_TOKEN = frozenset(
    "cursor after before page_token pagetoken next_token nexttoken continuation continuation_token continuationtoken "
    "starting_after ending_before marker next next_cursor page_cursor page_after page_before since_id max_id start_after "
    "starting_token scroll_id search_after position bookmark last_id".split()
)
PAGE_NUMBER = frozenset("page page_number pagenumber page_no pageno page_index pageindex pagenum page_num p".split())
PAGE_OFFSET = frozenset("offset skip $skip start start_index startindex from_index first_result startat start_at from".split())
NEXT_FIELDS = frozenset(
    "next next_page next_page_token next_page_url next_page_uri next_page_link next_url next_uri next_link next_cursor "
    "next_token next_marker next_offset cursor continuation continuation_token has_more has_next has_next_page more "
    "has_more_items after end_cursor scroll_id marker last".split()
)
TOTAL_FIELDS = frozenset(
    "total total_count total_items total_results total_pages total_elements total_size count page pages page_count page_info "
    "last_page number size num_pages total_records pagination paging meta metadata links _links".split()
)


class Listing(NamedTuple):
    """The items of a list, the field that holds them (None for a bare array), and the schema of the whole body."""

    items: Schema | None
    envelope: str | None
    body: Schema


def name_key(name: str) -> str:
    """A name by which parameters of several cases compare: `pageSize` and `page-size` are `page_size`."""
    prefix = "$" if name.startswith("$") else ""
    return prefix + "_".join(words(name))


def listing_of(operation: Operation) -> Listing | None:
    """The list that a GET returns with its first 2xx JSON answer; None where that is no list."""
    for response in operation.successes:
        body = response.json.schema if response.json is not None else None
        if body is not None and response.status != "206":
            return _listing(body, operation, response)
    return None


def _listing(body: Schema, operation: Operation, response: Response) -> Listing | None:
    flat = body.flat
    if flat.is_array:
        return Listing(flat.items, None, body)
    arrays = {name: schema for name, schema in flat.properties.items() if schema.flat.is_array}
    if not arrays or operation.path.endswith("}"):
        return None
    last = operation.path.rstrip("/").rpartition("/")[2].lower()
    paged = any(name_key(name) in NEXT_FIELDS | TOTAL_FIELDS for name in flat.property_names)
    for name, schema in arrays.items():
        if name.lower() == last or (name_key(name) in ENVELOPES and (paged or len(flat.property_names) == 1)):
            return Listing(schema.flat.items, name, body)
    if len(arrays) == 1 and paged:
        name, schema = next(iter(arrays.items()))
        return Listing(schema.flat.items, name, body)
    return None


def paging_role(name: str) -> str | None:
    """What a query parameter does for paging: `size`, `token`, `page` or `offset`; None for any other name.

    `page[limit]` and `page[cursor]` (JSON:API) count as their inner name.
    """
    inner = name.partition("[")[2].rstrip("]") if name.lower().startswith(("page[", "pagination[")) else name
    key = name_key(inner)
    bare = key.replace("_", "")
    for role, names in (("size", PAGE_SIZE), ("token", PAGE_TOKEN), ("page", PAGE_NUMBER), ("offset", PAGE_OFFSET)):
        if key in names or bare in names:
            return role
    return None


def paging_parameters(operation: Operation) -> dict[str, str]:
    """The query parameters that page, by name, with their roles."""
    roles = {parameter.name: paging_role(parameter.name) for parameter in operation.parameters_in("query")}
    return {name: role for name, role in roles.items() if role is not None}
