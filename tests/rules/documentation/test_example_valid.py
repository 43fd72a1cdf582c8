"""The odd cases of `example-valid`: findings on the marked lines, silence where none is marked."""

from __future__ import annotations

import time

import pytest

from apilint_rules.core.registry import load_rules
from support import findings_of_example, marked_lines

RULE = load_rules()["example-valid"]

CASES = {
    "a response needs no writeOnly property, a request no readOnly one": """
        openapi: 3.0.4
        paths:
          /customers:
            post:
              requestBody:
                content:
                  application/json:
                    schema: &customer {$ref: '#/components/schemas/Customer'}
                    example: {name: Ada, password: secret}
              responses:
                '201':
                  content:
                    application/json:
                      schema: *customer
                      examples:
                        fine: {value: {id: 7, name: Ada}}
                        short: {value: {id: 7}}  # <-
        components:
          schemas:
            Customer:
              type: object
              required: [id, name, password]
              properties:
                id: {type: integer, readOnly: true}
                name: {type: string}
                password: {type: string, writeOnly: true}
              example: {name: Ada}
    """,
    "a mistyped value under a key that looks like a number": """
        paths:
          /limits:
            get:
              responses:
                '200':
                  content:
                    application/json:
                      schema: {type: object, additionalProperties: {type: string}}
                      example: {'404': 1}  # <-
    """,
    "readOnly through allOf and references, whichever part requires": """
        paths:
          /customers:
            post:
              requestBody:
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/Customer'}
                    examples:
                      fine: {value: {name: Ada}}
                      short: {value: {}}  # <-
        components:
          schemas:
            Identified: {type: object, properties: {id: {$ref: '#/components/schemas/Id'}}}
            Id: {type: string, readOnly: true}
            Required: {required: [id, name]}
            Customer:
              allOf:
                - {$ref: '#/components/schemas/Identified'}
                - {$ref: '#/components/schemas/Required'}
                - {type: object, properties: {name: {type: string}}}
    """,
    "a webhook may leave out both": """
        webhooks:
          created:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      required: [id, secret, name]
                      properties: {id: {readOnly: true}, secret: {writeOnly: true}}
                    examples: {a: {value: {name: a}}, b: {value: {id: 1, name: a}}}
    """,
    "null where nullable, in all its spellings": """
        openapi: 3.0.4
        components:
          schemas:
            A: {type: string, nullable: true, example: null}
            B: {type: string, nullable: true, enum: [x], example: null}
            C: {nullable: true, allOf: [{$ref: '#/components/schemas/E'}], example: null}
            D: {nullable: true, oneOf: [{$ref: '#/components/schemas/E'}], example: null}
            E: {type: object, example: null}  # <-
    """,
    "null where nullable in 2.0": """
        swagger: '2.0'
        definitions:
          A: {type: string, x-nullable: true, example: null}
          F: {type: file, example: anything}
    """,
    "null where nullable in 3.1": """
        components:
          schemas:
            A: {type: [string, 'null'], examples: [null, x, 3]}  # <-
    """,
    "more than three nulls are told once": """
        components:
          schemas:
            A: {type: string, example: null}  # <-
            B: {type: string, example: null}
            C: {type: string, example: null}
            D: {type: string, example: null}
    """,
    "what is not JSON, and what is outside": """
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/xml: {schema: &order {type: object}, example: <order/>}
                  application/x-www-form-urlencoded: {schema: *order, example: a=1&b=2}
                  application/json: {schema: *order, examples: {far: {externalValue: 'https://a.example'}}}
    """,
    "JSON as text": """
        paths:
          /orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema: {type: object, required: [id]}
                    examples:
                      fine: {value: '{"id": 1}'}
                      broken: {value: '{"id": 1,}'}  # <-
                      short: {value: '{}'}  # <-
                  text/json: {schema: {type: string}, example: '{"id": 1}'}
    """,
    "parameters as they travel": """
        openapi: 3.0.4
        paths:
          /orders:
            get:
              parameters:
                - {name: a, in: query, schema: {type: integer}, example: '10'}
                - {name: b, in: query, schema: {type: array, items: {type: integer}}, example: '1,2'}
                - {name: c, in: query, schema: {type: array, items: {type: string}, example: open}}
                - {name: d, in: query, schema: {type: string}, example: 10}
                - {name: e, in: query, schema: {type: object}, example: 'a=1&b=2'}
                - {name: f, in: query, schema: {type: integer}, example: ten}  # <-
                - {name: g, in: query, schema: {type: array, items: {enum: [x, y]}}, example: 'x,z'}  # <-
                - name: h
                  in: query
                  content: {application/json: {schema: {type: object}, example: 1}}  # <-
    """,
    "old bounds, references that stand alone, and keywords that make no sense": """
        openapi: 3.0.4
        components:
          schemas:
            A: {type: integer, minimum: 5, exclusiveMinimum: true, example: 5}  # <-
            B: {type: object, properties: {c: {$ref: '#/components/schemas/C', maximum: 1}}, example: {c: 9}}
            C: {type: integer}
            D: {type: integer, minimum: lots, required: true, multipleOf: 0, example: 1}
            E: {type: string, pattern: '(', example: anything}
            F: {type: string, pattern: '^[[:alpha:]]+$', example: x1}
    """,
    "the place inside of the example": """
        components:
          schemas:
            Order:
              type: object
              required: [lines]
              properties:
                lines: {type: array, items: {required: [sku], properties: {sku: {type: string}}}}
              example:
                lines:
                  - sku: a
                  - amount: 2  # <-
                  - sku: [1]
    """,
    "recursion, and references across properties": """
        components:
          schemas:
            Tree:
              type: object
              properties: {left: {$ref: '#/components/schemas/Tree'}, leaf: {type: integer}}
              example:
                left:
                  left:
                    leaf: none  # <-
    """,
    "references in examples are not followed and not judged": """
        components:
          schemas:
            Order: {type: object, required: [id], example: {$ref: ./order.json}}
            Orders: {items: {$ref: '#/components/schemas/Order'}, example: [{$ref: ./order.json}]}
    """,
    "references that lead nowhere allow anything": """
        components:
          schemas:
            Order: {properties: {a: {$ref: '#/nowhere'}}, not: {$ref: '#/nowhere'}, example: {a: 1}}
            Closed: {allOf: [{$ref: '#/nowhere'}], unevaluatedProperties: false, example: {a: 1}}
    """,
    "formats: certain ones only, in any number": """
        components:
          schemas:
            A: {type: string, format: date, example: 2026-02-30}  # <-
            B: {type: string, format: email, example: nobody}
            C: {type: string, format: made-up, example: x}
            D: {type: integer, format: int32, example: 3000000000}  # <-
            E: {type: integer, example: 123456789012345678901234567890}
            F: {type: string, format: uuid, example: 42-42}  # <-
            G: {type: string, format: date-time, example: '2026-01-31T09:30:00+01:00'}
    """,
    "oneOf: a tag decides, and branches that are not understood do not count": """
        components:
          schemas:
            A: {oneOf: [{type: object}, {required: [k]}], discriminator: {propertyName: k}, example: {k: a}}
            B: {oneOf: [{type: string, format: uri}, {type: string, format: email}], example: x}
            C: {oneOf: [{type: object}, {required: [k]}], example: {k: a}}  # <-
    """,
    "2.0 responses": """
        swagger: '2.0'
        produces: [application/json]
        paths:
          /orders:
            get:
              responses:
                '200':
                  schema: {type: array, items: {type: object}}
                  examples:
                    application/json: {}  # <-
                    application/xml: <orders/>
    """,
    "one example under two schemas": """
        paths:
          /a:
            get:
              responses:
                '200':
                  content:
                    application/json:
                      schema: {type: object}
                      examples: {a: &a {$ref: '#/components/examples/A'}}
                '201': {content: {application/json: {schema: {type: string}, examples: {a: *a}}}}
        components:
          examples:
            A:
              value: {}  # <-
    """,
    "things that are missing or of a wrong type": """
        paths:
          /a:
            post:
              requestBody: {content: {application/json: {schema: 7, example: 1}, text/json: {example: 1}}}
              responses: {'200': {content: {application/json: {examples: [1], schema: {}}}}}
        components:
          schemas: {A: {examples: 3, type: [7]}, B: {example: 1, properties: [], allOf: {}, items: 3}}
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_findings_are_on_the_marked_lines(name: str) -> None:
    found = findings_of_example(RULE, CASES[name])
    assert [finding.span.line for finding in found] == marked_lines(CASES[name]), [f.message for f in found]


def test_spelling_is_told_mildly_and_with_advice() -> None:
    schema = "{type: object, properties: {zip: {type: string}, at: {type: string, format: date-time}}"
    quotes, time_of_day, both = (
        findings_of_example(RULE, f"components: {{schemas: {{A: {schema}, example: {value}}}}}}}\n")[0]
        for value in ("{zip: 8012}", "{at: '2026-01-31T09:30:00'}", "{zip: [8012]}")
    )
    assert [quotes.severity.value, time_of_day.severity.value, both.severity.value] == [
        "info",
        "info",
        "warning",
    ]
    assert quotes.help == "put it in quotes"


def test_many_mistakes_of_one_example_are_one_finding() -> None:
    text = "components: {schemas: {A: {type: object, required: [a, b, c], example: {}}}}\n"
    assert [finding.message for finding in findings_of_example(RULE, text)] == [
        "`example` lacks `a` (and 2 more)"
    ]


EXPLODING = {
    "a pattern that backtracks for ever": r"""
        components:
          schemas:
            A: {pattern: '^(?=a)(a|aa)+\1$', example: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!}
    """,
    "schemas that name the next one twice": "components:\n  schemas:\n"
    + "".join(
        f"    K{number}: {{allOf: [{{$ref: '#/components/schemas/K{number + 1}'}}, "
        f"{{$ref: '#/components/schemas/K{number + 1}'}}]}}\n"
        for number in range(40)
    )
    + "    K40: {type: string}\n    A: {allOf: [{$ref: '#/components/schemas/K0'}], example: a}\n",
    "a choice at every level": """
        components:
          schemas:
            K:
              anyOf:
                - {properties: {a: {$ref: '#/components/schemas/K'}, z: {type: string}}}
                - {properties: {a: {$ref: '#/components/schemas/K'}, z: {type: 'null'}}}
              example: """
    + "{a: " * 50
    + "{z: 1}"
    + "}" * 50,
}


@pytest.mark.parametrize("name", EXPLODING)
def test_hostile_schemas_end_soon(name: str) -> None:
    start = time.process_time()
    findings_of_example(RULE, EXPLODING[name])
    assert time.process_time() - start < 2
