"""The odd cases of the rules on errors, on the wire: the severities of what is found."""

from __future__ import annotations

import json

import pytest

from apilint_rules.core.registry import load_rules
from apilint_rules.errors._internals import internals_in
from wire import severities

RULES = load_rules()

API = """
    paths:
      /orders:
        get:
          responses:
            '200': {description: all, content: {application/json: {schema: {type: array}}}}
            '404': {description: none}
            '406': {description: no such type, content: {text/plain: {}}}
            default: {description: an error, content: {application/json: {schema: {type: object}}}}
"""


def error(status: int, body: str, kind: str = "application/json") -> str:
    return f"> GET /orders\n< {status} Wrong\n< Content-Type: {kind}\n<\n< {body}"


CASES = {
    "problem-status-matches text is for problem-schema-valid": (
        error(404, '{"status": "404"}', "application/problem+json"),
        [],
    ),
    "problem-status-matches plain JSON has no such rule": (error(404, '{"status": 5}'), []),
    "error-has-schema declared by default": (error(500, '{"message": "x"}'), []),
    "error-has-schema undeclared": (error(404, '{"message": "x"}'), ["warning"]),
    "error-is-json gateway": (error(502, "<h1>Bad Gateway</h1>", "text/html"), []),
    "error-is-json plain text": (error(400, "no", "text/plain"), ["warning"]),
    "error-is-json declared text": (error(406, "no", "text/plain"), []),
    "error-no-internals in a success": ('> GET /orders\n< 200 OK\n<\n< ["/srv/shop/data.py"]', []),
    "error-no-internals in a field": (error(500, '{"message": "x", "stackTrace": ["a"]}'), ["warning"]),
    "error-no-internals empty field": (error(500, '{"message": "x", "stackTrace": null}'), []),
    "error-no-internals powered by": ("> GET /orders\n< 200 OK\n< X-Powered-By: Express", ["info"]),
    "error-no-internals server without version": ("> GET /orders\n< 200 OK\n< Server: gunicorn", []),
    "error-shape-consistent too few": (error(400, '{"a": 1}') + "\n" + error(409, '{"b": 1}'), []),
    "error-shape-consistent many of one shape count once": (
        (error(400, '{"message": 1, "code": 2}') + "\n") * 9 + error(409, '{"b": 1}'),
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_odd_cases(case: str) -> None:
    text, expected = CASES[case]
    assert severities(RULES[case.split()[0]], text, API) == expected


@pytest.mark.parametrize(
    "text",
    [
        'Traceback (most recent call last):\n  File "x.py"',
        "\tat com.acme.Orders.read(Orders.java:17)",
        "java.lang.NullPointerException",
        "    at Layer.handle [as handle_request] (/app/node_modules/express/lib/router/layer.js:95:5)",
        "TypeError: x\n    at /app/index.mjs:3:1",
        "   at Shop.Orders.Read(Int32 id) in C:\\src\\Orders.cs:line 17",
        "PHP Fatal error: oops in /var/www/html/orders.php on line 3",
        "#0 /var/www/index.php(17): read()",
        "goroutine 1 [running]:\nmain.main()",
        "sqlite3.OperationalError: no such table: orders",
        'ERROR: syntax error at or near "FROM"',
        "SELECT id, total FROM orders WHERE id = 17",
        "SQLSTATE[42S02]: Base table or view not found",
        "cannot open /srv/shop/config/settings.yaml",
    ],
)
def test_internals_are_known(text: str) -> None:
    assert internals_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "no such order",
        "https://example.com/home/problems/out-of-credit.html",
        "/orders/17/items.json was not found",
        "select an order from the list where you want to add items",
        "look at /usr for more",
        "the file report.pdf is too large",
        "/problems/app/validation",
    ],
)
def test_what_a_client_may_see_is_left_alone(text: str) -> None:
    assert internals_in(text) == ""


def test_a_text_of_any_length_takes_a_bounded_time() -> None:
    assert internals_in("SELECT " * 100_000) == ""
    assert internals_in(json.dumps({"a" * 1000: "/home/" * 50_000})) == ""
