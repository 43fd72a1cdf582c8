"""`action-path-shape` on services that answer GET where a deed is done."""

from __future__ import annotations

import pytest

from apilint_rules.core import Answer, Request
from played import play, reasons, told

RULE = "action-path-shape"


def api(path: str, methods: str) -> str:
    return f"""
paths:
  /orders: {{post: {{responses: {{'201': {{}}}}}}}}
  /orders/{{id}}: {{get: {{responses: {{'200': {{}}}}}}}}
  {path}: {{{methods}}}
"""


POST = "post: {responses: {'204': {}}}"


def answering(status: int, asked: list[str]) -> object:
    def answer(request: Request) -> Answer:
        if request.method == "POST":
            return Answer(201, (("Location", "/orders/7"),))
        asked.append(request.path)
        return Answer(status)

    return answer


@pytest.mark.parametrize(("status", "found"), [(200, 1), (204, 1), (404, 0), (405, 0)])
def test_only_a_success_is_a_finding(status: int, found: int) -> None:
    asked: list[str] = []
    make = lambda operation, values: Request("POST", "/orders")  # noqa: E731
    outcome = play(RULE, api("/orders/{id}/cancel", POST), answering(status, asked), make=make)  # type: ignore[arg-type]
    message = f"GET on an action that is declared for POST was answered with {status}"
    assert told(outcome) == [("INFO", message)] * found
    assert asked == ["/orders/7/cancel"]
    assert [each.verdict.value for each in outcome.judgements] == [
        "done but not promised" if found else "agrees"
    ]


def test_what_comes_before_the_method_is_looked_at_cannot_be_judged() -> None:
    make = lambda operation, values: Request("POST", "/orders")  # noqa: E731
    outcome = play(RULE, api("/orders/{id}/cancel", POST), answering(403, []), make=make)  # type: ignore[arg-type]
    assert (told(outcome), reasons(outcome)) == ([], ["GET on it was answered with 403"])


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/orders/{id}/cancel", f"get: {{responses: {{'200': {{}}}}}}, {POST}"),  # it is declared
        ("/orders/{id}/payments", POST),  # no deed
        ("/cancel", POST),  # done to nothing that could be made
    ],
)
def test_other_paths_are_not_asked_for(path: str, methods: str) -> None:
    asked: list[str] = []
    outcome = play(RULE, api(path, methods), answering(200, asked))  # type: ignore[arg-type]
    assert (told(outcome), outcome.judgements, asked) == ([], [], [])
