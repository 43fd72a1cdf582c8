"""What a GET that returns many things looks like."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .api.model import Operation, Parameter
from .api.schema import Schema
from .english import pluralize
from .words import words


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENVELOPES = _names(
    "content contents data elements entries entry hits items list members objects rec records result "
    "results rows value values documents resources nodes edges features collection"
)
"""Names under which lists usually hold their items."""

PAGE_SIZE = _names(
    "limit page_size pagesize per_page perpage size page_limit pagelimit max_results maxresults max_items "
    "maxitems top $top max_page_size maxpagesize count rows results_per_page itemsperpage items_per_page "
    "take first"
)
PAGE_TOKEN = _names(
    "cursor after before page_token pagetoken next_token nexttoken continuation continuation_token "
    "continuationtoken starting_after ending_before marker next next_cursor page_cursor page_after "
    "page_before since_id max_id start_after starting_token scroll_id search_after position bookmark "
    "last_id $skiptoken skiptoken pagination_token sync sync_token stream_position start_key"
)
PAGE_NUMBER = _names("page page_number pagenumber page_no pageno page_index pageindex pagenum page_num p")
PAGE_OFFSET = _names(
    "offset skip $skip start start_index startindex from_index first_result startat start_at from"
)
NEXT_FIELDS = _names(
    "next next_page next_page_token next_page_url next_page_uri next_page_link next_url next_uri "
    "next_link next_cursor next_token next_marker next_offset cursor continuation continuation_token "
    "has_more has_next has_next_page more has_more_items after end_cursor scroll_id marker"
)
TOTAL_FIELDS = _names(
    "total total_count total_items total_results total_pages total_elements total_size count page pages "
    "page_count page_info last_page number size num_pages total_records pagination paging meta metadata "
    "links _links"
)
NEUTRAL_FIELDS = _names(
    "object kind type status success ok code message url uri href self request_id response_metadata "
    "warning warnings error errors first previous prev prev_page prev_cursor previous_page first_id "
    "last_id limit offset per_page page_size order sort has_previous start end max_score"
)
"""What may stand beside the items of a list without making its body a thing of its own."""
ABOUT_PAGE = _names(
    "links link _links meta metadata paging pagination page pages page_info cursors cursor response_metadata "
    "pagination_info page_metadata next navigation result_info"
)
"""Objects beside the items that tell about the page."""

_ROLES = {"size": PAGE_SIZE, "token": PAGE_TOKEN, "page": PAGE_NUMBER, "offset": PAGE_OFFSET}
_BESIDE = NEXT_FIELDS | TOTAL_FIELDS | NEUTRAL_FIELDS
_IDENTITIES = frozenset(("id", "_id", "uuid", "gid"))  # what has one is a thing with a list in it
_TIMES = ("date", "date-time", "time", "timestamp", "unix-time")
_RANGE_STARTS = frozenset(("from", "start"))
_RANGE_ENDS = _names("to end until till stop")
_SIZES_OF_THINGS = _names("size count top first take rows")
_OF_A_PAGE = r"\b(page|results?|items?|records?|entries|hits|return(ed)?|number|limit|max(imum)?|how many)\b"
_VERSION = re.compile(r"v\d+(\.\d+)*", re.IGNORECASE)


class Listing(NamedTuple):
    """The items of a list, the field that holds them (None for a bare array), the schema of the whole body.

    Where that field is an object which holds the array in turn (HAL's `_embedded`), it is the outer one.
    """

    items: Schema | None
    envelope: str | None
    body: Schema


@cache
def name_key(name: str) -> str:
    """A name by which parameters of several cases compare: `pageSize` and `page-size` are `page_size`."""
    prefix = "$" if name.startswith("$") else ""
    return prefix + "_".join(words(name))


# Bodies -----------------------------------------------------------------------------------------------------


def listing_of(operation: Operation) -> Listing | None:
    """The list that a GET returns with its first 2xx JSON answer; None where that is no list."""
    known = operation.api.listings
    if id(operation) not in known:
        answers = (response.json for response in operation.successes if response.status != "206")
        body = next(
            (media.schema for media in answers if media is not None and media.schema is not None), None
        )
        known[id(operation)] = _listing(body, operation) if body is not None else None
    return known[id(operation)]


def _listing(body: Schema, operation: Operation) -> Listing | None:
    if body.flat.property_names or is_list(body):
        return _of_one(body, operation)
    # Nothing but alternatives: a list if each of them is one, under the same name.
    schemas = [schema for schema in body.any_of + body.one_of if schema.types != {"null"}]
    listings = [_of_one(schema, operation) for schema in schemas]
    envelopes = {listing.envelope for listing in listings if listing is not None}
    return listings[0] if None not in listings and len(envelopes) == 1 else None


def _of_one(body: Schema, operation: Operation) -> Listing | None:
    if is_list(body):
        return Listing(body.flat.items, None, body)
    name = _Body(body, operation).list_field()
    if name is None:
        return None
    schema = body.flat.properties[name]
    return Listing(schema.flat.items if is_list(schema) else _inner_items(schema), name, body)


def is_list(schema: Schema) -> bool:
    """Whether a schema is an array of any length: no tuple, and not one of a fixed number of items."""
    flat = schema.flat
    if "array" not in flat.types and (flat.types or type(flat.first("items")) is not dict):
        return False
    most = flat.first("maxItems")
    return most is None or most != flat.first("minItems")


class _Body:
    """An object that a GET answers with, searched for the one field that is what was asked for."""

    def __init__(self, body: Schema, operation: Operation) -> None:
        self.operation = operation
        self.asked = _asked_for(operation.path)
        self.properties = body.flat.properties
        self.keys = {name: name_key(name) for name in body.flat.property_names}
        lists = [name for name, schema in self.properties.items() if is_list(schema)]
        self.arrays = [name for name in lists if self.keys[name] not in _BESIDE or words(name) == self.asked]

    def list_field(self) -> str | None:
        """The name of the field that holds the items; None when this is one thing, whatever lists it has."""
        if self.operation.path.rstrip("/").endswith("}"):
            return next((name for name in self.arrays if self._is_page and self._is_bare(name)), None)
        return self._named_by_path() or self._envelope() or self._nested() or self._only_array()

    @property
    def _is_page(self) -> bool:
        """Whether a field or a parameter says that this is one page of many."""
        return not NEXT_FIELDS.isdisjoint(self.keys.values()) or bool(paging_parameters(self.operation))

    def _is_bare(self, field: str) -> bool:
        """Whether there is nothing but the field and what usually stands beside the items of a list."""
        others = [key for name, key in self.keys.items() if name != field]
        return all(key in _BESIDE or "total" in key.split("_") for key in others)

    def _named_by_path(self) -> str | None:
        """The array that the path asks for: `jobs` or `new_jobs` of `/jobs`, `spaces` of `/my-spaces`."""
        if not self.keys.keys().isdisjoint(_IDENTITIES):
            return None
        for name in self.arrays:
            if words(name) in (self.asked, _in_plural(self.asked)):
                return name
        for name in self.arrays:
            if _end_alike(words(name), self.asked) and (self._is_page or self._is_bare(name)):
                return name
        # `/threads/search` that answers with `members` and `threads`.
        above = {name_key(segment) for segment in self.operation.path.split("/")}
        return next((name for name in self.arrays if self._is_page and self.keys[name] in above), None)

    def _envelope(self) -> str | None:
        named = [name for name in self.arrays if self.keys[name] in ENVELOPES]
        return next((name for name in named if self._is_page or self._is_bare(name)), None)

    def _nested(self) -> str | None:
        for name, schema in self.properties.items():
            wraps = (name == "_embedded" or self.keys[name] in ENVELOPES) and _inner_items(schema) is not None
            if wraps and (self._is_page or self._is_bare(name)):
                return name
        return None

    def _only_array(self) -> str | None:
        if len(self.arrays) != 1 or not ENVELOPES.isdisjoint(self.keys.values()):
            return None
        counted = self._is_bare(self.arrays[0]) and not TOTAL_FIELDS.isdisjoint(self.keys.values())
        return self.arrays[0] if self._is_page or counted else None


def _asked_for(path: str) -> tuple[str, ...]:
    """The words of the last segment that says anything: (`usage`, `records`) of `/v1/usage-records.json`."""
    for text in reversed(path.split("/")):
        found = words(text.removesuffix(".json"))
        if found and "{" not in text and not _VERSION.fullmatch(text):
            return found[:-1] if found[-1] == "list" and len(found) > 1 else found
    return ()


def _in_plural(asked: tuple[str, ...]) -> tuple[str, ...]:
    return (*asked[:-1], pluralize(asked[-1])) if asked else ()


def _end_alike(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    length = min(len(some), len(others))
    return length > 0 and some[-length:] == others[-length:]


def _inner_items(schema: Schema) -> Schema | None:
    """The items of the one array in an object that only wraps it."""
    flat = schema.flat
    arrays = {name: member for name, member in flat.properties.items() if is_list(member)}
    if len(arrays) != 1 or any(name_key(name) not in _BESIDE for name in flat.property_names - arrays.keys()):
        return None
    return next(iter(arrays.values())).flat.items


# Parameters -------------------------------------------------------------------------------------------------


@cache
def paging_role(name: str) -> str | None:
    """What a query parameter does for paging: `size`, `token`, `page` or `offset`; None for any other name.

    `page[limit]` and `page[cursor]` (JSON:API) count as their inner name. A name alone is a guess (`from` may
    be a date): `paging_parameters` looks at the schema as well.
    """
    is_inner = name.lower().startswith(("page[", "pagination["))
    key = name_key(name.partition("[")[2].rstrip("]") if is_inner else name)
    if is_inner and key == "number":
        return "page"
    bare = key.replace("_", "")
    return next((role for role, names in _ROLES.items() if key in names or bare in names), None)


def paging_parameters(operation: Operation) -> dict[str, str]:
    """The query parameters that page, by name, with their roles."""
    known = operation.api.pagings
    if id(operation) not in known:
        roles = {
            parameter.name: _role(parameter, operation) for parameter in operation.parameters_in("query")
        }
        known[id(operation)] = {name: role for name, role in roles.items() if role is not None}
    return known[id(operation)]


def _role(parameter: Parameter, operation: Operation) -> str | None:
    role = paging_role(parameter.name) or _role_of_since(parameter)
    if role is None or not _fits(parameter, role, operation):
        return None
    return "token" if role in ("page", "offset") and _is_opaque(parameter) else role


def _role_of_since(parameter: Parameter) -> str | None:
    """`since` is the time of a filter, unless it is said to be an id."""
    return "token" if parameter.name == "since" and re.search(r"\b(id|ID)\b", parameter.description) else None


def _fits(parameter: Parameter, role: str, operation: Operation) -> bool:
    """Whether schema and company allow it: `count` may be a switch, `size` that of a shoe, `from` a date."""
    schema, key = parameter.any_schema, name_key(parameter.name)
    types = schema.flat.types - {"null"} if schema is not None else frozenset()
    if types and types.isdisjoint(("string", "integer", "number")):
        return False
    names = {name_key(other.name) for other in operation.parameters_in("query")}
    if key in _RANGE_STARTS:
        return names.isdisjoint(_RANGE_ENDS) and types != {"string"}
    if schema is not None and schema.flat.first("format") in _TIMES:
        return role == "token" and not any(paging_role(name) in ("page", "offset") for name in names)
    return key not in _SIZES_OF_THINGS or _is_size_of_page(parameter, types, names)


def _is_size_of_page(parameter: Parameter, types: frozenset[str], names: set[str]) -> bool:
    """Whether a size is that of a page: there is a position beside it, or its description says so."""
    if any(paging_role(name) in ("page", "offset", "token") for name in names):
        return True
    text = parameter.description
    return types != {"string"} and (not text or re.search(_OF_A_PAGE, text, re.IGNORECASE) is not None)


def _is_opaque(parameter: Parameter) -> bool:
    """Whether a `page` or `offset` is a cursor by another name."""
    schema = parameter.any_schema
    is_text = schema is not None and schema.flat.types - {"null"} == {"string"}
    return is_text and re.search(r"\b(cursor|token)\b", parameter.description, re.IGNORECASE) is not None
