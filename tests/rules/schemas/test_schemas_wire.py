"""The odd cases of the rules on schemas, on the wire: the severities of what is found."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from wire import findings_of_transcripts, severities

RULES = load_rules()

API = """
    paths:
      /orders:
        get:
          responses:
            '200': {description: all, content: {application/json: {schema: {type: array, items: &order {$ref: '#/components/schemas/Order'}}}}}
            4XX: {description: wrong, content: {application/problem+json: {schema: {type: object, required: [title]}}}}
        post:
          responses:
            '201': {description: created, content: {application/json: {schema: *order}}}
      /orders/{id}:
        get:
          responses:
            '200':
              description: one
              headers: {ETag: {schema: {type: string}}, X-Rate: {schema: {type: integer}}}
              content: {application/json: {schema: *order}, text/*: {schema: {type: string}}}
    components:
      schemas:
        Order:
          type: object
          required: [id, secret]
          properties:
            id: {type: integer}
            secret: {type: string, writeOnly: true}
            status: {type: string, enum: [open, paid]}
            due: {type: string, format: date}
            made: {type: string, format: date-time}
            address: {type: object, additionalProperties: false, properties: {city: {type: string}}}
            anything: {}
"""


def order(body: str) -> str:
    return f"> GET /orders/17\n< 200 OK\n< Content-Type: application/json\n<\n< {body}"


CASES = {
    "response-matches-schema writeOnly is not asked for": (order('{"id": 1}'), []),
    "response-matches-schema enum": (order('{"id": 1, "status": "lost"}'), ["error"]),
    "response-matches-schema format": (order('{"id": 1, "due": "1/3/26"}'), ["warning"]),
    "response-matches-schema time without offset": (
        order('{"id": 1, "made": "2026-01-01T10:00:00"}'),
        [],
    ),
    "response-matches-schema closed object": (order('{"id": 1, "address": {"town": "X"}}'), ["warning"]),
    "response-matches-schema open object": (order('{"id": 1, "town": "X"}'), []),
    "response-matches-schema number in quotes": (order('{"id": "1"}'), ["error"]),
    "response-matches-schema two breaches": (order('{"id": "1", "status": "lost"}'), ["error", "error"]),
    "response-matches-schema null body": (order("null"), ["error"]),
    "response-matches-schema text is not judged": (
        "> GET /orders/17\n< 200 OK\n< Content-Type: text/csv\n<\n< a,b",
        [],
    ),
    "response-matches-schema no JSON": (order("{oops"), ["error"]),
    "response-matches-schema empty body": ("> POST /orders\n< 201 Created", ["error"]),
    "response-matches-schema HEAD has no body": ("> GET /orders\n< 304 Not Modified", []),
    "response-matches-schema error by range": (
        "> GET /orders\n< 400 Bad\n< Content-Type: application/problem+json\n<\n< {}",
        ["error"],
    ),
    "response-matches-schema one cause in two operations": (
        order('{"id": "1"}')
        + '\n> GET /orders\n< 200 OK\n< Content-Type: application/json\n<\n< [{"id": "2"}, {"id": "3"}]',
        ["error"],
    ),
    "response-content-type range": ("> GET /orders/17\n< 200 OK\n< Content-Type: text/csv\n<\n< a,b", []),
    "response-content-type other JSON": (
        "> GET /orders\n< 200 OK\n< Content-Type: application/vnd.x+json\n<\n< []",
        ["warning"],
    ),
    "response-content-type html error is for error-is-json": (
        "> GET /orders\n< 404 Not Found\n< Content-Type: text/html\n<\n< <p>",
        [],
    ),
    "response-content-type no body": ("> GET /orders\n< 200 OK", []),
    "response-matches-schema optional header": (order('{"id": 1}'), []),
    "response-matches-schema misfitting header": (
        order('{"id": 1}').replace("200 OK", "200 OK\n< X-Rate: often"),
        ["warning"],
    ),
    "date-fields-have-format declared, without offset": (
        order('{"id": 1, "made": "2026-01-01T10:00:00"}'),
        ["warning"],
    ),
    "date-fields-have-format declared, no date": (order('{"id": 1, "made": "soon 5"}'), []),
    "date-fields-have-format undeclared property": (order('{"id": 1, "paid_at": "soon 5"}'), []),
    "timestamp-format-consistent small numbers": (
        order('{"id": 1, "updated_at": "2026-01-01T10:00:00Z", "created_at": 5}'),
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_odd_cases(case: str) -> None:
    text, expected = CASES[case]
    assert severities(RULES[case.split()[0]], text, API) == expected


def test_a_breach_points_at_the_keyword_that_is_broken() -> None:
    ((finding,),) = findings_of_transcripts(RULES["response-matches-schema"], order('{"id": "1"}'), API)
    assert finding.pointer == "/components/schemas/Order/properties/id/type"
    assert finding.message == '`id` must be an integer, not a string (`"1"`)'


def test_what_2_0_produces_without_saying_so_is_not_compared() -> None:
    api = "swagger: '2.0'\npaths: {/orders: {get: {responses: {'200': {description: x, schema: {type: object}}}}}}"
    text = "> GET /orders\n< 200 OK\n< Content-Type: text/html\n<\n< x"
    assert severities(RULES["response-content-type"], text, api) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('[{"kind": "cat", "lives": 9}, {"kind": "dog", "lives": 9}]', ["error"]),
        ('[{"kind": "fish"}]', []),
        ('[{"kind": "cat", "lives": 9}]', []),
    ],
)
def test_tags_in_lists(body: str, expected: list[str]) -> None:
    api = """
        paths:
          /pets:
            get:
              responses:
                '200': {description: x, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}
        components:
          schemas:
            Pet:
              oneOf: [{$ref: '#/components/schemas/cat'}, {$ref: '#/components/schemas/dog'}]
              discriminator: {propertyName: kind}
            cat: {type: object, required: [kind, lives], properties: {lives: {type: integer}}}
            dog: {type: object, required: [kind, tricks]}
    """
    text = f"> GET /pets\n< 200 OK\n< Content-Type: application/json\n<\n< {body}"
    assert severities(RULES["discriminator-valid"], text, api) == expected
