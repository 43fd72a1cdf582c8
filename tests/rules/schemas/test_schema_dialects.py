"""Odd cases of the rules on dialects, `$ref` and discriminators: findings on exactly the marked lines."""

from __future__ import annotations

import pytest

from apilint_rules.core.document import Document
from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from support import SHARED, findings_of_example, lint_document, marked_lines

RULES = load_rules()

CASES = {
    # Keywords of the version ----------------------------------------------------------------------
    "schema-dialect 2.0 knows neither choices nor nullable": """
        swagger: '2.0'
        definitions:
          Order:
            oneOf: [{type: object}]  # <-
          Note:
            type: string
            nullable: true  # <-
            x-nullable: true
            example: hello
          Total:
            type: number
            minimum: 0
            exclusiveMinimum: true
        """,
    "schema-dialect 3.0 numeric bounds and lists of types": """
        openapi: 3.0.4
        components:
          schemas:
            Order:
              type: object
              properties:
                total:
                  type: number
                  exclusiveMaximum: 9  # <-
                note:
                  type: [string]  # <-
                const: {type: string}
                contains: {type: string}
        """,
    "schema-dialect 3.1 drops nullable and boolean bounds": """
        components:
          schemas:
            A:
              type: string
              nullable: true  # <-
            B:
              type: [string, 'null']
              nullable: true  # <-
            C:
              type: number
              minimum: 1
              exclusiveMinimum: true  # <-
            D: {type: number, exclusiveMinimum: 1.5, examples: [2], example: 2}
            E:
              dependencies: {a: [b]}  # <-
            F:
              definitions: {G: {type: string}}
        """,
    "schema-dialect another dialect is declared": """
        openapi: 3.1.1
        jsonSchemaDialect: http://json-schema.org/draft-07/schema#
        components:
          schemas:
            A: {type: string, nullable: true, dependencies: {a: [b]}}
        """,
    "schema-dialect one schema declares its own": """
        components:
          schemas:
            A:
              $schema: http://json-schema.org/draft-04/schema#
              type: object
              properties: {total: {type: number, minimum: 1, exclusiveMinimum: true}}
            B:
              type: string
              nullable: true  # <-
        """,
    # Siblings of $ref -----------------------------------------------------------------------------
    "ref-siblings-ignored extensions, path items and lone references": """
        openapi: 3.0.4
        paths:
          /orders:
            $ref: '#/paths/~1invoices'
            summary: The orders
          /invoices:
            get:
              responses:
                '200':
                  $ref: '#/components/responses/Ok'
                  description: fine  # <-
        components:
          responses:
            Ok: {description: ok}
          schemas:
            A: {type: string}
            B: {$ref: '#/components/schemas/A'}
            C: {$ref: '#/components/schemas/A', x-order: 1}
            D: {type: object, properties: {$ref: {type: string}, description: {type: string}}}
        """,
    "ref-siblings-ignored 3.1 reads two of them": """
        paths:
          /orders:
            get:
              parameters:
                - $ref: '#/components/parameters/Limit'
                  description: how many orders
                  required: true  # <-
              responses: {}
        components:
          parameters:
            Limit: {name: limit, in: query, schema: {type: integer}}
          schemas:
            A: {type: string}
            B: {$ref: '#/components/schemas/A', maxLength: 3}
        """,
    "ref-siblings-ignored 2.0": """
        swagger: '2.0'
        definitions:
          A: {type: string}
          B:
            type: object
            properties:
              a:
                $ref: '#/definitions/A'
                readOnly: true  # <-
        """,
    # Discriminators -------------------------------------------------------------------------------
    "discriminator-valid looks through allOf, references and nested choices": """
        components:
          schemas:
            Base: {type: object, required: [kind], properties: {kind: {type: string}}}
            Card: {allOf: [{$ref: '#/components/schemas/Base'}]}
            Cash: {$ref: '#/components/schemas/Base'}
            Other: {oneOf: [{$ref: '#/components/schemas/Card'}]}
            Payment:
              oneOf:
                - {$ref: '#/components/schemas/Card'}
                - {$ref: '#/components/schemas/Cash'}
                - {$ref: '#/components/schemas/Other'}
                - {type: 'null'}
              discriminator: {propertyName: kind}
            Outer:
              type: object
              required: [kind]
              anyOf: [{type: object}]
              discriminator: {propertyName: kind}
            Unknown:
              oneOf: [{allOf: [{$ref: '#/nowhere'}]}]
              discriminator: {propertyName: kind}
        """,
    "discriminator-valid children may require it for their base": """
        components:
          schemas:
            Pet:
              type: object
              discriminator: {propertyName: kind}
            Dog:
              allOf: [{$ref: '#/components/schemas/Pet'}]
              required: [kind]
            Lonely:
              type: object
              discriminator:
                propertyName: kind  # <-
        """,
    "discriminator-valid 2.0 names the property itself": """
        swagger: '2.0'
        definitions:
          Pet:
            type: object
            properties: {kind: {type: string}}
            discriminator: kind  # <-
          Good:
            type: object
            required: [kind]
            properties: {kind: {type: string}}
            discriminator: kind
        """,
    "discriminator-valid 3.2 has a default": """
        openapi: 3.2.0
        components:
          schemas:
            Pet:
              oneOf: [{$ref: '#/components/schemas/Dog'}]
              discriminator:
                propertyName: kind
                defaultMapping: Dog
            Cat:
              oneOf: [{$ref: '#/components/schemas/Dog'}]
              discriminator:
                propertyName: kind
                defaultMapping: Dogg  # <-
            Dog: {type: object}
        """,
    "discriminator-valid mappings by name, pointer and address": """
        components:
          schemas:
            Pet:
              type: object
              required: [kind]
              discriminator:
                propertyName: kind
                mapping:
                  dog: Dog
                  cat: '#/components/schemas/Dog'
                  far: https://example.com/schemas/dog.json
                  odd: 3
                  bird: '#/components/schemas/Bird'  # <-
                  fish: Fish  # <-
            Dog: {type: object}
        """,
    "discriminator-valid bears anything": """
        components:
          schemas:
            A: {discriminator: {mapping: [1]}}
            B: {discriminator: kind}
            C: {discriminator: {propertyName: 3}}
        """,
}


@pytest.mark.parametrize("name", CASES)
def test_odd_case_has_findings_on_exactly_the_marked_lines(name: str) -> None:
    text = CASES[name]
    findings = findings_of_example(RULES[name.split()[0]], text)
    assert [finding.span.line for finding in findings] == marked_lines(text)


@pytest.mark.parametrize(
    ("rule", "text", "severity"),
    [
        ("schema-dialect", "openapi: 3.0.4\nS: {const: 1}", Severity.ERROR),
        ("schema-dialect", "openapi: 3.0.4\nS: {examples: [1]}", Severity.WARNING),
        ("schema-dialect", "openapi: 3.1.1\nS: {type: string, nullable: false}", Severity.INFO),
        ("ref-siblings-ignored", "openapi: 3.0.4\nS: {$ref: '#/T', nullable: true}", Severity.ERROR),
        ("ref-siblings-ignored", "openapi: 3.0.4\nS: {$ref: '#/T', readOnly: true}", Severity.WARNING),
        ("ref-siblings-ignored", "openapi: 3.0.4\nS: {$ref: '#/T', title: a}", Severity.INFO),
        ("ref-siblings-ignored", "openapi: 3.0.4\nS: {$ref: '#/T', type: object}", Severity.INFO),
        ("discriminator-valid", "openapi: 3.0.4\nS: {discriminator: {propertyName: a}}", Severity.WARNING),
    ],
)
def test_milder_cases_are_milder(rule: str, text: str, severity: Severity) -> None:
    version, _, schema = text.partition("\nS: ")
    document = f"{version}\nT: {{type: object}}\ncomponents: {{schemas: {{S: {schema}}}}}"
    assert [finding.severity for finding in findings_of_example(RULES[rule], document)] == [severity]


def test_nullable_everywhere_in_3_1_is_one_cause() -> None:
    schemas = "".join(f"    S{n}: {{type: string, nullable: true}}\n" for n in range(5))
    findings = findings_of_example(RULES["schema-dialect"], f"components:\n  schemas:\n{schemas}")
    assert [finding.message for finding in findings] == [
        "5 schemas have `nullable`, which is ignored since OpenAPI 3.1"
    ]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not here")
@pytest.mark.parametrize(
    ("file", "rule", "lines"),
    [
        ("discriminators.yaml", "discriminator-valid", [21, 31, 38, 45]),
        ("newer-keywords-in-30.yaml", "schema-dialect", [20, 21, 22, 23, 24]),
        ("ref-siblings-30.yaml", "ref-siblings-ignored", [19, 20]),
        ("ref-siblings-31.yaml", "ref-siblings-ignored", []),
        ("ref-siblings-31.yaml", "required-properties-defined", []),
        ("redocly-oas32-wrong-fields.yaml", "discriminator-valid", []),
        ("redocly-oas32-wrong-fields.yaml", "schema-dialect", []),
    ],
)
def test_nasty_document_is_told_as_its_index_says(file: str, rule: str, lines: list[int]) -> None:
    path = SHARED / "corpus" / "nasty" / file
    document = Document(file, path.as_uri(), path.read_bytes())
    assert [finding.span.line for finding in lint_document(document, RULES[rule])] == lines
