"""How far a run came, said in plain words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apilint_rules.core.wire.exchange import Answer, Exchange, Request
from apilint_rules.core.wire.reach import Reach, refusal, said_in
from wire import api_of

API = """
openapi: 3.1.0
paths:
  /pets:
    get:
      responses:
        '200': {description: all, content: {application/json: {}, text/csv: {}}}
        '404': {description: none}
        5XX: {description: broken}
  /go:
    get:
      responses:
        '302': {description: elsewhere}
"""


def exchange(status: int, body: Any = None, seconds: float = 0.01, **headers: str) -> Exchange:
    fields = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    raw = json.dumps(body).encode() if body is not None else b""
    return Exchange(Request("GET", "/pets"), Answer(status, fields, raw, seconds))


def test_an_operation_without_an_answer_was_never_reached() -> None:
    found = Reach(api_of(API)).report()
    assert [(each.operation, each.state, each.reason) for each in found] == [
        ("GET /pets", "never", "nothing was sent"),
        ("GET /go", "never", "nothing was sent"),
    ]
    assert found[0].unseen == ("200", "404", "5XX")
    assert found[0].latencies == ()


def test_answers_are_counted_and_what_never_came_is_told() -> None:
    api = api_of(API)
    reach = Reach(api)
    for seconds in range(1, 101):
        reach.see(
            exchange(200, [], seconds / 1000, content_type="application/json; charset=utf-8"),
            api.operations[0],
        )
    reach.see(exchange(503, None, 0.2), api.operations[0])
    found = reach.report()[0]
    assert (found.state, found.reason) == ("accepted", "")
    assert found.statuses == {200: 100, 503: 1}
    assert found.unseen == ("200 text/csv", "404")
    assert found.latencies == (51.0, 96.0, 100.0)


def test_a_declared_redirect_is_an_accepted_answer() -> None:
    api = api_of(API)
    reach = Reach(api)
    reach.see(exchange(302, location="/x"), api.operations[1])
    reach.see(exchange(302, location="/x"), api.operations[0])
    assert [each.state for each in reach.report()] == ["refused", "accepted"]
    assert reach.report()[0].reason == "302: leads to `/x`"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"message": "no such pet"}, "no such pet"),
        ({"title": "Bad", "detail": "name is missing"}, "name is missing"),
        ({"detail": [{"loc": ["body", "name"], "msg": "field required"}]}, "body.name: field required"),
        ({"error": {"code": 7, "message": "no"}}, "no"),
        ({"errors": ["a", "b"]}, "a; b"),
        ("plain", "plain"),
        ({"message": "x" * 500}, "x" * 199 + "…"),
    ],
)
def test_what_a_service_says_is_found(body: Any, said: str) -> None:
    assert said_in(exchange(400, body).answer) == said


def test_a_page_of_html_says_nothing() -> None:
    answer = Answer(500, (("Content-Type", "text/html"),), b"<html>trace</html>")
    assert refusal(answer) == "500 without a word"


def test_missing_credentials_are_named() -> None:
    assert refusal(Answer(401, (), b"{}")) == "401: credentials are missing or were not accepted"


def test_a_reason_goes_before_what_the_service_says() -> None:
    api = api_of(API)
    reach = Reach(api)
    reach.see(exchange(400, {"message": "no"}), api.operations[0])
    assert reach.report()[0].reason == "400: the service says `no`"
    reach.explain(api.operations[0], "left out")
    assert reach.report()[0].reason == "left out"
