"""Conditional requests and repeated keys, against services that are computed: each right way, and each wrong one."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from apilint_rules.core import Answer, Operation, Request
from played import as_json, play, reasons, told

READ = Request("GET", "/orders/1")
GET = "paths: {'/orders/{id}': {get: {responses: {'200': {}}}}}"
PROMISED = "paths: {'/orders/{id}': {get: {responses: {'200': {}, '304': {}}}}}"
WRITES = """
paths:
  /orders: {post: {}}
  /orders/{id}: {get: {}, put: {responses: {'412': {}}}, delete: {}}
"""
NEW = Request("POST", "/orders").with_json({"total": 5})
CHANGE = Request("PUT", "/orders/0").with_json({"total": 6})


def tagged(request: Request, etag: str = '"a1"', body: Any = 1) -> Answer:
    """A GET that honours If-None-Match."""
    given = request.header("If-None-Match")
    if given is not None and given.removeprefix("W/") == etag.removeprefix("W/"):
        return Answer(304, (("ETag", etag),))
    return as_json(body, ETag=etag)


@pytest.mark.parametrize("etag", ['"a1"', 'W/"a1"', '"1795500000123"', '""', '"-"'])
def test_tags_that_are_honoured(etag: str) -> None:
    outcome = play("conditional-get", GET, lambda request: tagged(request, etag), READ)
    assert (told(outcome), reasons(outcome)) == ([], [])


@pytest.mark.parametrize(("text", "severity"), [(GET, "WARNING"), (PROMISED, "ERROR")])
def test_a_tag_that_is_ignored_is_graver_when_the_304_was_promised(text: str, severity: str) -> None:
    outcome = play("conditional-get", text, lambda _: as_json(1, ETag='"a1"'), READ)
    message = "`If-None-Match` with the current `ETag` is answered with 200, not with 304"
    assert told(outcome) == [(severity, message)]


def test_a_304_for_every_tag() -> None:
    def lazy(request: Request) -> Answer:
        return Answer(304, (("ETag", '"a1"'),)) if request.header("If-None-Match") else tagged(request)

    outcome = play("conditional-get", PROMISED, lazy, READ)
    assert told(outcome) == [("ERROR", "`If-None-Match` with another `ETag` is answered with 304 as well")]


def test_a_304_without_its_tag() -> None:
    def bare(request: Request) -> Answer:
        answer = tagged(request)
        return Answer(304) if answer.status == 304 else answer

    outcome = play("conditional-get", GET, bare, READ)
    assert told(outcome) == [("WARNING", "a `304` comes without the `ETag` that the `200` has")]


def test_a_tag_that_changes_without_the_body() -> None:
    numbers = count()
    outcome = play("conditional-get", GET, lambda r: tagged(r, f'"{next(numbers)}"'), READ)
    assert told(outcome) == [("WARNING", "the `ETag` changes though the body does not")]


def test_what_changes_with_each_call_cannot_be_judged() -> None:
    numbers = count()

    def clock(request: Request) -> Answer:
        now = next(numbers)
        return tagged(request, f'"{now}"', now)

    outcome = play("conditional-get", GET, clock, READ)
    assert (told(outcome), reasons(outcome)) == ([], ["it changes with each call"])


def test_what_has_changed_once_is_asked_for_again() -> None:
    versions = iter([1, 1, 2, 2, 2, 2])

    def edited(request: Request) -> Answer:
        version = next(versions)
        return tagged(request, f'"v{version}"', version)

    assert told(play("conditional-get", GET, edited, READ)) == []


def test_dates() -> None:
    date = "Wed, 21 Oct 2026 07:28:00 GMT"

    def dated(request: Request) -> Answer:
        known = request.header("If-Modified-Since") == date
        return Answer(304) if known else as_json(1, Last_Modified=date)

    assert told(play("conditional-get", GET, dated, READ)) == []
    ignored = play("conditional-get", GET, lambda _: as_json(1, Last_Modified=date), READ)
    message = "`If-Modified-Since` with the current date is answered with 200, not with 304"
    assert told(ignored) == [("WARNING", message)]


def test_without_validators_nothing_is_judged() -> None:
    outcome = play("conditional-get", GET, lambda _: as_json(1), READ)
    assert (told(outcome), outcome.judgements) == ([], [])


def test_promised_validators_that_never_come_cannot_be_judged() -> None:
    outcome = play("conditional-get", PROMISED, lambda _: as_json(1), READ)
    assert (told(outcome), reasons(outcome)) == ([], ["it sends neither `ETag` nor `Last-Modified`"])


# optimistic-locking -------------------------------------------------------------------------------------------


class Shelf:
    """Orders with versions. `compare` decides whether a write with an `If-Match` goes on."""

    def __init__(self, compare: Callable[[str, str], int | None], weak: bool = False) -> None:
        self.compare = compare
        self.weak = "W/" if weak else ""
        self.versions: dict[str, int] = {"/orders/0": 1}

    def tag(self, path: str) -> str:
        return f'{self.weak}"v{self.versions[path]}"'

    def __call__(self, request: Request) -> Answer:
        if request.method == "POST":
            path = f"/orders/{len(self.versions)}"
            self.versions[path] = 1
            return Answer(201, (("Location", path),))
        if request.path not in self.versions:
            return Answer(404)
        if request.method == "GET":
            return as_json({"changes": self.versions[request.path]}, ETag=self.tag(request.path))
        given = request.header("If-Match")
        status = self.compare(given, self.tag(request.path)) if given is not None else None
        if status is not None and status != -1:
            return Answer(status)
        if request.method == "DELETE":
            del self.versions[request.path]
        else:
            self.versions[request.path] += 1
        return Answer(412 if status == -1 else 204)


def strictly(given: str, etag: str) -> int | None:
    return None if given == etag and not etag.startswith("W/") else 412


@pytest.mark.parametrize("weak", [False, True])
def test_writes_that_compare(weak: bool) -> None:
    outcome = play("optimistic-locking", WRITES, Shelf(strictly, weak), NEW, CHANGE)
    assert (told(outcome), reasons(outcome)) == ([], [])


def test_a_write_that_does_not_compare_is_graver_when_it_was_promised() -> None:
    outcome = play("optimistic-locking", WRITES, Shelf(lambda given, etag: None), NEW, CHANGE)
    assert told(outcome) == [
        ("ERROR", "PUT with an `If-Match` that does not fit is answered with 204"),
        ("WARNING", "DELETE with an `If-Match` that does not fit is answered with 204"),
    ]


def test_a_write_that_lets_nobody_through() -> None:
    outcome = play("optimistic-locking", WRITES, Shelf(lambda given, etag: 412), NEW, CHANGE)
    assert ("ERROR", "PUT with the current `ETag` in `If-Match` is answered with 412") in told(outcome)


def test_a_write_that_is_refused_and_done() -> None:
    outcome = play("optimistic-locking", WRITES, Shelf(lambda given, etag: -1), NEW, CHANGE)
    message = "PUT answered 412, and has changed the resource all the same"
    assert ("ERROR", message) in told(outcome)


def test_other_refusals_say_nothing_about_the_condition() -> None:
    outcome = play("optimistic-locking", WRITES, Shelf(lambda given, etag: 422), NEW, CHANGE)
    assert told(outcome) == []
    assert set(reasons(outcome)) == {"422 came before the condition was looked at"}


# idempotency-key-shape ----------------------------------------------------------------------------------------

PAY = """
paths:
  /payments: {post: {parameters: [{name: Idempotency-Key, in: header}], responses: {default: {}}}}
  /payments/{id}: {get: {}}
"""


def payments(keeps: bool, compares: bool) -> Callable[[Request], Answer]:
    known: dict[str, tuple[bytes | None, int]] = {}
    numbers = count(1)

    def service(request: Request) -> Answer:
        key = request.header("Idempotency-Key") or ""
        if key in known and keeps:
            body, number = known[key]
            return Answer(422) if compares and body != request.body else paid(number)
        known[key] = (request.body, next(numbers))
        return paid(known[key][1])

    return service


def paid(number: int) -> Answer:
    return Answer(201, (("Location", f"/payments/{number}"),), json.dumps({"id": number}).encode())


def maker() -> Callable[[Operation, Any], Request]:
    totals = count(1)
    return lambda operation, values: Request("POST", "/payments").with_json({"total": next(totals)})


@pytest.mark.parametrize(
    ("keeps", "compares", "expected"),
    [
        (True, True, []),
        (True, False, [("WARNING", "another request with a used key is accepted")]),
        (False, False, [("ERROR", "the same request with the same key was done twice")]),
    ],
)
def test_keys(keeps: bool, compares: bool, expected: list[tuple[str, str]]) -> None:
    outcome = play("idempotency-key-shape", PAY, payments(keeps, compares), make=maker())
    assert told(outcome) == expected


def test_a_first_request_that_is_refused_shows_nothing() -> None:
    outcome = play("idempotency-key-shape", PAY, lambda _: Answer(400), make=maker())
    assert (told(outcome), "the first request was answered with 400" in reasons(outcome)) == ([], True)
