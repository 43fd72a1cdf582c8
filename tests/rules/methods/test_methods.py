"""The odd cases of the rules on methods: findings on the marked lines, silence where none is marked."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from support import findings_of_example, marked_lines

RULES = load_rules()

CASES = {
    # Bodies that GET and HEAD take ----------------------------------------------------------------
    "get-head-no-body head with a body": """
        paths:
          /orders:
            head:
              requestBody: {content: {application/json: {schema: {type: string}}}}  # <-
              responses: {'200': {description: ok}}
        """,
    "get-head-no-body 2.0 body parameter": """
        swagger: '2.0'
        paths:
          /orders:
            get:
              parameters:
                - {name: limit, in: query, type: integer}
                - {name: filter, in: body, schema: {type: object}}  # <-
              responses: {'200': {description: ok}}
        """,
    "get-head-no-body 2.0 form parameters count once": """
        swagger: '2.0'
        paths:
          /orders:
            get:
              parameters:
                - {name: status, in: formData, type: string}  # <-
                - {name: since, in: formData, type: string}
              responses: {'200': {description: ok}}
        """,
    "get-head-no-body 2.0 body by reference": """
        swagger: '2.0'
        paths:
          /orders:
            get:
              parameters:  # <-
                - {$ref: '#/parameters/filter'}
              responses: {'200': {description: ok}}
        parameters:
          filter: {name: filter, in: body, schema: {type: object}}
        """,
    "get-head-no-body 2.0 body of the path": """
        swagger: '2.0'
        paths:
          /orders:
            parameters:
              - {name: filter, in: body, schema: {type: object}}  # <-
            get:
              responses: {'200': {description: ok}}
        """,
    "get-head-no-body body behind a reference that leads nowhere": """
        paths:
          /orders:
            get:
              requestBody: {$ref: '#/components/requestBodies/Missing'}  # <-
        """,
    "get-head-no-body a shared body is told at each operation": """
        paths:
          /orders:
            get:
              requestBody: {$ref: '#/components/requestBodies/Filter'}  # <-
            post:
              requestBody: {$ref: '#/components/requestBodies/Filter'}
          /customers:
            get:
              requestBody: {$ref: '#/components/requestBodies/Filter'}  # <-
        components:
          requestBodies:
            Filter: {content: {application/json: {schema: {type: object}}}}
        """,
    "get-head-no-body webhook": """
        webhooks:
          orderShipped:
            get:
              requestBody: {content: {application/json: {schema: {type: object}}}}  # <-
        """,
    "get-head-no-body QUERY takes a body": """
        openapi: 3.2.0
        paths:
          /orders:
            query:
              requestBody: {content: {application/json: {schema: {type: object}}}}
        """,
    "get-head-no-body something that is no body": """
        paths:
          /orders:
            get: {requestBody: [1, 2]}
        """,
    # DELETE ---------------------------------------------------------------------------------------
    "delete-no-body 2.0 form parameter": """
        swagger: '2.0'
        paths:
          /orders/{id}:
            delete:
              parameters:
                - {name: id, in: path, required: true, type: string}
                - {name: reason, in: formData, type: string}  # <-
              responses: {'204': {description: deleted}}
        """,
    "delete-no-body other methods": """
        paths:
          /orders:
            post: {requestBody: {content: {application/json: {}}}}
            delete: {responses: {'204': {description: deleted}}}
        """,
    # TRACE ----------------------------------------------------------------------------------------
    "no-trace-operation a path called trace": """
        paths:
          /trace:
            get: {responses: {'200': {description: ok}}}
        """,
    # PATCH ----------------------------------------------------------------------------------------
    "patch-media-type one patch format among others is enough": """
        paths:
          /orders/{id}:
            patch:
              requestBody:
                content:
                  application/json: {}
                  application/json-patch+json: {}
        """,
    "patch-media-type formats of their own": """
        paths:
          /orders/{id}:
            patch: {requestBody: {content: {application/vnd.api+json: {}}}}
          /users/{id}:
            patch: {requestBody: {content: {application/scim+json: {}}}}
          /pods/{id}:
            patch: {requestBody: {content: {application/apply-patch+yaml: {}}}}
          /files/{id}:
            patch: {requestBody: {content: {multipart/form-data: {}}}}
          /things/{id}:
            patch: {requestBody: {content: {'*/*': {}}}}
        """,
    "patch-media-type with a charset": """
        paths:
          /orders/{id}:
            patch:
              requestBody:
                content:
                  application/json; charset=utf-8: {}  # <-
        """,
    "patch-media-type 2.0 reads consumes": """
        swagger: '2.0'
        consumes: [application/merge-patch+json]
        paths:
          /orders/{id}:
            patch:
              parameters:
                - {name: changes, in: body, schema: {type: object}}
          /customers/{id}:
            patch:
              consumes: [application/json]
              parameters:
                - {name: changes, in: body, schema: {type: object}}  # <-
        """,
    "patch-has-body 2.0 body and form": """
        swagger: '2.0'
        paths:
          /orders/{id}:
            patch:
              parameters:
                - {name: changes, in: body, schema: {type: object}}
          /customers/{id}:
            patch:
              parameters:
                - {name: name, in: formData, type: string, required: false}
          /invoices/{id}:
            patch: {responses: {'200': {description: ok}}}  # <-
        """,
    "patch-has-body broken reference is a body": """
        paths:
          /orders/{id}:
            patch: {requestBody: {$ref: 'missing.yaml#/body'}}
        """,
    "patch-has-body unsaid is for another rule": """
        paths:
          /orders/{id}:
            patch: {requestBody: {content: {application/json: {}}}}
        """,
    # `required` of bodies -------------------------------------------------------------------------
    "write-body-required-explicit false is explicit": """
        paths:
          /orders:
            post: {requestBody: {required: false, content: {application/json: {}}}}
        """,
    "write-body-required-explicit a shared body is told once": """
        paths:
          /orders:
            post: {requestBody: {$ref: '#/components/requestBodies/Order'}}
          /orders/{id}:
            put: {requestBody: {$ref: '#/components/requestBodies/Order'}}
        components:
          requestBodies:
            Order:  # <-
              content: {application/json: {}}
        """,
    "write-body-required-explicit unused and reading bodies": """
        paths:
          /orders:
            get: {requestBody: {$ref: '#/components/requestBodies/Filter'}}
        components:
          requestBodies:
            Filter: {content: {application/json: {}}}
            Unused: {content: {application/json: {}}}
        """,
    "write-body-required-explicit 2.0": """
        swagger: '2.0'
        paths:
          /orders:
            post:
              parameters:
                - {name: order, in: body, schema: {type: object}}  # <-
            put:
              parameters:
                - {name: status, in: formData, type: string}
        """,
}


@pytest.mark.parametrize("name", CASES)
def test_odd_case_has_findings_on_exactly_the_marked_lines(name: str) -> None:
    rule = RULES[name.split()[0]]
    assert [finding.span.line for finding in findings_of_example(rule, CASES[name])] == marked_lines(
        CASES[name]
    )


@pytest.mark.parametrize(
    ("rule", "text", "severity"),
    [
        ("get-head-no-body", "get: {requestBody: {content: {application/json: {}}}}", Severity.ERROR),
        ("get-head-no-body", "get: {requestBody: {content: {}}}", Severity.WARNING),
        (
            "get-head-no-body",
            "get: {requestBody: {content: {a/b: {schema: {type: object, properties: {}}}}}}",
            Severity.WARNING,
        ),
        (
            "get-head-no-body",
            "get: {requestBody: {content: {a/b: {schema: {properties: {}, additionalProperties: true}}}}}",
            Severity.ERROR,
        ),
        ("delete-no-body", "delete: {requestBody: {content: {}}}", Severity.INFO),
        ("patch-has-body", "patch: {}", Severity.WARNING),
        ("patch-has-body", "patch: {requestBody: {required: false, content: {a/b: {}}}}", Severity.INFO),
    ],
)
def test_milder_cases_are_milder(rule: str, text: str, severity: Severity) -> None:
    findings = findings_of_example(RULES[rule], f"paths: {{'/orders/{{id}}': {{{text}}}}}")
    assert [finding.severity for finding in findings] == [severity]


def test_one_cause_is_told_once_with_the_count() -> None:
    paths = "".join(f"  /things{n}:\n    get: {{requestBody: {{content: {{}}}}}}\n" for n in range(4))
    findings = findings_of_example(RULES["get-head-no-body"], f"paths:\n{paths}  /orders: {{get: {{}}}}\n")
    assert [finding.message for finding in findings] == ["4 of 5 GET and HEAD operations take a request body"]
