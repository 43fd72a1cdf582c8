"""The odd cases of the rules on statuses: findings on the marked lines, silence where none is marked."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from support import findings_of_example, marked_lines

RULES = load_rules()

ORDER = "{type: object, properties: {id: {type: string}, total: {type: number}}}"

CASES = {
    # operation-has-success -----------------------------------------------------------------------
    "operation-has-success ranges, redirects and protocol changes": """
        paths:
          /a: {get: {responses: {'2XX': {description: ok}}}}
          /b: {get: {responses: {'302': {description: moved}}}}
          /c: {get: {responses: {'3XX': {description: moved}}}}
          /d: {get: {responses: {'101': {description: websocket}}}}
        """,
    "operation-has-success gone and not there yet": """
        paths:
          /a: {get: {responses: {'410': {description: gone}}}}
          /b: {get: {responses: {'501': {description: not yet}}}}
        """,
    "operation-has-success a broken reference is an answer": """
        paths:
          /a: {get: {responses: {'200': {$ref: 'missing.yaml'}}}}
          /b: {get: {responses: {$ref: 'missing.yaml'}}}
        """,
    "operation-has-success no answers": """
        paths:
          /a:
            get: {operationId: a}  # <-
          /b:
            get:
              responses: {}  # <-
          /c:
            get:
              responses: {x-note: none}  # <-
        """,
    "operation-has-success webhooks and callbacks": """
        webhooks:
          shipped:
            post: {responses: {2XX: {description: thanks}}}
          lost:
            post:
              responses: {'400': {description: no}}  # <-
        paths:
          /orders:
            post:
              responses: {'201': {description: created}}
              callbacks:
                done:
                  '{$request.body#/url}':
                    post:
                      responses: {'500': {description: no}}  # <-
        """,
    # operation-has-client-error ------------------------------------------------------------------
    "operation-has-client-error nothing to get wrong": """
        paths:
          /a: {get: {responses: {'200': {description: ok}}}}
          /b: {head: {responses: {'200': {description: ok}}}}
          /c:
            get:
              parameters:
                - {name: q, in: query, schema: {type: string}}
                - {name: X-Request-Id, in: header, schema: {type: string, minLength: 1}}
                - {name: If-None-Match, in: header, schema: {type: string, pattern: '^"'}}
              responses: {'200': {description: ok}}
          /d: {options: {responses: {'200': {description: ok}}}}
        """,
    "operation-has-client-error credentials that may be left out": """
        security: [{token: []}, {}]
        paths:
          /a: {get: {responses: {'200': {description: ok}}}}
          /b:
            get:
              security: [{token: []}]
              responses: {'200': {description: ok}}  # <-
        """,
    "operation-has-client-error ranges and default": """
        paths:
          /a: {post: {responses: {'200': {description: ok}, '4XX': {description: no}}}}
          /b: {post: {responses: {'200': {description: ok}, default: {description: no}}}}
          /c: {post: {responses: {'200': {description: ok}, '404': {$ref: 'missing.yaml'}}}}
        """,
    "operation-has-client-error webhooks": """
        webhooks:
          shipped: {post: {responses: {'200': {description: thanks}}}}
        """,
    # input-has-400 -------------------------------------------------------------------------------
    "input-has-400 what counts as an answer": """
        paths:
          /a: {post: {requestBody: {}, responses: {'200': {description: ok}, '422': {description: no}}}}
          /b: {post: {requestBody: {}, responses: {'200': {description: ok}, 4xx: {description: no}}}}
          /c: {post: {requestBody: {}, responses: {default: {description: any}}}}
          /d:
            post:
              requestBody: {content: {}}
              responses: {'200': {description: ok}, '404': {description: no}}  # <-
        """,
    "input-has-400 what can be wrong": """
        paths:
          /free:
            get:
              parameters: [{name: q, in: query, schema: {type: string}}]
              responses: {'200': {description: ok}}
          /required:
            get:
              parameters: [{name: q, in: query, required: true, schema: {type: string}}]
              responses: {'200': {description: ok}}  # <-
          /limited:
            get:
              parameters: [{name: q, in: query, schema: {type: string, enum: [a]}}]
              responses: {'200': {description: ok}}  # <-
          /items/{id}:
            get:
              parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
              responses: {'200': {description: ok}}
        """,
    "input-has-400 2.0": """
        swagger: '2.0'
        paths:
          /a:
            post:
              parameters: [{name: order, in: body, schema: {type: object}}]
              responses: {'200': {description: ok}}  # <-
          /b:
            get:
              parameters: [{name: limit, in: query, type: integer}]
              responses: {'200': {description: ok}}  # <-
          /c:
            post:
              parameters: [{name: note, in: formData, type: string}]
              responses: {'200': {description: ok}}  # <-
        """,
    # secured-has-401 and scoped-has-403 ----------------------------------------------------------
    "secured-has-401 what counts as an answer": """
        security: [{token: []}]
        paths:
          /a: {get: {responses: {'200': {description: ok}, '403': {description: no}}}}
          /b: {get: {responses: {'200': {description: ok}, '4XX': {description: no}}}}
          /c: {get: {responses: {'200': {description: ok}, default: {description: no}}}}
          /d: {get: {security: [], responses: {'200': {description: ok}}}}
          /e: {get: {security: [{}, {token: []}], responses: {'200': {description: ok}}}}
          /f:
            get:
              responses: {'200': {description: ok}, '404': {description: no}}  # <-
        """,
    "secured-has-401 certificates and sign-in pages": """
        paths:
          /a: {get: {security: [{tls: []}], responses: {'200': {description: ok}}}}
          /b: {get: {security: [{session: []}], responses: {'200': {description: ok}, '302': {}}}}
          /c:
            get:
              security: [{session: []}]
              responses: {'200': {description: ok}}  # <-
        components:
          securitySchemes:
            tls: {type: mutualTLS}
            session: {type: apiKey, in: cookie, name: sid}
        """,
    "scoped-has-403 no scopes": """
        paths:
          /a: {get: {security: [{login: []}], responses: {'200': {description: ok}}}}
          /b: {get: {security: [{login: [read]}, {}], responses: {'200': {description: ok}}}}
        """,
    "scoped-has-403 one of the alternatives": """
        paths:
          /a:
            get:
              security: [{key: []}, {login: [read]}]
              responses: {'200': {description: ok}}  # <-
        """,
    # item-has-404 --------------------------------------------------------------------------------
    "item-has-404 what counts as an answer": """
        paths:
          /orders/{id}:
            get: {responses: {'200': {description: ok}, '410': {description: gone}}}
            post: {responses: {'200': {description: ok}, '4XX': {description: no}}}
            patch: {responses: {'200': {description: ok}, default: {description: no}}}
            head: {responses: {'200': {description: ok}, '404': {$ref: 'missing.yaml'}}}
        """,
    "item-has-404 parameters that only choose": """
        paths:
          /orders/{status}:
            get:
              parameters: [{name: status, in: path, required: true, schema: {type: string, enum: [open]}}]
              responses: {'200': {description: ok}}
          /rates/{day}:
            get:
              parameters: [{name: day, in: path, required: true, schema: {type: string, format: date}}]
              responses: {'200': {description: ok}}
          /board/{row}:
            get:
              parameters: [{name: row, in: path, schema: {type: integer, minimum: 1, maximum: 3}}]
              responses: {'200': {description: ok}}
          /{api_version}/orders: {get: {responses: {'200': {description: ok}}}}
          /search/{text}: {get: {responses: {'200': {description: ok}}}}
        """,
    "item-has-404 an enum beside an item": """
        paths:
          /orders/{id}/{status}:
            parameters:
              - {name: id, in: path, required: true, schema: {type: string}}
              - {name: status, in: path, required: true, schema: {type: string, enum: [open]}}
            get:
              responses: {'200': {description: ok}}  # <-
        """,
    "item-has-404 puts that create": """
        paths:
          /settings/{key}:
            put: {responses: {'200': {description: ok}}}
          /orders: {post: {responses: {'201': {description: created}}}}
          /orders/{id}:
            put: {responses: {'200': {description: ok}, '201': {description: created}}}
          /customers: {post: {responses: {'201': {description: created}}}}
          /customers/{id}:
            put:
              responses: {'200': {description: ok}}  # <-
          /policies/{name}:
            post: {responses: {'201': {description: created}}}
          /carts/{id}:
            post:
              responses: {'200': {description: ok}}  # <-
          /shops/{shop}/settings/{key}:
            put:
              responses: {'200': {description: ok}}  # <-
        """,
    # server-error-documented ---------------------------------------------------------------------
    "server-error-documented what counts as an answer": """
        paths:
          /a: {get: {responses: {'200': {description: ok}, '503': {description: no}}}}
          /b: {get: {responses: {'200': {description: ok}, '5XX': {description: no}}}}
          /c: {get: {responses: {'200': {description: ok}, default: {description: no}}}}
        webhooks:
          shipped: {post: {responses: {'200': {description: thanks}}}}
        """,
    # create-returns-201 --------------------------------------------------------------------------
    "create-returns-201 other schema, other deed, other success": f"""
        paths:
          /orders:
            post: {{responses: {{'200': {{content: {{application/json: {{schema: {{type: string}}}}}}}}}}}}
          /orders/{{id}}:
            get: {{responses: {{'200': {{content: {{application/json: {{schema: {ORDER}}}}}}}}}}}
          /bills:
            post:
              operationId: upsertBill
              responses: {{'200': {{content: {{application/json: {{schema: {ORDER}}}}}}}}}
          /bills/{{id}}:
            get: {{responses: {{'200': {{content: {{application/json: {{schema: {ORDER}}}}}}}}}}}
          /carts:
            post:
              responses:
                '200': {{content: {{application/json: {{schema: {ORDER}}}}}}}
                '201': {{description: created}}
          /carts/{{id}}:
            get: {{responses: {{'200': {{content: {{application/json: {{schema: {ORDER}}}}}}}}}}}
        """,
    "create-returns-201 a search by POST": f"""
        paths:
          /_search:
            get: {{responses: {{'200': {{content: {{application/json: {{schema: {ORDER}}}}}}}}}}}
            post: {{responses: {{'200': {{content: {{application/json: {{schema: {ORDER}}}}}}}}}}}
          /_search/{{id}}:
            get: {{responses: {{'200': {{content: {{application/json: {{schema: {ORDER}}}}}}}}}}}
        """,
    "create-returns-201 the same fields written twice": f"""
        paths:
          /orders:
            post:
              responses:
                '200': {{content: {{application/json: {{schema: {ORDER}}}}}}}  # <-
          /orders/{{id}}:
            get: {{responses: {{'200': {{content: {{application/json: {{schema: {ORDER}}}}}}}}}}}
        """,
    # created-has-location ------------------------------------------------------------------------
    "created-has-location other ways to say it": """
        paths:
          /a: {post: {responses: {'201': {headers: {location: {schema: {type: string}}}}}}}
          /b: {post: {responses: {'201': {links: {get: {operationId: get}}}}}}
          /c:
            post:
              responses:
                '201':
                  description: created
                  content: {application/json: {schema: {properties: {_links: {type: object}}}}}
          /d:
            post:
              responses:
                '201':
                  description: created
                  content: {application/json: {schema: {properties: {data: {properties: {self: {}}}}}}}
          /e:
            post:
              responses:
                '201':
                  description: created
                  content: {application/json: {schema: {oneOf: [{properties: {selfLink: {type: string}}}]}}}
        """,
    "created-has-location who need not": """
        paths:
          /orders/{id}:
            put: {responses: {'201': {description: created}}}
          /orders:
            post:
              responses:
                '201': {content: {application/json: {schema: {type: array, items: {}}}}}
        webhooks:
          shipped: {post: {responses: {'201': {description: thanks}}}}
        """,
    "created-has-location a picture is not its address": """
        paths:
          /users:
            post:
              responses:
                '201':  # <-
                  description: created
                  content: {application/json: {schema: {properties: {id: {}, avatar_url: {}}}}}
        """,
    "created-has-location 2.0": """
        swagger: '2.0'
        paths:
          /a: {post: {responses: {'201': {headers: {Location: {type: string}}}}}}
          /b:
            post:
              responses:
                '201': {schema: {type: object}}  # <-
        """,
    # no-content-no-body --------------------------------------------------------------------------
    "no-content-no-body each of the three": """
        paths:
          /a:
            get:
              responses:
                '200': {content: {text/plain: {schema: {type: string}}}}
                '205': {content: {text/plain: {schema: {type: string}}}}  # <-
                '304': {content: {text/plain: {schema: {type: string}}}}  # <-
        """,
    "no-content-no-body empty content and ranges": """
        paths:
          /a:
            delete:
              responses:
                '204': {content: {}, headers: {ETag: {schema: {type: string}}}}
                '2XX': {content: {text/plain: {}}}
        """,
    "no-content-no-body 2.0": """
        swagger: '2.0'
        paths:
          /a:
            delete:
              responses:
                '204':
                  description: deleted
                  schema: {type: object}  # <-
        """,
    # success-has-schema --------------------------------------------------------------------------
    "success-has-schema who need not": """
        paths:
          /a:
            head: {responses: {'200': {description: ok}}}
            options: {responses: {'200': {description: ok}}}
          /b:
            get: {responses: {'302': {}, '204': {}, '202': {}}}
          /c:
            post:
              responses:
                '201': {headers: {Location: {schema: {type: string}}}}
          /report.pdf:
            get: {responses: {'200': {content: {application/pdf: {}}}}}
        webhooks:
          shipped: {post: {responses: {'200': {description: thanks}}}}
        """,
    "success-has-schema JSON beside a download": """
        paths:
          /report:
            get:
              responses:
                '200':
                  description: ok
                  content:
                    text/csv: {}
                    application/json: {}  # <-
                    application/hal+json: {schema: {type: object}}
        """,
    "success-has-schema a stream": """
        openapi: 3.2.0
        paths:
          /events:
            get:
              responses: {'200': {content: {application/json: {itemSchema: {type: object}}}}}
        """,
    "success-has-schema 2.0": """
        swagger: '2.0'
        produces: [application/json]
        paths:
          /a:
            get:
              responses:
                '200': {description: ok}  # <-
          /b:
            get: {responses: {'200': {schema: {type: object}}}}
          /c:
            get: {produces: [application/pdf], responses: {'200': {description: ok}}}
          /d:
            get: {responses: {'200': {schema: {type: file}}}}
        """,
    # accepted-has-monitor ------------------------------------------------------------------------
    "accepted-has-monitor other ways to say it": """
        paths:
          /a: {post: {responses: {'202': {headers: {Operation-Location: {schema: {type: string}}}}}}}
          /b: {post: {responses: {'202': {headers: {Retry-After: {schema: {type: integer}}}}}}}
          /c:
            post:
              responses:
                '202': {content: {application/json: {schema: {properties: {statusUrl: {}}}}}}
          /d:
            post:
              responses:
                '202': {content: {application/json: {schema: {properties: {job_id: {}}}}}}
          /e:
            post:
              responses: {'202': {description: ok}}
              callbacks: {done: {'{$request.body#/url}': {post: {responses: {'200': {description: ok}}}}}}
        """,
    "accepted-has-monitor what can be watched itself": """
        paths:
          /orders/{id}:
            get: {responses: {'200': {description: ok}}}
            delete: {responses: {'202': {description: ok}}}
          /orders/{id}/cancel:
            post: {responses: {'202': {description: ok}}}
          /orders/{id}:archive:
            post: {responses: {'202': {description: ok}}}
          /customers/{id}:
            delete:
              responses:
                '202': {description: ok}  # <-
        """,
    "accepted-has-monitor given for good": """
        paths:
          /events: {post: {responses: {'202': {description: ok}}}}
          /metrics: {post: {responses: {'202': {description: ok}}}}
        webhooks:
          shipped: {post: {responses: {'202': {description: thanks}}}}
        """,
    # status-code-registered ----------------------------------------------------------------------
    "status-code-registered what is left alone": """
        paths:
          /a:
            get:
              responses:
                default: {description: any}
                4XX: {description: no}
                '103': {description: hints}
                '451': {description: no}
                '499': {description: gateway}
                '524': {description: gateway}
                x-600: {description: extension}
        """,
    "status-code-registered codes of nobody": """
        webhooks:
          shipped:
            post:
              responses:
                '299': {description: ok}  # <-
                '418': {description: teapot}  # <-
                '600': {$ref: 'missing.yaml'}  # <-
        """,
    # success-not-error ---------------------------------------------------------------------------
    "success-not-error bodies that are errors": """
        paths:
          /a:
            get:
              responses:
                '200':
                  description: ok
                  content:
                    application/json: {schema: {properties: {error: {type: object}, request_id: {}}}}  # <-
          /b:
            get:
              responses:
                '200':
                  description: ok
                  content:
                    application/json: {schema: {properties: {success: {const: false}, reason: {}}}}  # <-
          /c:
            get:
              responses:
                '200':
                  description: ok
                  content:
                    application/json: {schema: {$ref: '#/components/schemas/ApiError'}}  # <-
                '400':
                  description: no
                  content:
                    application/json: {schema: {$ref: '#/components/schemas/ApiError'}}
        components:
          schemas:
            ApiError: {type: object, properties: {code: {type: string}}}
        """,
    "success-not-error bodies that are not": """
        paths:
          /a:
            get:
              responses:
                '200': {content: {application/json: {schema: {properties: {data: {}, errors: {}}}}}}
                '207': {content: {application/json: {schema: {properties: {errors: {}}}}}}
                default: {content: {application/problem+json: {}}}
          /orders/batch:
            post:
              responses: {'200': {content: {application/json: {schema: {properties: {errors: {}}}}}}}
          /orders/validate:
            post:
              responses: {'200': {content: {application/json: {schema: {properties: {errors: {}}}}}}}
          /errors:
            get:
              responses: {'200': {content: {application/json: {schema: {properties: {error: {}}}}}}}
          /b:
            get:
              responses: {'200': {content: {application/json: {schema: {properties: {ok: {}, error: {}}}}}}}
          /c:
            get:
              responses:
                '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Health'}}}}
                '503': {content: {application/json: {schema: {$ref: '#/components/schemas/Health'}}}}
        webhooks:
          shipped:
            post:
              responses: {'200': {content: {application/json: {schema: {properties: {error: {}}}}}}}
        components:
          schemas:
            Health: {type: object, properties: {status: {type: string}}}
        """,
}


@pytest.mark.parametrize("name", CASES)
def test_odd_case_has_findings_on_exactly_the_marked_lines(name: str) -> None:
    findings = findings_of_example(RULES[name.split()[0]], CASES[name])
    assert [finding.span.line for finding in findings] == marked_lines(CASES[name])


@pytest.mark.parametrize(
    ("rule", "text", "severity"),
    [
        ("operation-has-success", "get: {responses: {default: {description: any}}}", Severity.WARNING),
        ("operation-has-success", "get: {responses: {'404': {description: no}}}", Severity.ERROR),
        ("item-has-404", "get: {responses: {'200': {description: ok}}}", Severity.WARNING),
        ("item-has-404", "delete: {responses: {'204': {description: ok}}}", Severity.INFO),
        ("no-content-no-body", "get: {responses: {'204': {content: {text/plain: {}}}}}", Severity.WARNING),
        (
            "no-content-no-body",
            "get: {responses: {'204': {content: {text/plain: {schema: {type: string}}}}}}",
            Severity.ERROR,
        ),
        ("success-has-schema", "get: {responses: {'200': {description: an empty body}}}", Severity.INFO),
        ("success-has-schema", "get: {responses: {'200': {description: the orders}}}", Severity.WARNING),
        ("status-code-registered", "get: {responses: {'450': {description: no}}}", Severity.ERROR),
        ("status-code-registered", "get: {responses: {'306': {description: no}}}", Severity.WARNING),
    ],
)
def test_milder_cases_are_milder(rule: str, text: str, severity: Severity) -> None:
    findings = findings_of_example(RULES[rule], f"paths: {{'/orders/{{id}}': {{{text}}}}}")
    assert [finding.severity for finding in findings] == [severity]


def test_allowed_codes_are_an_option() -> None:
    text = "paths: {/a: {get: {responses: {'450': {description: no}, '499': {description: no}}}}}"
    findings = findings_of_example(RULES["status-code-registered"], text, allow=[450])
    assert [finding.message for finding in findings] == ["`499` is no registered status code"]


@pytest.mark.parametrize("name", sorted({name.split()[0] for name in CASES}))
@pytest.mark.parametrize(
    "responses", ["[]", "text", "{'200': 3, 'default': null}", "{200: {content: 7, headers: x}}"]
)
def test_a_rule_bears_answers_of_a_wrong_type(name: str, responses: str) -> None:
    text = f"paths: {{'/a/{{b}}': {{post: {{requestBody: 1, security: x, responses: {responses}}}}}}}"
    assert all(finding.rule == name for finding in findings_of_example(RULES[name], text))


@pytest.mark.parametrize(
    "name", ["operation-has-success", "operation-has-client-error", "server-error-documented"]
)
def test_an_empty_status_is_borne(name: str) -> None:
    """Found by the mutation fuzz: an empty key under `responses` was an IndexError."""
    example = "paths: {/a: {post: {responses: {'': {description: what}}}}}"
    assert [finding.rule for finding in findings_of_example(RULES[name], example)] == [name]
