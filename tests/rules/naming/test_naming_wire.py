"""The odd cases of the rules on naming, on the wire: the severities of what is found."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from wire import severities

RULES = load_rules()

API = """
    paths:
      /orders:
        get:
          responses:
            '200':
              description: all
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      orderId: {type: string}
                      customerId: {type: string}
                      createdAt: {type: string}
                      unitPrice: {type: number}
                      totalPrice: {type: number}
                      metadata: {type: object, additionalProperties: true, properties: {a: {}, b: {}, c: {}}}
                      links: {type: object, properties: {next: {type: string}}}
"""


def orders(body: str) -> str:
    return f"> GET /orders\n< 200 OK\n< Content-Type: application/json\n<\n< {body}\n"


CASES = {
    "path-no-trailing-slash the same content": (
        orders("{}")
        + "---\n"
        + orders('{"now": 1}')
        + orders('{"now": 2}').replace("/orders", "/orders/")
        + orders("{}"),
        [],
    ),
    "path-no-trailing-slash content that changes by itself": (
        orders("{}")
        + "---\n"
        + orders('{"a": 1}')
        + orders('{"a": 2}').replace("/orders", "/orders/")
        + orders('{"a": 3}'),
        [],
    ),
    "path-lowercase a page for everything": (
        orders("{}") + "---\n" + "> GET /ORDERS\n< 200 OK\n< Content-Type: text/html",
        [],
    ),
    "property-casing-consistent in a map": (orders('{"metadata": {"some_key": 1}}'), []),
    "property-casing-consistent hardly described": (orders('{"links": {"next_page": 1}}'), []),
    "property-casing-consistent undeclared": (orders('{"order_state": 1, "orderTax": 2}'), ["info"]),
}


@pytest.mark.parametrize("case", CASES)
def test_odd_cases(case: str) -> None:
    text, expected = CASES[case]
    assert severities(RULES[case.split()[0]], text, API) == expected


def test_a_slash_behind_a_parameter_may_belong_to_its_value() -> None:
    api = "paths: {'/files/{name}': {get: {responses: {'200': {description: a file}}}}}"
    with pytest.raises(AssertionError, match="no probe of the rule"):
        severities(
            RULES["path-no-trailing-slash"], "> GET /files/a\n< 200 OK\n---\n> GET /files/a\n< 200 OK", api
        )
