"""What is asked of a list beside its pages: sizes that make no sense, filters, orders, unknown parameters."""

from __future__ import annotations

from typing import Any

import pytest

from apilint_rules.core import Answer, Request
from played import as_json, play, reasons, told

Item = dict[str, Any]
ITEMS: list[Item] = [
    {"id": 1, "status": "open", "total": 5, "name": "bean", "tags": ["a"], "isPaid": False},
    {"id": 2, "status": "paid", "total": 9, "name": "apple", "tags": ["b"], "isPaid": True},
    {"id": 3, "status": "open", "total": 7, "name": "corn", "tags": [], "isPaid": True},
]
FIRST = Request("GET", "/orders")


def api(**parameters: str) -> str:
    lines = "\n".join(
        f"        - {{name: {name}, in: query, schema: {schema}}}" for name, schema in parameters.items()
    )
    return f"""
paths:
  /orders:
    get:
      parameters:
{lines}
      responses:
        '200': {{content: {{application/json: {{schema: {{type: array, items: {{type: object}}}}}}}}}}
"""


def filtering(request: Request, **names: str) -> Answer:
    """A list that filters by fields, each under the parameter of a name."""
    wanted = [(field, request.parameter(name)) for name, field in names.items()]
    kept = [
        i
        for i in ITEMS
        if all(value in (None, str(i[field]), str(i[field]).lower()) for field, value in wanted)
    ]
    return as_json(kept)


# filter-params-work -------------------------------------------------------------------------------------------


def test_filters_that_filter() -> None:
    text = api(status="{type: string}", total="{type: integer}", is_paid="{type: boolean}")
    outcome = play(
        "filter-params-work",
        text,
        lambda r: filtering(r, status="status", total="total", is_paid="isPaid"),
        FIRST,
    )
    assert (told(outcome), reasons(outcome)) == ([], [])


def test_one_of_several_filters_is_ignored() -> None:
    text = api(status="{type: string}", is_paid="{type: boolean}")
    outcome = play("filter-params-work", text, lambda r: filtering(r, status="status"), FIRST)
    assert told(outcome) == [("WARNING", "the filter `is_paid` returned 1 of 3 items with another one")]


@pytest.mark.parametrize(
    ("parameter", "schema"),
    [
        ("q", "{type: string}"),  # a search
        ("fields", "{type: string}"),
        ("sort", "{type: string}"),
        ("limit", "{type: integer}"),
    ],
)
def test_a_list_without_filters_is_not_spoken_of(parameter: str, schema: str) -> None:
    outcome = play("filter-params-work", api(**{parameter: schema}), lambda _: as_json(ITEMS), FIRST)
    assert (told(outcome), outcome.judgements) == ([], [])


@pytest.mark.parametrize(
    ("parameter", "schema"), [("tags", "{type: string}"), ("status", "{type: string, enum: [sent]}")]
)
def test_a_filter_by_a_list_or_by_what_no_item_has_cannot_be_judged(parameter: str, schema: str) -> None:
    text = api(**{parameter: schema})
    outcome = play("filter-params-work", text, lambda _: as_json(ITEMS), FIRST)
    assert (told(outcome), reasons(outcome)) == ([], ["no field that is filtered by has several values"])


def test_a_refused_filter_is_not_accused() -> None:
    def refusing(request: Request) -> Answer:
        return as_json({}, 400) if request.query else as_json(ITEMS)

    assert told(play("filter-params-work", api(status="{type: string}"), refusing, FIRST)) == []


# sort-values-enumerated ---------------------------------------------------------------------------------------


def by(field: str, down: bool = False) -> list[Item]:
    return sorted(ITEMS, key=lambda item: item[field], reverse=down)


def sorting(request: Request) -> Answer:
    asked = request.parameter("sort") or "id"
    field = asked.lstrip("-+").removesuffix("_desc").removesuffix(":desc").removesuffix("_asc")
    if field not in ITEMS[0]:
        return as_json({}, 400)
    down = asked[0] == "-" or asked.endswith("desc") or request.parameter("order") == "desc"
    return as_json(by(field, down))


@pytest.mark.parametrize(
    "parameters",
    [
        {"sort": "{enum: [total, -total]}"},
        {"sort": "{enum: [name_asc, name_desc]}"},
        {"sort": "{enum: ['total:desc']}"},
        {"sort": "{type: array, items: {enum: [name, -name]}}"},
        {"sort": "{enum: [total]}", "order": "{enum: [asc, desc]}"},
    ],
)
def test_orders_that_are_kept(parameters: dict[str, str]) -> None:
    outcome = play("sort-values-enumerated", api(**parameters), sorting, FIRST)
    assert (told(outcome), reasons(outcome)) == ([], [])


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"sort": "{enum: [-total]}"}, "`sort=-total` does not sort by `total` downwards"),
        ({"sort": "{enum: [name_desc]}"}, "`sort=name_desc` does not sort by `name` downwards"),
        (
            {"sort": "{enum: [name]}", "order": "{enum: [asc, desc]}"},
            "`sort=name&order=desc` does not sort by `name` downwards",
        ),
    ],
)
def test_a_direction_that_is_ignored(parameters: dict[str, str], message: str) -> None:
    def ignoring(request: Request) -> Answer:
        field = next((f for f in ITEMS[0] if f in (request.parameter("sort") or "")), None)
        return (
            as_json(by(field)) if field else as_json({}, 400) if request.parameter("sort") else as_json(ITEMS)
        )

    outcome = play("sort-values-enumerated", api(**parameters), ignoring, FIRST)
    assert ("WARNING", message) in told(outcome)


def test_texts_may_be_compared_in_many_ways() -> None:
    names = ["Zoe", "anna", "Ärger", "10b", "9a"]
    items = [{"id": n, "name": name} for n, name in enumerate(names)]

    def collating(request: Request) -> Answer:
        order = ["9a", "10b", "anna", "Ärger", "Zoe"]
        by_name = sorted(items, key=lambda item: order.index(item["name"]))
        known = request.parameter("sort") in (None, "name")
        return as_json(by_name if request.query else items, 200 if known else 400)

    assert told(play("sort-values-enumerated", api(sort="{enum: [name]}"), collating, FIRST)) == []


def test_an_unknown_field_is_ignored_or_fails() -> None:
    def careless(request: Request, status: int = 200) -> Answer:
        return sorting(request) if request.parameter("sort") == "total" else as_json(ITEMS, status)

    text = api(sort="{enum: [total]}")
    ignored = play("sort-values-enumerated", text, careless, FIRST)
    assert told(ignored) == [("INFO", "`sort=apilint_unknown` was answered with 200")]

    def failing(request: Request) -> Answer:
        return careless(request, 500) if request.query else as_json(ITEMS)

    failed = play("sort-values-enumerated", text, failing, FIRST)
    assert told(failed) == [("ERROR", "`sort=apilint_unknown` was answered with 500")]


def test_items_that_do_not_differ_show_no_order() -> None:
    def short(request: Request) -> Answer:
        return as_json(ITEMS[:1], 400 if "unknown" in (request.parameter("sort") or "") else 200)

    outcome = play("sort-values-enumerated", api(sort="{enum: [id]}"), short, FIRST)
    assert (told(outcome), reasons(outcome)) == (
        [],
        ["nothing that can be sorted by differs between the items"],
    )


# page-size-bounded --------------------------------------------------------------------------------------------


def sized(request: Request, most: int = 2) -> Answer:
    text = request.parameter("limit") or "2"
    if not text.lstrip("-").isdigit():
        return as_json({}, 400)
    return as_json(ITEMS[: max(0, min(int(text), most))])


def test_sizes_without_sense_may_be_clamped_or_refused() -> None:
    text = api(limit="{type: integer, maximum: 2}")
    assert told(play("page-size-bounded", text, sized, FIRST)) == []


def test_more_than_the_maximum() -> None:
    text = api(limit="{type: integer, maximum: 2}")
    outcome = play("page-size-bounded", text, lambda r: sized(r, 99), FIRST)
    assert told(outcome) == [("WARNING", "`limit=3` returned 3 items, more than the maximum, 2")]


def test_a_list_too_short_to_show_its_maximum() -> None:
    text = api(limit="{type: integer, maximum: 50}")
    outcome = play("page-size-bounded", text, lambda r: sized(r, 99), FIRST)
    message = "`limit=51` is accepted, though the maximum is 50; 3 items do not show what is kept"
    assert told(outcome) == [("INFO", message)]
    assert outcome.findings[0].gap


def test_a_negative_size_that_returns_everything() -> None:
    def sql(request: Request) -> Answer:
        return as_json(ITEMS) if request.parameter("limit") == "-1" else sized(request)

    outcome = play("page-size-bounded", api(limit="{type: integer, maximum: 2}"), sql, FIRST)
    assert told(outcome) == [("WARNING", "`limit=-1` returned 3 items, more than the maximum, 2")]


def test_without_a_stated_maximum_a_huge_page_is_no_finding() -> None:
    assert told(play("page-size-bounded", api(limit="{type: integer}"), sized, FIRST)) == []


def test_a_size_that_is_a_word_fails() -> None:
    def failing(request: Request) -> Answer:
        return as_json({}, 500) if request.parameter("limit") == "many" else sized(request)

    outcome = play("page-size-bounded", api(limit="{type: integer}"), failing, FIRST)
    assert told(outcome) == [("ERROR", "`limit=many` was answered with 500")]


# unknown-query-param ------------------------------------------------------------------------------------------


def test_unknown_parameters_are_handled_in_two_ways() -> None:
    text = "paths: {/a: {get: {}}, /b: {get: {}}, /c: {get: {}}}"

    def mixed(request: Request) -> Answer:
        return as_json({}, 400 if request.query and request.path == "/b" else 200)

    outcome = play("unknown-query-param", text, mixed, *(Request("GET", f"/{name}") for name in "abc"))
    message = "an unknown query parameter is refused by 1 of 3 operations, and ignored by the others"
    assert told(outcome) == [("INFO", message)]


def test_an_order_that_changes_from_call_to_call_is_the_matter_of_another_rule() -> None:
    turned = [False]

    def restless(request: Request) -> Answer:
        answer = sorting(request)
        turned[0] = not turned[0]
        return as_json(answer.json[::-1]) if turned[0] and answer.is_success else answer

    assert told(play("sort-values-enumerated", api(sort="{enum: [total, -total]}"), restless, FIRST)) == []
