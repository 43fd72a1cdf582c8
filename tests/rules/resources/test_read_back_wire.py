"""What was created is read, listed, deleted: services that keep things, and those that do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from apilint_rules.core import Answer, Request
from played import as_json, play, reasons, told

API = """
paths:
  /orders:
    get:
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses:
        '200': {content: {application/json: {schema: {type: array, items: {type: object}}}}}
    post:
      requestBody:
        content:
          application/json:
            schema: {properties: {total: {type: number}, state: {readOnly: true}, pin: {writeOnly: true}}}
  /orders/{id}: {get: {}, delete: {}}
"""
SENT = {"total": 5, "note": "Ground", "state": "x", "pin": "1234", "updatedAt": "2026-01-01T00:00:00Z"}
NEW = Request("POST", "/orders").with_json(SENT)
LIST = Request("GET", "/orders")


class Shop:
    """Orders in a dictionary; `stored` makes of what was sent what is kept."""

    def __init__(self, stored: Callable[[dict[str, Any]], dict[str, Any] | None] = dict) -> None:
        self.stored = stored
        self.orders: dict[str, dict[str, Any]] = {}
        self.made = 0
        self.is_listed = self.is_deleted = True
        self.more = 0

    def __call__(self, request: Request) -> Answer:
        name = request.path.rpartition("/")[2]
        if request.method == "POST":
            self.made += 1
            kept = self.stored(dict(request.json))
            if kept is not None:
                self.orders[str(self.made)] = {"id": self.made, **kept}
            return as_json({"id": self.made}, 201)
        if request.path == "/orders":
            items = list(self.orders.values()) if self.is_listed else []
            return as_json(items + [{"id": 1000 + n} for n in range(self.more)])
        if name not in self.orders:
            return Answer(404)
        if request.method == "DELETE":
            if self.is_deleted:
                del self.orders[name]
            return Answer(204)
        return as_json(self.orders[name])


def test_what_is_kept_is_silent() -> None:
    outcome = play("resource-read-back", API, Shop(), NEW, LIST)
    assert (told(outcome), reasons(outcome)) == ([], [])


def test_what_was_never_stored() -> None:
    outcome = play("resource-read-back", API, Shop(lambda sent: None), NEW, LIST)
    assert told(outcome) == [("ERROR", "what `POST /orders` has created is answered with 404")]


@pytest.mark.parametrize(
    "kept",
    [
        {"total": 5.0, "note": "  ground "},
        {"total": "5", "note": "GROUND"},
        {"total": 5, "note": "Ground", "state": "y", "updatedAt": "2027-01-01T00:00:00Z"},
        {"total": 5, "note": {"text": "Ground"}},
        {"total": 5},
        {"data": {"total": 5, "note": "Ground"}},
    ],
    ids=[
        "rounded and trimmed",
        "spelt otherwise",
        "its own affairs",
        "expanded",
        "left out",
        "in an envelope",
    ],
)
def test_a_service_may_write_values_in_its_own_way(kept: dict[str, Any]) -> None:
    assert told(play("resource-read-back", API, Shop(lambda sent: kept), NEW, LIST)) == []


def test_another_value_than_was_sent() -> None:
    outcome = play("resource-read-back", API, Shop(lambda sent: {**sent, "total": 6}), NEW, LIST)
    message = "`total` of what was created is read with another value than was sent"
    assert told(outcome) == [("WARNING", message)]


def test_what_was_created_is_not_listed() -> None:
    shop = Shop()
    shop.is_listed, shop.more = False, 1
    outcome = play("resource-read-back", API, shop, NEW, LIST)
    assert told(outcome) == [("WARNING", "what was created is not in the list of its collection")]


def test_what_was_created_is_on_no_page_of_the_list() -> None:
    shop = Shop()
    shop.is_listed = False

    def paged(request: Request) -> Answer:
        if request.path != "/orders" or request.method != "GET":
            return shop(request)
        if request.parameter("page") == "2":
            return as_json([{"id": 1002}], X_Total_Count="2")
        return as_json([{"id": 1001}], X_Total_Count="2", Link='</orders?page=2>; rel="next"')

    outcome = play("resource-read-back", API, paged, NEW, LIST)
    assert told(outcome) == [("WARNING", "what was created is not in the list of its collection")]


def test_a_page_size_above_the_maximum_is_not_asked_for() -> None:
    shop = Shop()
    shop.is_listed, shop.more = False, 3

    def strict(request: Request) -> Answer:
        return Answer(400) if request.parameter("limit") == "100" else shop(request)

    text = API.replace("schema: {type: integer}", "schema: {type: integer, maximum: 50}")
    outcome = play("resource-read-back", text, strict, NEW, LIST)
    assert told(outcome) == [("WARNING", "what was created is not in the list of its collection")]


def test_a_list_of_several_pages_is_not_searched() -> None:
    shop = Shop()
    shop.is_listed, shop.more = False, 100
    assert told(play("resource-read-back", API, shop, NEW, LIST)) == []


def test_an_id_that_is_part_of_another_one_is_not_found_in_the_list() -> None:
    shop = Shop()
    shop.is_listed, shop.more = False, 9
    outcome = play("resource-read-back", API, shop, NEW, LIST)
    assert told(outcome) == [("WARNING", "what was created is not in the list of its collection")]


def test_what_was_deleted_is_still_there() -> None:
    shop = Shop()
    shop.is_deleted = False
    outcome = play("resource-read-back", API, shop, NEW, LIST)
    assert told(outcome) == [("ERROR", "what was deleted can still be read (200)")]


def test_what_is_marked_as_deleted_may_be_read() -> None:
    shop = Shop()

    def soft(request: Request) -> Answer:
        if request.method == "DELETE" and request.path.rpartition("/")[2] in shop.orders:
            shop.orders[request.path.rpartition("/")[2]]["deleted"] = True
            return Answer(204)
        return shop(request)

    severities = {severity for severity, _ in told(play("resource-read-back", API, soft, NEW, LIST))}
    assert severities == {"WARNING"}  # it is still listed


def test_fields_that_get_does_not_return() -> None:
    outcome = play("create-update-symmetry", API, Shop(lambda sent: {"total": 5}), NEW)
    assert told(outcome) == [("INFO", "`POST /orders` takes `note`: not returned by GET")]


def test_fields_that_come_back_under_the_name_of_what_they_stand_for() -> None:
    text = API.replace("total: {type: number}", "total: {type: number}, customer_id: {}")
    known = Request("POST", "/orders").with_json({"total": 5, "customer_id": 7, "notify": True})
    shop = Shop(lambda sent: {"total": 5, "customer": {"id": 7}})
    assert told(play("create-update-symmetry", text, shop, known)) == []


def test_a_mock_cannot_be_judged() -> None:
    def mock(request: Request) -> Answer:
        return as_json({"id": 1, "total": 9, "note": "an example"}, 201 if request.method == "POST" else 200)

    outcome = play("resource-read-back", API, mock, NEW)
    assert (told(outcome), set(reasons(outcome))) == (
        [],
        {"it answers like a mock: whatever is asked for is there"},
    )
