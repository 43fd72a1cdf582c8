"""The odd cases of the rules on methods, on the wire: the severities of what is found."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from apilint_rules.core.wire.conduct import Verdict
from wire import outcomes, severities

RULES = load_rules()

API = """
    paths:
      /orders:
        get: {responses: {'200': {description: the orders}}}
        post: {responses: {'201': {description: created}}}
      /orders/{id}:
        get: {responses: {'200': {description: the order}}}
        put:
          parameters: [{name: If-Match, in: header, schema: {type: string}}]
          requestBody: {content: {application/json: {schema: {type: object, properties: {total: {type: number}}}}}}
          responses: {'200': {description: replaced}}
        delete: {responses: {'204': {description: deleted}}}
"""
MADE = "> POST /orders\n< 201 Created\n< Location: /orders/1\n"
READ = "> GET /orders\n< 200 OK\n"
PUT = '> PUT /orders/1\n> If-Match: "old"\n>\n> {"total": 5}\n< 200 OK\n'
DELETED = "> DELETE /orders/1\n< 204 No Content\n"

CASES = {
    "idempotent-methods a second DELETE that hides what there is": (
        MADE
        + DELETED
        + "---\n"
        + MADE
        + DELETED
        + "> DELETE /orders/1\n< 403 Forbidden\n> GET /orders/1\n< 404 Gone",
        [],
    ),
    "idempotent-methods DELETE that leaves the thing": (
        MADE
        + DELETED
        + "---\n"
        + MADE
        + DELETED
        + "> DELETE /orders/1\n< 204 Gone\n> GET /orders/1\n< 200 OK",
        ["error"],
    ),
    "idempotent-methods a PUT is sent with the newest entity tag": (
        MADE
        + PUT
        + "---\n"
        + MADE.rstrip()
        + '\n< ETag: "a"\n> PUT /orders/1\n> If-Match: "a"\n< 200 OK\n> GET /orders/1\n< 200 OK\n< ETag: "b"\n'
        + '> PUT /orders/1\n> If-Match: "b"\n< 200 OK\n> GET /orders/1\n< 200 OK',
        [],
    ),
    "head-matches-get content that changes by itself": (
        READ
        + "---\n> GET /orders\n< 200 OK\n< Content-Length: 5\n> HEAD /orders\n< 200 OK\n< Content-Length: 6\n"
        + "> GET /orders\n< 200 OK\n< Content-Length: 7",
        [],
    ),
    "head-matches-get wrong length": (
        READ
        + "---\n> GET /orders\n< 200 OK\n< Content-Length: 5\n> HEAD /orders\n< 200 OK\n< Content-Length: 0\n"
        + "> GET /orders\n< 200 OK\n< Content-Length: 5",
        ["warning"],
    ),
    "head-matches-get without what must be computed": (
        READ
        + "---\n> GET /orders\n< 200 OK\n< Content-Length: 5\n< Link: </x>\n> HEAD /orders\n< 200 OK\n"
        + "> GET /orders\n< 200 OK\n< Content-Length: 5\n< Link: </x>",
        [],
    ),
    "method-not-allowed a method too many and one too few": (
        READ + "---\n> PUT /orders\n< 405 Not Allowed\n< Allow: GET, HEAD, PATCH",
        ["warning", "warning"],
    ),
    "method-not-allowed HEAD and OPTIONS are free": (
        READ + "---\n> PUT /orders\n< 405 Not Allowed\n< Allow: OPTIONS, post, GET",
        [],
    ),
    "negotiation-status 503 says nothing": (READ + "---\n> GET /orders\n< 503 Wait", []),
    "no-trace-operation 501": (READ + "---\n> TRACE /orders\n< 501 Not Implemented", []),
}


@pytest.mark.parametrize("case", CASES)
def test_odd_cases(case: str) -> None:
    text, expected = CASES[case]
    assert severities(RULES[case.split()[0]], text, API) == expected


UNDECIDED = {
    "idempotent-methods refused": (
        MADE + DELETED + "---\n" + MADE + "> DELETE /orders/1\n< 409 Conflict",
        "the DELETE was answered with 409",
    ),
    "method-not-allowed hidden": (READ + "---\n> PUT /orders\n< 404 Not Found", "404 came before the method"),
}


@pytest.mark.parametrize("case", UNDECIDED)
def test_what_cannot_be_judged_says_why(case: str) -> None:
    text, reason = UNDECIDED[case]
    (outcome,) = outcomes(RULES[case.split()[0]], text, API)
    judged = [judgement for judgement in outcome.judgements if judgement.reason]
    assert outcome.findings == []
    assert any(reason in judgement.reason and judgement.verdict is Verdict.UNJUDGED for judgement in judged)


THING = """
    paths:
      /orders:
        post: {responses: {'201': {description: created}}}
      /orders/{id}:
        get: {responses: {'200': {description: the order}}}
        patch:
          requestBody:
            content:
              application/merge-patch+json:
                schema:
                  type: object
                  properties: {total: {type: number, maximum: 9}, note: {type: [string, 'null']}}
          responses: {'200': {description: changed}}
"""
PATCH = '> PATCH /orders/1\n> Content-Type: application/merge-patch+json\n>\n> {"total": 9, "note": "x"}\n< 200 OK\n'
STARTED = MADE + PATCH + "---\n" + MADE + '> GET /orders/1\n< 200 OK\n<\n< {"total": 9, "note": "x"}\n'
CHANGES = {
    "failed-write-changes-nothing a new value that the schema allows": (
        STARTED
        + '> PATCH /orders/1\n>\n> {"total": 8, "note": {"apilint": []}}\n< 400 Bad Request\n'
        + '> GET /orders/1\n< 200 OK\n<\n< {"total": 9, "note": "x"}',
        [],
    ),
    "failed-write-changes-nothing half done": (
        STARTED
        + '> PATCH /orders/1\n>\n> {"total": 8, "note": {"apilint": []}}\n< 400 Bad Request\n'
        + '> GET /orders/1\n< 200 OK\n<\n< {"total": 8, "note": "x"}',
        ["error"],
    ),
    "failed-write-changes-nothing accepted all the same": (
        STARTED + '> PATCH /orders/1\n>\n> {"total": 8, "note": {"apilint": []}}\n< 200 OK',
        [],
    ),
    "patch-merge-semantics null removes nothing": (
        STARTED
        + '> PATCH /orders/1\n>\n> {"total": 8}\n< 200 OK\n> GET /orders/1\n< 200 OK\n<\n< {"total": 8, "note": "x"}\n'
        + '> PATCH /orders/1\n>\n> {"note": null}\n< 200 OK\n> GET /orders/1\n< 200 OK\n<\n< {"total": 8, "note": "x"}',
        ["error"],
    ),
    "patch-merge-semantics null is refused": (
        STARTED
        + '> PATCH /orders/1\n>\n> {"total": 8}\n< 200 OK\n> GET /orders/1\n< 200 OK\n<\n< {"total": 8, "note": "x"}\n'
        + '> PATCH /orders/1\n>\n> {"note": null}\n< 422 Unprocessable',
        [],
    ),
    "patch-merge-semantics a derived field may change": (
        MADE
        + PATCH
        + "---\n"
        + MADE
        + '> GET /orders/1\n< 200 OK\n<\n< {"total": 9, "tax": 2}\n'
        + '> PATCH /orders/1\n>\n> {"total": 8}\n< 200 OK\n> GET /orders/1\n< 200 OK\n<\n< {"total": 8, "tax": 1}',
        [],
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_changes_of_a_thing_of_our_own(case: str) -> None:
    text, expected = CHANGES[case]
    assert severities(RULES[case.split()[0]], text, THING) == expected
