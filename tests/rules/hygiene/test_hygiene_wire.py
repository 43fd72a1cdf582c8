"""The odd cases of the rules on hygiene, on the wire."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from wire import findings_of_transcripts

RULES = load_rules()
MADE = "> POST /orders\n< 201\n< Content-Type: application/json\n<\n< {}\n"


def linked(expression: str, schema: str = "{type: object}", headers: str = "{}") -> str:
    return f"""
        paths:
          /orders:
            post:
              responses:
                '201':
                  description: created
                  headers: {headers}
                  content: {{application/json: {{schema: {schema}}}}}
                  links: {{order: {{operationId: getOrder, parameters: {{id: '{expression}'}}}}}}
          /orders/{{id}}:
            get: {{operationId: getOrder, parameters: [{{name: id, in: path, required: true, schema: {{}}}}]}}
    """


@pytest.mark.parametrize(
    ("api", "bodies", "told"),
    [
        (linked("$response.body#/orderId"), ['{"id": 1}', '{"id": 2}'], 1),
        (linked("$response.body#/orderId"), ['{"id": 1}', '{"orderId": 2}'], 0),
        (linked("$response.body#/next", "{type: object, properties: {next: {}}}"), ['{"id": 1}'], 0),
        (linked("$response.body#/next", "{oneOf: [{properties: {next: {}}}, {type: object}]}"), ["{}"], 0),
        (linked("$response.body#/items/0/id"), ['{"items": []}'], 0),
        (linked("$response.body#/orderId"), ["no JSON"], 0),
        (linked("$response.header.X-Order"), ['{"id": 1}'], 1),
        (linked("$response.header.X-Order", headers="{x-order: {schema: {}}}"), ['{"id": 1}'], 0),
        (linked("$request.body#/id"), ['{"id": 1}'], 0),
    ],
)
def test_a_link_takes_over_what_answers_have(api: str, bodies: list[str], told: int) -> None:
    transcript = "\n".join(MADE.format(body) for body in bodies)
    [findings] = findings_of_transcripts(RULES["link-valid"], transcript, api)
    assert len(findings) == told
