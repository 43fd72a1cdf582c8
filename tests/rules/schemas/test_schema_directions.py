"""Odd cases of the rules that care which way a value travels: findings on exactly the marked lines."""

from __future__ import annotations

import textwrap

import pytest

from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from support import findings_of_example, marked_lines

RULES = load_rules()


def used(schema: str, *places: str, media: str = "application/json", version: str = "3.1.1") -> str:
    """A description in which a schema called `Order` is used in the request, the answer, or both."""
    content = f"content: {{{media}: {{schema: {{$ref: '#/components/schemas/Order'}}}}}}"
    body = f"requestBody: {{{content}}}" if "request" in places else "summary: no body"
    answer = f"description: ok, {content}" if "response" in places else "description: ok"
    indented = textwrap.indent(textwrap.dedent(schema).strip("\n"), "    ")
    return (
        f"openapi: {version}\npaths: {{/orders: {{post: {{{body}, responses: {{'200': {{{answer}}}}}}}}}}}\n"
        f"components:\n  schemas:\n{indented}\n"
    )


DEFAULTS = """
    Order:
      type: object
      required: [status, kind, id, size]
      properties:
        status:
          type: string
          default: open  # <-
        kind: {const: order, default: order}
        id: {type: string, readOnly: true, default: x}
        size: {$ref: '#/components/schemas/Size'}
        note: {type: string, default: none}
    Size: {type: integer, default: 20}
"""

READ_ONLY = """
    Order:
      type: object
      required:
        - id  # <-
        - note
        - gone
      properties:
        id: {$ref: '#/components/schemas/Id', description: the id}
        note: {type: string, writeOnly: true}
    Id: {type: string, readOnly: true}
"""

BINARY = """
    Order:
      type: object
      properties:
        scan:
          type: string
          format: binary  # <-
        upload: {type: string, format: byte}
"""

INPUTS = """
    Order:
      type: object
      properties:
        note:
          type: string  # <-
        id: {type: string, readOnly: true}
        code: {type: string, pattern: '^a$'}
        name: {anyOf: [{type: string}, {type: 'null'}], maxLength: 9}
        count: {type: integer, format: int32}
        age:
          type: integer  # <-
          minimum: 0
        tags:
          type: array  # <-
          items: {enum: [a]}
"""

ENUMS = """
    Order:
      type: object
      properties:
        status:
          type: string
          enum: [open, paid]  # <-
        kind: {type: string, enum: [order]}
        size: {type: integer, enum: [1, 2]}
        state: {type: string, enum: [a, b], x-ms-enum: {name: State, modelAsString: true}}
        secret: {type: string, enum: [a, b], writeOnly: true}
        mode: {anyOf: [{type: string}, {type: string, enum: [a, b]}]}
"""


@pytest.mark.parametrize(
    ("rule", "schema", "places", "expected"),
    [
        ("required-with-default", DEFAULTS, ("request",), True),
        ("required-with-default", DEFAULTS, ("response",), False),
        ("required-with-default", DEFAULTS, ("request", "response"), False),
        ("readonly-writeonly-sane", READ_ONLY, ("request",), True),
        ("readonly-writeonly-sane", READ_ONLY, ("request", "response"), False),
        ("readonly-writeonly-sane", READ_ONLY, (), False),
        ("binary-in-json", BINARY, ("request",), True),
        ("binary-in-json", BINARY, ("response",), True),
        ("binary-in-json", BINARY, (), False),
        ("inputs-bounded", INPUTS, ("request",), True),
        ("inputs-bounded", INPUTS, ("response",), False),
        ("response-enum-open", ENUMS, ("response",), True),
        ("response-enum-open", ENUMS, ("request",), False),
    ],
)
def test_direction_decides(rule: str, schema: str, places: tuple[str, ...], expected: bool) -> None:
    text = used(schema, *places)
    findings = findings_of_example(RULES[rule], text)
    assert [finding.span.line for finding in findings] == (marked_lines(text) if expected else [])


def test_write_only_property_is_required_in_answers_only() -> None:
    findings = findings_of_example(RULES["readonly-writeonly-sane"], used(READ_ONLY, "response"))
    assert [finding.message for finding in findings] == [
        "`note` is `writeOnly`, yet required in a schema that only answers use"
    ]


def test_3_0_says_itself_that_required_does_not_count() -> None:
    text = used(
        READ_ONLY.replace("$ref: '#/components/schemas/Id',", "readOnly: true,"), "request", version="3.0.4"
    )
    findings = findings_of_example(RULES["readonly-writeonly-sane"], text)
    assert [finding.severity for finding in findings] == [Severity.INFO]


@pytest.mark.parametrize("media", ["multipart/form-data", "application/octet-stream"])
def test_bytes_outside_of_json_are_fine(media: str) -> None:
    assert findings_of_example(RULES["binary-in-json"], used(BINARY, "request", media=media)) == []


@pytest.mark.parametrize(("required", "expected"), [("[note]", 0), ("[scan]", 1)])
def test_optional_bytes_of_a_body_that_is_a_form_as_well_are_fine(required: str, expected: int) -> None:
    schema = BINARY.replace("type: object\n", f"type: object\n      required: {required}\n")
    text = used(schema, "request").replace(
        "application/json: {schema: {$ref: '#/components/schemas/Order'}}",
        "application/json: {schema: {$ref: '#/components/schemas/Order'}}, "
        "multipart/form-data: {schema: {$ref: '#/components/schemas/Order'}}",
    )
    assert len(findings_of_example(RULES["binary-in-json"], text)) == expected


def test_bytes_that_only_travel_the_other_way_are_fine() -> None:
    schema = BINARY.replace("format: binary", "writeOnly: true\n          format: binary")
    assert findings_of_example(RULES["binary-in-json"], used(schema, "response")) == []


CASES = {
    "required-with-default parameters": """
        paths:
          /orders/{id}:
            get:
              parameters:
                - {name: id, in: path, required: true, schema: {type: string, default: a}}  # <-
                - {name: limit, in: query, schema: {type: integer, default: 20}}
                - {name: page, in: query, required: true, schema: {$ref: '#/components/schemas/Page'}}
                - {name: v, in: query, required: true, schema: {enum: [1], default: 1}}
              responses: {}
        components:
          schemas:
            Page: {type: integer, default: 1}
        """,
    "required-with-default 2.0 parameters": """
        swagger: '2.0'
        paths:
          /orders:
            get:
              parameters:
                - name: limit
                  in: query
                  type: integer
                  required: true
                  default: 20  # <-
                - {name: offset, in: query, type: integer, default: 0}
              responses: {}
        """,
    "binary-in-json a file declared as JSON": """
        paths:
          /report:
            get:
              responses:
                '200':
                  description: ok
                  content:
                    application/json: {schema: {type: string, format: binary}}  # <-
                    application/pdf: {schema: {type: string, format: binary}}
        """,
    "binary-in-json 2.0 says what it produces or is left alone": """
        swagger: '2.0'
        paths:
          /report:
            get:
              responses:
                '200': {description: ok, schema: {type: string, format: binary}}
        """,
    "no-nullable-boolean-or-array in every spelling": """
        openapi: 3.0.4
        components:
          schemas:
            A: {type: boolean, nullable: true}  # <-
            B: {type: array, items: {}, nullable: true}  # <-
            C: {type: string, nullable: true}
            D: {type: boolean, nullable: false}
            E: {nullable: true}
        """,
    "no-nullable-boolean-or-array as an alternative in 3.1": """
        components:
          schemas:
            A: {anyOf: [{type: boolean}, {type: 'null'}]}  # <-
            B: {oneOf: [{type: array, items: {}}, {type: 'null'}]}  # <-
            C: {anyOf: [{type: string}, {type: 'null'}]}
            D: {anyOf: [{type: boolean}, {type: string}, {type: 'null'}]}
            E: {type: boolean, nullable: true}
            F: {anyOf: [{type: boolean}, {}]}
        """,
    "inputs-bounded 2.0 parameters": """
        swagger: '2.0'
        paths:
          /orders:
            get:
              parameters:
                - {name: q, in: query, type: string}  # <-
                - {name: sort, in: query, type: string, enum: [asc, desc]}
              responses: {}
        """,
    "readonly-writeonly-sane both": """
        components:
          schemas:
            Order:
              type: object
              properties:
                a: {type: string, readOnly: true, writeOnly: true}  # <-
                b: {type: string, readOnly: true, writeOnly: false}
        """,
}


@pytest.mark.parametrize("name", CASES)
def test_odd_case_has_findings_on_exactly_the_marked_lines(name: str) -> None:
    text = CASES[name]
    findings = findings_of_example(RULES[name.split()[0]], text)
    assert [finding.span.line for finding in findings] == marked_lines(text)


def test_what_a_webhook_sends_is_not_sent_by_callers() -> None:
    text = """
        paths:
          /orders:
            post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Sent'}}}}}
        webhooks:
          order:
            post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Told'}}}}}
        components:
          schemas:
            Sent: {type: object, properties: {part: {$ref: '#/components/schemas/Part'}}}
            Told: {type: object, required: [id], properties: {id: {type: string, default: a, readOnly: true}}}
            Part:
              type: string  # <-
    """
    for rule, expected in (
        ("inputs-bounded", marked_lines(text)),
        ("required-with-default", []),
        ("readonly-writeonly-sane", []),
    ):
        assert [finding.span.line for finding in findings_of_example(RULES[rule], text)] == expected
