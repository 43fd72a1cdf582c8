"""The odd cases of the rules on statuses, on the wire: for each transcript the severities of what is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apilint_rules.core.engine import Selected
from apilint_rules.core.finding import Finding
from apilint_rules.core.registry import load_rules
from apilint_rules.core.wire.conduct import Conduct
from apilint_rules.core.wire.routing import Router
from apilint_rules.core.wire.transcript import read_all
from support import TODAY
from wire import api_of, severities

RULES = load_rules()

ORDER = """
    paths:
      /orders:
        get:
          parameters:
            - {name: limit, in: query, schema: {type: integer, maximum: 100}}
            - {name: status, in: query, schema: {type: string, enum: [open, paid]}}
            - {name: tags, in: query, schema: {type: array, items: {type: string}}}
          responses: {'200': {description: the orders}}
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [total]
                  additionalProperties: false
                  properties: {total: {type: number}, due: {type: string, format: date}}
          responses: {'201': {description: created}, '400': {description: wrong}}
      /orders/{id}:
        parameters: [{name: id, in: path, required: true, schema: {type: string}}]
        get: {responses: {'200': {description: the order}, default: {description: an error}}}
        delete: {responses: {'204': {description: deleted}}}
"""

CASES = {
    "undocumented-status of gateways and frameworks": (
        "> GET /orders\n< 429 Too Many Requests\n> GET /orders\n< 415 Unsupported Media Type",
        ["info", "info"],
    ),
    "undocumented-status default counts": ("> GET /orders/17\n< 418 Teapot", []),
    "undocumented-status failures are for no-server-error": ("> GET /orders\n< 500 Failure", []),
    "undocumented-status 503 with retry-after": ("> GET /orders\n< 503 Wait\n< Retry-After: 3", ["info"]),
    "undocumented-status 404 of an item is for item-has-404": ("> DELETE /orders/17\n< 404 Not Found", []),
    "undocumented-status 422 beside a declared 400": (
        '> POST /orders\n>\n> {"total": 5}\n< 422 Unprocessable',
        ["warning"],
    ),
    "undocumented-status one cause in many operations": (
        "> GET /orders\n< 409 Conflict\n> DELETE /orders/17\n< 409 Conflict",
        ["warning"],
    ),
    "no-server-error 501 is an answer": ("> GET /orders\n< 501 Not Implemented", []),
    "no-server-error 503 without retry-after": ("> GET /orders\n< 503 Service Unavailable", ["error"]),
    "no-content-no-body content-length 0": (
        "> DELETE /orders/17\n< 204 No Content\n< Content-Length: 0",
        ["info"],
    ),
    "no-content-no-body 304 may have a length": (
        "> GET /orders/17\n< 304 Not Modified\n< Content-Length: 9",
        [],
    ),
    "no-content-no-body chunked": ("> DELETE /orders/17\n< 204 No\n< Transfer-Encoding: chunked", ["error"]),
    "status-code-registered reserved": ("> GET /orders\n< 418 Teapot", ["warning"]),
    "success-not-error null error": ('> GET /orders\n< 200 OK\n<\n< {"error": null, "data": []}', []),
    "success-not-error thing with errors": ('> GET /orders\n< 200 OK\n<\n< {"errors": ["x"], "id": 5}', []),
    "success-not-error problem": (
        '> GET /orders\n< 200 OK\n< Content-Type: application/problem+json\n<\n< {"title": "x"}',
        ["warning"],
    ),
    "item-has-404 forbidden is fine": (
        "> GET /orders/17\n< 200 OK\n---\n> GET /orders/999999937\n< 403 Forbidden",
        [],
    ),
    "item-has-404 undeclared, found all the same": (
        "> DELETE /orders/17\n< 410 Gone",
        ["info"],
    ),
    "item-has-404 fails": (
        "> GET /orders/17\n< 200 OK\n---\n> GET /orders/999999937\n< 500 Failure",
        ["error"],
    ),
    "item-has-404 undeclared for delete": ("> DELETE /orders/17\n< 404 Not Found", ["info"]),
    "accepted-has-monitor fails on the way": (
        "> POST /orders\n< 202 Accepted\n< Operation-Location: /orders/17\n---\n> GET /orders/17\n< 500 Failure",
        ["warning"],
    ),
    "accepted-has-monitor body names the job": ('> POST /orders\n< 202 Accepted\n<\n< {"jobId": "17"}', []),
}


@pytest.mark.parametrize("case", CASES)
def test_odd_cases(case: str) -> None:
    text, expected = CASES[case]
    api = (
        ORDER.replace("'201': {description: created}", "'202': {description: begun}")
        if "accepted" in case
        else ORDER
    )
    assert severities(RULES[case.split()[0]], text, api) == expected


NEGATIVE = {
    "> GET /orders?limit=many\n< 200 OK": "a request with `limit=many` (`limit` must be an integer",
    "> GET /orders?limit=1000\n< 200 OK": "100",
    "> GET /orders?status=lost\n< 200 OK": "status",
    "> GET /orders?limit=\n< 200 OK": "",
    "> GET /orders?tags=a,b\n< 200 OK": "",
    "> GET /orders?unheard=of\n< 200 OK": "",
    "> GET /orders?limit=many\n< 400 Bad Request": "",
    '> POST /orders\n>\n> {"total": "5"}\n< 201 Created': "",
    '> POST /orders\n>\n> {"total": []}\n< 201 Created': "total",
    "> POST /orders\n>\n> {{\n< 201 Created": "no JSON",
    "> POST /orders\n< 201 Created": "",
}


@pytest.mark.parametrize("text", NEGATIVE)
def test_an_accepted_invalid_request_is_told_where_its_mistake_is_certain(text: str) -> None:
    messages = [finding.message for finding in _found("negative-input-rejected", text, "fuzzing negative")]
    assert bool(messages) == bool(NEGATIVE[text])
    assert all(NEGATIVE[text] in message for message in messages)


def test_a_property_that_a_closed_object_lacks_is_only_mentioned() -> None:
    text = '> POST /orders\n>\n> {"total": 5, "extra": 1}\n< 201 Created'
    assert [f.severity.value for f in _found("negative-input-rejected", text, "negative")] == ["info"]


def test_an_invalid_request_that_nobody_made_on_purpose_is_not_judged() -> None:
    assert _found("negative-input-rejected", "> GET /orders?limit=many\n< 200 OK", "") == []


def test_refusals_of_negative_requests_do_not_count_as_refusals_of_valid_ones() -> None:
    text = "> GET /orders?limit=1\n< 400 Bad Request\n" * 3
    assert len(_found("positive-input-accepted", text, "positive")) == 1
    assert _found("positive-input-accepted", text, "negative") == []


def test_a_few_refusals_among_many_accepted_requests_are_only_mentioned() -> None:
    refused, accepted = "> GET /orders?limit=1\n< 400 Bad Request\n", "> GET /orders?limit=2\n< 200 OK\n"
    assert [
        f.severity.value for f in _found("positive-input-accepted", refused * 3 + accepted * 9, "positive")
    ] == ["info"]
    assert _found("positive-input-accepted", refused * 2 + accepted * 9, "positive") == []


def _found(rule: str, text: str, phase: str) -> list[Finding]:
    """What a rule makes of exchanges of one phase."""
    api = api_of(ORDER)
    conduct = Conduct(api, [Selected(RULES[rule], RULES[rule].severity, {})], TODAY)
    for exchange in read_all(text)[0].then:
        route = Router(api).find(exchange.request.method, exchange.request.path)
        assert route
        conduct.see(replace(exchange, phase=phase), route.operation)
    return conduct.outcome().findings


def test_a_promised_address_of_a_monitor_cannot_be_made_up_for_by_an_id() -> None:
    api = """
        paths:
          /imports:
            post:
              responses: {'202': {description: begun, headers: {Location: {schema: {type: string}}}}}
    """
    text = '> POST /imports\n< 202 Accepted\n<\n< {"id": 17}'
    assert severities(RULES["accepted-has-monitor"], text, api) == ["warning"]
    assert severities(RULES["accepted-has-monitor"], text, api.replace("Location", "X-Other")) == []


def test_a_function_of_a_path_parameter_is_no_item_that_could_be_missing() -> None:
    api = "paths: {'/bytes/{n}': {get: {responses: {'200': {description: so many bytes}}}}}"
    with pytest.raises(AssertionError, match="no probe of the rule"):
        severities(
            RULES["item-has-404"], "> GET /bytes/5\n< 200 OK\n---\n> GET /bytes/999999937\n< 200 OK", api
        )


def test_a_service_that_looks_at_no_body_is_one_finding() -> None:
    text = "\n".join(
        f'> POST /orders\n>\n> {{"total": {wrong}}}\n< 201 Created' for wrong in ("[]", "{}", "true")
    )
    assert len(_found("negative-input-rejected", text, "negative")) == 1
