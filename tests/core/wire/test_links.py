"""Runtime expressions (OpenAPI 3.1 section 4.8.20.4), and where links lead."""

from __future__ import annotations

from typing import Any

import pytest

from apilint_rules.core.wire.exchange import Answer, Exchange, Request
from apilint_rules.core.wire.links import evaluated, leads
from wire import api_of

EXCHANGE = Exchange(
    Request("POST", "/carts/7/lines", (("dry", "no"),), (("X-Trace", "t1"),), b'{"sku": "tea"}'),
    Answer(201, (("Location", "/carts/7/lines/3"),), b'{"id": 3, "parts": [{"a/b": "x"}]}'),
)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("$method", "POST"),
        ("$statusCode", 201),
        ("$url", "/carts/7/lines?dry=no"),
        ("$request.path.cart", "7"),
        ("$request.query.dry", "no"),
        ("$request.header.x-trace", "t1"),
        ("$request.body#/sku", "tea"),
        ("$response.body", {"id": 3, "parts": [{"a/b": "x"}]}),
        ("$response.body#/id", 3),
        ("$response.body#/parts/0/a~1b", "x"),
        ("$response.body#/nothing", None),
        ("$response.header.Location", "/carts/7/lines/3"),
        ("line-{$response.body#/id}", "line-3"),
        ("constant", "constant"),
        (5, 5),
        ("$nonsense", None),
        ("$response.body#no-pointer", None),
    ],
)
def test_an_expression_finds_its_value(expression: Any, value: Any) -> None:
    assert evaluated(expression, EXCHANGE, {"cart": "7"}) == value


API = """
openapi: 3.1.0
paths:
  /carts/{cart}/lines:
    post:
      responses:
        '201':
          description: made
          links:
            Read:
              operationId: getLine
              parameters: {cart: $request.path.cart, path.line: $response.body#/id}
            Pay:
              operationRef: '#/paths/~1payments/post'
              requestBody: {cart: $request.path.cart, lines: ['{$response.body#/id}']}
            Lost:
              operationId: getLine
              parameters: {cart: $request.path.cart, line: $response.body#/missing}
            Nowhere: {operationId: nobody}
  /carts/{cart}/lines/{line}:
    get: {operationId: getLine}
  /payments:
    post: {}
"""


def test_a_link_leads_to_its_operation_with_values() -> None:
    found = list(leads(EXCHANGE, api_of(API).operations[0], {"cart": "7"}))
    assert [(lead.operation.label, dict(lead.values), lead.body) for lead in found] == [
        ("GET /carts/{cart}/lines/{line}", {"cart": "7", "line": 3}, None),
        ("POST /payments", {}, {"cart": "7", "lines": ["3"]}),
    ]
