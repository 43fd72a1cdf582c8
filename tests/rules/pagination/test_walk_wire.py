"""Lists walked to the end: every way of paging, everything that goes wrong on the way, and lists that change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from apilint_rules.core import Answer, Request
from played import as_json, play, reasons, told

Item = dict[str, Any]
ITEMS: list[Item] = [{"id": n, "kind": "ab"[n % 2]} for n in range(1, 8)]
FIRST = Request("GET", "/orders")
PARAMETERS = {
    "limit": "{type: integer, minimum: 1, maximum: 50}",
    "cursor": "{type: string}",
    "starting_after": "{type: string}",
    "page": "{type: integer, default: 1}",
    "offset": "{type: integer}",
    "kind": "{type: string}",
}


def api(*names: str) -> str:
    """A description of a list with some of the parameters."""
    parameters = "\n".join(f"        - {{name: {n}, in: query, schema: {PARAMETERS[n]}}}" for n in names)
    return f"""
paths:
  /orders:
    get:
      parameters:
{parameters}
      responses:
        '200':
          content:
            application/json:
              schema: {{properties: {{items: {{type: array, items: {{type: object}}}}}}}}
"""


def number(request: Request, name: str, default: int) -> int:
    return int(request.parameter(name) or default)


def window(request: Request, start: int, items: list[Item] | None = None) -> tuple[list[Item], int | None]:
    """The items from an index on, and the index behind them where there are more."""
    items = ITEMS if items is None else items
    end = start + number(request, "limit", 3)
    return items[start:end], end if end < len(items) else None


def by_offset_link(request: Request) -> str:
    return f"/orders?limit={number(request, 'limit', 3)}&offset="


def link_header(request: Request) -> Answer:
    items, end = window(request, number(request, "offset", 0))
    link = {} if end is None else {"Link": f'<{by_offset_link(request)}{end}>; rel="next", </>; rel="help"'}
    return as_json({"items": items}, **link)


def next_page_header(request: Request) -> Answer:
    items, end = window(request, number(request, "offset", 0))
    link = {} if end is None else {"Next_Page": f"http://service.example{by_offset_link(request)}{end}"}
    return as_json({"items": items}, **link)


def in_body(wrap: Callable[[str], dict[str, Any]]) -> Callable[[Request], Answer]:
    def service(request: Request) -> Answer:
        items, end = window(request, number(request, "offset", 0))
        rest = {} if end is None else wrap(f"{by_offset_link(request)}{end}")
        return as_json({"items": items, **rest})

    return service


def cursor(request: Request) -> Answer:
    items, end = window(request, int(request.parameter("cursor") or 0))
    return as_json({"items": items, "meta": {"next_cursor": "" if end is None else str(end)}})


def last_item(request: Request) -> Answer:
    items, end = window(request, int(request.parameter("starting_after") or 0))
    return as_json({"items": items, "has_more": end is not None})


def page_number(request: Request) -> Answer:
    size = number(request, "limit", 3)
    items, _ = window(request, (number(request, "page", 1) - 1) * size)
    return as_json({"items": items, "total": 7})


def offset(request: Request) -> Answer:
    return as_json({"items": window(request, number(request, "offset", 0))[0], "total": 7})


def offset_without_total(request: Request) -> Answer:
    return as_json({"items": window(request, number(request, "offset", 0))[0]})


WAYS: dict[str, tuple[Callable[[Request], Answer], str]] = {
    "Link header": (link_header, api("limit")),
    "Next-Page header": (next_page_header, api("limit")),
    "next in the body": (in_body(lambda url: {"next": url}), api("limit")),
    "links.next": (in_body(lambda url: {"links": {"next": url}}), api("limit")),
    "_links.next.href": (in_body(lambda url: {"_links": {"next": {"href": url}}}), api("limit")),
    "a list of links": (in_body(lambda url: {"links": [{"rel": "next", "href": url}]}), api("limit")),
    "@odata.nextLink": (in_body(lambda url: {"@odata.nextLink": url}), api("limit")),
    "cursor": (cursor, api("limit", "cursor")),
    "has_more and the last id": (last_item, api("limit", "starting_after")),
    "page number": (page_number, api("limit", "page")),
    "offset": (offset, api("limit", "offset")),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_list_without_faults_is_silent(way: str) -> None:
    service, text = WAYS[way]
    outcome = play("list-has-next", text, service, FIRST)
    assert (told(outcome), reasons(outcome)) == ([], [])


@pytest.mark.parametrize("way", WAYS)
def test_an_item_that_the_second_page_leaves_out_is_missed_in_every_way(way: str) -> None:
    service, text = WAYS[way]

    def losing(request: Request) -> Answer:
        answer = service(request)
        items = answer.json["items"]
        is_second = len(items) < 7 and items and items[0]["id"] == 3
        kept = [{"id": 99, "kind": "c"}, *items[1:]] if is_second else items
        return as_json({**answer.json, "items": kept}, **dict(answer.headers[1:]))

    outcome = play("list-has-next", text, losing, FIRST)
    assert told(outcome)[0] == ("ERROR", "`GET /orders`: pages of 2 items leave out 1 of 7 items")


def test_an_offset_that_counts_wrongly_doubles_items() -> None:
    def overlapping(request: Request) -> Answer:
        return as_json({"items": window(request, max(0, number(request, "offset", 0) - 1))[0], "total": 7})

    outcome = play("list-has-next", api("limit", "offset"), overlapping, FIRST)
    assert ("ERROR", "`GET /orders`: 1 item comes on two pages") in told(outcome)


def test_a_total_that_counts_the_page_is_wrong() -> None:
    def miscounting(request: Request) -> Answer:
        answer = cursor(request).json
        return as_json({**answer, "total": len(answer["items"])})

    outcome = play("list-has-next", api("limit", "cursor"), miscounting, FIRST)
    assert told(outcome) == [("WARNING", "`GET /orders`: the total is 2, but there are 7")]


def test_next_forgets_the_page_size() -> None:
    def forgetting(request: Request) -> Answer:
        items, end = window(request, number(request, "offset", 0))
        return as_json({"items": items, **({} if end is None else {"next": f"/orders?offset={end}"})})

    outcome = play("list-has-next", api("limit", "offset"), forgetting, FIRST)
    expected = "`GET /orders`: the next page holds 3 items, though 2 were asked for"
    assert told(outcome) == [("WARNING", expected)]


def test_next_forgets_the_filter() -> None:
    def forgetting(request: Request) -> Answer:
        kind = request.parameter("kind")
        chosen = [item for item in ITEMS if kind in (None, item["kind"])]
        start = number(request, "offset", 0)
        size = number(request, "limit", 3)
        more = start + size < len(chosen)
        rest = {"next": f"/orders?limit={size}&offset={start + size}"} if more else {}
        return as_json({"items": chosen[start : start + size], **rest})

    outcome = play("list-has-next", api("limit", "offset", "kind"), forgetting, FIRST)
    assert told(outcome) == [("ERROR", "`GET /orders`: the next page forgets the filter `kind`")]


def test_next_on_the_last_page_leads_round_in_a_circle() -> None:
    def endless(request: Request) -> Answer:
        items, end = window(request, number(request, "offset", 0))
        more = request.parameter("limit") != "50"
        return as_json({"items": items, **({"next": f"{by_offset_link(request)}{end or 0}"} if more else {})})

    outcome = play("list-has-next", api("limit", "offset"), endless, FIRST)
    expected = (
        "`GET /orders`: the pages never end: the next one was there before, or is empty again and again"
    )
    assert told(outcome) == [("ERROR", expected)]


def test_a_link_to_a_page_that_is_empty_may_end_a_list() -> None:
    def polite(request: Request) -> Answer:
        start = number(request, "offset", 0)
        items, _ = window(request, start)
        rest = {"next": f"{by_offset_link(request)}{start + len(items)}"} if items else {}
        return as_json({"items": items, **rest})

    assert told(play("list-has-next", api("limit", "offset"), polite, FIRST)) == []


def test_next_leads_nowhere() -> None:
    def broken(request: Request) -> Answer:
        return as_json({}, 404) if request.parameter("cursor") else cursor(request)

    outcome = play("list-has-next", api("limit", "cursor"), broken, FIRST)
    expected = "`GET /orders`: the next page, as the answer names it, is answered with 404"
    assert told(outcome) == [("ERROR", expected)]


def test_another_order_in_small_pages() -> None:
    def shuffled(request: Request) -> Answer:
        items = ITEMS if number(request, "limit", 3) > 7 else ITEMS[::-1]
        return as_json({"items": window(request, number(request, "offset", 0), items)[0], "total": 7})

    outcome = play("list-has-next", api("limit", "offset"), shuffled, FIRST)
    assert told(outcome) == [
        ("WARNING", "`GET /orders`: the items come in another order when the pages are smaller")
    ]


def test_self_drops_the_offset() -> None:
    def dropping(request: Request) -> Answer:
        links = [{"rel": "self", "href": f"/orders?f=json&limit={number(request, 'limit', 3)}"}]
        return as_json({**offset(request).json, "links": links})

    outcome = play("list-has-next", api("limit", "offset"), dropping, FIRST)
    expected = "`GET /orders`: the `self` link of a page has no `offset`, or another one than was asked for"
    assert told(outcome) == [("WARNING", expected)]


def test_self_of_an_item_is_not_that_of_the_page() -> None:
    def linked(request: Request) -> Answer:
        answer = offset(request).json
        items = [{**item, "links": {"self": f"/orders/{item['id']}"}} for item in answer["items"]]
        return as_json({**answer, "items": items})

    assert told(play("list-has-next", api("limit", "offset"), linked, FIRST)) == []


def test_a_page_that_does_not_say_that_there_is_another() -> None:
    outcome = play("list-has-next", api("limit", "offset"), offset_without_total, FIRST)
    assert told(outcome) == [("INFO", "a page does not say that there is another one")]


def test_a_list_that_grows_with_each_call_is_not_accused() -> None:
    log: list[Item] = list(ITEMS)

    def audited(request: Request) -> Answer:
        log.insert(0, {"id": 1000 + len(log)})
        items = window(request, number(request, "offset", 0), log)[0]
        return as_json({"items": items, "total": len(log)})

    assert told(play("list-has-next", api("limit", "offset"), audited, FIRST)) == []


def test_items_that_nothing_tells_apart_are_not_called_double() -> None:
    def alike(request: Request) -> Answer:
        items = [{"size": 3} for _ in ITEMS]
        return as_json({"items": window(request, number(request, "offset", 0), items)[0], "total": 7})

    assert told(play("list-has-next", api("limit", "offset"), alike, FIRST)) == []


def test_a_list_of_one_shows_nothing() -> None:
    outcome = play("list-has-next", api("limit", "offset"), lambda _: as_json({"items": ITEMS[:1]}), FIRST)
    assert (told(outcome), reasons(outcome)) == ([], ["the list has 1 item"])


def test_an_ignored_page_size_is_the_matter_of_another_rule() -> None:
    def everything(_: Request) -> Answer:
        return as_json({"items": ITEMS})

    walked = play("list-has-next", api("limit", "offset"), everything, FIRST)
    assert (told(walked), reasons(walked)) == ([], ["the page size is ignored"])
    outcome = play("list-has-pagination", api("limit", "offset"), everything, FIRST)
    assert told(outcome) == [("WARNING", "`limit=1` returned 7 items")]


def test_the_end_of_a_long_list_is_not_waited_for() -> None:
    many = [{"id": n} for n in range(1000)]
    asked: list[Request] = []

    def long(request: Request) -> Answer:
        asked.append(request)
        items = window(request, number(request, "offset", 0), many)[0]
        return as_json({"items": items, "total": 1000})

    assert told(play("list-has-next", api("limit", "offset"), long, FIRST)) == []
    assert len(asked) < 15


def test_filters_of_the_accepted_request_are_left_out() -> None:
    asked: list[Request] = []

    def remembering(request: Request) -> Answer:
        asked.append(request)
        return offset(request)

    known = Request("GET", "/orders", (("kind", "a"), ("offset", "3")), (("If-None-Match", '"x"'),))
    play("list-has-next", api("limit", "offset", "kind"), remembering, known)
    assert asked[1] == Request("GET", "/orders", (("limit", "50"),))


def test_nothing_leads_to_the_other_pages() -> None:
    def alone(request: Request) -> Answer:
        answer = cursor(request).json
        return as_json({"items": answer["items"], "total": 7})

    outcome = play("list-has-next", api("limit", "cursor"), alone, FIRST)
    message = "a page of 2 items does not lead to the others, of which there are more"
    assert told(outcome) == [("WARNING", message)]
