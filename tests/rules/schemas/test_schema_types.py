"""Odd cases of the rules on types, items and required names: findings on exactly the marked lines."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from support import findings_of_example, marked_lines

RULES = load_rules()

CASES = {
    # Schemas have a type --------------------------------------------------------------------------
    "schema-has-type branches take their type from the schema around them": """
        components:
          schemas:
            Order:
              type: object
              anyOf:
                - required: [email]
                - required: [phone]
              allOf:
                - properties: {id: {type: string}}
              not: {required: [token]}
        """,
    "schema-has-type a branch may refine a property that another one types": """
        components:
          schemas:
            Base: {type: object, properties: {kind: {type: string}}}
            Order:
              allOf:
                - $ref: '#/components/schemas/Base'
                - type: object
                  properties:
                    kind: {description: always `order`}
                    total: {minimum: 0}  # <-
        """,
    "schema-has-type free values say so": """
        components:
          schemas:
            Anything: {}  # <-
            Payload: {description: any JSON value that the caller likes}
            Order:
              type: object
              additionalProperties: {}
              properties:
                notes: {}  # <-
                rows:
                  type: array
                  description: rows of any shape
                  items: {}
                cells:
                  type: array
                  items: {}  # <-
        """,
    "schema-has-type a constraint gives the type away even with a description": """
        components:
          schemas:
            Code: {description: the code, maxLength: 3}  # <-
            Day: {description: the day, format: date}  # <-
            Shape: {description: the shape, format: hexagon}
        """,
    "schema-has-type no type means bytes outside of JSON from 3.1 on": """
        paths:
          /files:
            put:
              requestBody:
                content:
                  application/octet-stream: {schema: {}}
                  application/json: {schema: {}}  # <-
                  image/png: {schema: {contentMediaType: image/png}}
        """,
    "schema-has-type references, const and conditions": """
        components:
          schemas:
            A: {$ref: '#/components/schemas/B', description: more}
            B: {const: 1}
            C: {if: {properties: {a: {const: 1}}}, then: {required: [b]}}
        """,
    "schema-has-type 2.0 parameters are for document-valid": """
        swagger: '2.0'
        paths:
          /orders:
            get:
              parameters:
                - {name: limit, in: query, maximum: 5}
              responses:
                '200':
                  description: ok
                  schema: {properties: {a: {type: string}}}  # <-
        """,
    # Arrays have items ----------------------------------------------------------------------------
    "array-has-items 2.0 parameters and headers": """
        swagger: '2.0'
        paths:
          /orders:
            get:
              parameters:
                - {name: ids, in: query, type: array}  # <-
                - {name: tags, in: query, type: array, items: {type: string}}
              responses: {}
        """,
    "array-has-items another branch describes them": """
        openapi: 3.0.4
        components:
          schemas:
            Free: {type: array, items: {}}
            Empty: {type: array, maxItems: 0}
            Lines:
              allOf:
                - {type: array, maxItems: 3}
                - {items: {type: string}}
            More:
              allOf:
                - $ref: '#/components/schemas/Lines'
                - {type: array}
            Unknown:
              allOf: [{$ref: '#/nowhere'}, {type: array}]
        """,
    "array-has-items prefixItems and contains in 3.1": """
        components:
          schemas:
            Pair: {type: array, prefixItems: [{type: string}]}
            Some: {type: [array, 'null'], contains: {type: string}}
            None: {type: [array, 'null']}  # <-
        """,
    # Required names are properties ----------------------------------------------------------------
    "required-properties-defined names may stand around, beside and behind": """
        components:
          schemas:
            Base: {type: object, properties: {id: {type: string}}}
            Order:
              type: object
              properties: {email: {type: string}, phone: {type: string}}
              anyOf:
                - required: [email]
                - required: [phone, fax]  # <-
            Child:
              allOf: [{$ref: '#/components/schemas/Base'}, {$ref: '#/components/schemas/Mixin'}]
            Mixin:
              type: object
              required: [id]
        """,
    "required-properties-defined beside a reference in 3.1": """
        components:
          schemas:
            Base: {type: object, properties: {id: {type: string}}}
            Order: {$ref: '#/components/schemas/Base', required: [id]}
            Other:
              $ref: '#/components/schemas/Base'
              required:
                - idd  # <-
        """,
    "required-properties-defined maps and unknown parts are left alone": """
        components:
          schemas:
            Names: {type: object, required: [en], additionalProperties: {type: string}}
            Codes: {type: object, required: [x1], patternProperties: {'^x': {type: string}}}
            Broken:
              required: [id]
              allOf: [{$ref: '#/nowhere'}]
            List: {type: array, required: [id], items: {type: object}}
            Odd: {type: object, required: yes, properties: []}
            Bundled: {type: object, required: [id], properties: {$ref: 'props.yaml'}}
        """,
    # Keywords fit the type ------------------------------------------------------------------------
    "constraint-applies one of several types suffices": """
        components:
          schemas:
            Either: {type: [string, integer], maxLength: 3, maximum: 9}
            Neither:
              type: [string, 'null']
              maximum: 9  # <-
            Untyped: {maxLength: 3, maximum: 9}
            Harmless: {type: string, uniqueItems: false, minItems: 0, additionalProperties: false}
        """,
    "constraint-applies formats of the registry only": """
        components:
          schemas:
            Big: {type: string, format: int64}
            Whole: {type: number, format: int32}
            Ratio: {type: integer, format: double}
            Own: {type: integer, format: order-number}
            Wrong:
              type: string
              format: int32  # <-
            List:
              type: array
              format: uuid  # <-
              items: {type: string}
        """,
    "constraint-applies 2.0 parameters and files": """
        swagger: '2.0'
        paths:
          /orders:
            post:
              parameters:
                - {name: scan, in: formData, type: file, maxLength: 3}
                - name: ids
                  in: query
                  type: array
                  items: {type: string}
                  pattern: '^a'  # <-
              responses: {}
        """,
}


@pytest.mark.parametrize("name", CASES)
def test_odd_case_has_findings_on_exactly_the_marked_lines(name: str) -> None:
    text = CASES[name]
    findings = findings_of_example(RULES[name.split()[0]], text)
    assert [finding.span.line for finding in findings] == marked_lines(text)


@pytest.mark.parametrize(("version", "severity"), [("3.0.4", Severity.ERROR), ("3.1.1", Severity.WARNING)])
def test_items_are_a_must_only_before_3_1(version: str, severity: Severity) -> None:
    text = f"openapi: {version}\ncomponents: {{schemas: {{Lines: {{type: array}}}}}}"
    assert [finding.severity for finding in findings_of_example(RULES["array-has-items"], text)] == [severity]


@pytest.mark.parametrize(
    ("schema", "advice"),
    [
        ("{type: array, items: {type: string}, pattern: a}", "move it into `items`, or remove it"),
        ("{type: array, items: {type: string, minItems: 1}}", "move it beside `items`, or remove it"),
        ("{type: string, maximum: 3}", "remove it, or make the type `number`"),
    ],
)
def test_misplaced_keyword_is_told_where_it_belongs(schema: str, advice: str) -> None:
    findings = findings_of_example(
        RULES["constraint-applies"], f"components: {{schemas: {{Order: {schema}}}}}"
    )
    assert [finding.help for finding in findings] == [advice]
