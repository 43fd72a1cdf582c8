"""The odd cases of the rules on documentation: findings on the marked lines, silence where none is marked."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from support import findings_of_example, marked_lines

RULES = load_rules()

CASES = {
    # Operations ---------------------------------------------------------------------------------------
    "operation-described a blank text says nothing": """
        paths:
          /orders:
            get: {summary: ' ', description: ''}  # <-
        """,
    "operation-described the path speaks for its operations": """
        paths:
          /orders:
            summary: the orders of a customer
            get: {}
            post: {}
        """,
    "operation-described frameworks answer OPTIONS and HEAD": """
        paths:
          /orders:
            options: {}
            head: {}
            trace: {}
        """,
    "operation-described webhooks and callbacks are described too": """
        webhooks:
          orderShipped:
            post: {}  # <-
        paths:
          /orders:
            post:
              summary: place an order
              callbacks:
                paid:
                  '{$request.body#/url}':
                    post: {}  # <-
        """,
    "operation-described members of a wrong type": """
        paths:
          /orders:
            get: {summary: 3, description: [a]}  # <-
            post: text
        """,
    "operation-id-present webhooks need no id": """
        webhooks:
          orderShipped: {post: {}}
        paths:
          /orders:
            get: {operationId: ''}  # <-
            options: {}
        """,
    "operation-id-unique webhooks count": """
        webhooks:
          orderShipped:
            post: {operationId: ship}  # <-
        paths:
          /orders:
            post: {operationId: ship}
            put: {operationId: Ship}
        components:
          pathItems:
            other:
              get: {operationId: ship}  # <-
        """,
    "operation-id-unique one text behind two paths is one operation": """
        paths:
          /orders: {$ref: '#/components/pathItems/orders'}
          /v1/orders: {$ref: '#/components/pathItems/orders'}
        components:
          pathItems:
            orders:
              get: {operationId: listOrders}
        """,
    "operation-id-unique three of a kind": """
        paths:
          /a: {get: {operationId: x}}
          /b: {get: {operationId: x}}  # <-
          /c: {get: {operationId: x}}  # <-
        """,
    "operation-tagged few operations need no tags": """
        paths:
          /orders: {get: {}, post: {tags: [orders]}}
        """,
    "operation-tagged twins are told in small documents too": """
        paths:
          /orders: {get: {tags: [orders]}}
          /invoices: {get: {tags: [Orders]}}  # <-
        """,
    "operation-tagged none declared is one cause": """
        openapi: 3.1.0  # <-
        paths:
          /a: {get: {tags: [a]}, put: {tags: [a]}, post: {tags: [a]}, patch: {tags: [a]}, delete: {tags: [a]}}
          /b: {get: {tags: [b]}, put: {tags: [b]}, post: {tags: [b]}, patch: {tags: [b]}, delete: {tags: [b]}}
        """,
    "operation-tagged one undeclared tag and one untagged operation": """
        tags: [{name: a}]
        paths:
          /a: {get: {tags: [a]}, put: {tags: [a]}, post: {tags: [a]}, patch: {tags: [a]}, delete: {tags: [a]}}
          /b: {get: {tags: [a]}, put: {tags: [a]}, post: {tags: [a]}, patch: {tags: [a]}}
          /c:
            get: {tags: [c]}  # <-
            delete: {}  # <-
        """,
    # Parameters and properties ------------------------------------------------------------------------
    "parameter-described the schema may say it": """
        paths:
          /orders:
            get:
              parameters:
                - {name: page, in: query, schema: {$ref: '#/components/schemas/Page'}}
                - {name: size, in: query, schema: {type: integer, description: items on a page}}
                - {name: sort, in: query, schema: {type: string}}  # <-
        components:
          schemas:
            Page: {type: integer, description: counted from 1}
        """,
    "parameter-described a description beside the reference": """
        paths:
          /orders:
            get:
              parameters:
                - {$ref: '#/components/parameters/Page', description: counted from 1}
        components:
          parameters:
            Page: {name: page, in: query, schema: {type: integer}}
        """,
    "parameter-described beside a reference nothing counts in 3.0": """
        openapi: 3.0.4
        paths:
          /orders:
            get:
              parameters:
                - {$ref: '#/components/parameters/Page', description: counted from 1}
        components:
          parameters:
            Page: {name: page, in: query, schema: {type: integer}}  # <-
        """,
    "parameter-described shared text is told once": """
        paths:
          /a: {get: {parameters: [{$ref: '#/components/parameters/Page'}]}}
          /b: {get: {parameters: [{$ref: '#/components/parameters/Page'}]}}
        components:
          parameters:
            Page: {name: page, in: query, schema: {type: integer}}  # <-
        """,
    "parameter-described 2.0 bodies are no parameters": """
        swagger: '2.0'
        paths:
          /orders:
            post:
              parameters:
                - {name: order, in: body, schema: {type: object}}
                - {name: dry, in: query, type: boolean}  # <-
        """,
    "property-described behind references and in allOf": """
        components:
          schemas:
            Order:
              properties:
                customer: {$ref: '#/components/schemas/Customer'}
                payer: {allOf: [{$ref: '#/components/schemas/Customer'}]}
                seller: {anyOf: [{$ref: '#/components/schemas/Customer'}, {type: 'null'}]}
            Customer: {type: object, description: who buys}
            Invoice:
              properties:  # <-
                number: {type: string}
                customer: {$ref: '#/components/schemas/Nobody'}
        """,
    # The document ------------------------------------------------------------------------------------
    "info-described a library of components": """
        info: {title: Common, version: '1'}
        components: {schemas: {Order: {type: object}}}
        """,
    "info-described no info is told elsewhere": """
        paths: {/orders: {get: {}}}
        """,
    "info-contact without any contact": """
        info: {title: Orders, version: '1'}  # <-
        paths: {/orders: {get: {}}}
        """,
    "info-contact a url will do": """
        info:
          title: Orders
          version: '1'
          contact: {name: the order team, url: https://acme-shop.com/help}
        paths: {/orders: {get: {}}}
        """,
    "servers-defined none": """
        openapi: 3.1.0  # <-
        paths: {/orders: {get: {}}}
        """,
    "servers-defined an empty list is none": """
        servers: []  # <-
        paths: {/orders: {get: {}}}
        """,
    "servers-defined webhooks only": """
        webhooks: {orderShipped: {post: {}}}
        """,
    "servers-defined of an operation": """
        paths:
          /orders:
            get: {servers: [{url: https://orders.acme-shop.com}]}
        """,
    "servers-defined relative": """
        servers: [{url: /v1}]
        paths: {/orders: {get: {}}}
        """,
    "servers-defined callers fill in the host": """
        servers:
          - url: https://{tenant}.acme-shop.com
            variables: {tenant: {default: demo}}
          - url: '{root}/v1'
            variables: {root: {default: http://localhost:9000}}
        paths: {/orders: {get: {}}}
        """,
    "servers-defined examples only": """
        servers:
          - {url: https://api.example.com/v1}  # <-
          - {url: http://127.0.0.1:8080}
        paths: {/orders: {get: {}}}
        """,
    "servers-defined 2.0 has a host": """
        swagger: '2.0'
        host: orders.acme-shop.com
        paths: {/orders: {get: {}}}
        """,
    "servers-defined 2.0 without a host": """
        swagger: '2.0'  # <-
        paths: {/orders: {get: {}}}
        """,
    # Texts --------------------------------------------------------------------------------------------
    "description-not-placeholder to-do lists are no placeholders": """
        paths:
          /todos:
            get: {summary: List todo items, description: The todo list of the user}
            post: {summary: Add a TODO}
        """,
    "description-not-placeholder words of templates": """
        info: {title: FastAPI, description: lorem ipsum dolor sit amet}  # <- <-
        paths:
          /orders:
            get:
              summary: <insert description here>  # <-
              description: 'The orders. FIXME: order of items'  # <-
              parameters:
                - {name: page, in: query, description: string}  # <-
                - {name: size, in: query, description: '...'}  # <-
                - {name: sort, in: query, description: ''}
        components:
          schemas:
            Order: {description: TBD}  # <-
            Text: {description: a string of at most 10 letters}
        """,
    "description-not-placeholder equal fillers are one cause": """
        paths:
          /a:
            get: {responses: {'200': {description: OK}, '404': {description: no such order}}}  # <-
            put: {responses: {'200': {description: OK}}}
            post: {responses: {'201': {description: OK}}}
            delete: {responses: {'204': {description: OK}}}
        """,
    "description-not-placeholder reason phrases of errors stay": """
        paths:
          /a:
            get: {responses: {'404': {description: Not Found}, '200': {description: OK for now}}}
        """,
    "auth-documented schemes with addresses need no words": """
        components:
          securitySchemes:
            oauth: {type: oauth2, flows: {}}
            oidc: {type: openIdConnect, openIdConnectUrl: https://id.acme-shop.com}
            basic: {type: http, scheme: basic}  # <-
        """,
    "auth-documented the introduction says it": """
        info: {title: Orders, version: '1', description: Ask the sales team for an API key.}
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: Api-Key}
        """,
    "auth-documented 2.0": """
        swagger: '2.0'
        securityDefinitions:
          basic: {type: basic}  # <-
        """,
    # Examples -----------------------------------------------------------------------------------------
    "response-example-present composed from properties": """
        components:
          responses:
            Unused: {description: x, content: {application/json: {schema: {type: object}}}}
          schemas:
            Order:
              type: object
              properties:
                id: {type: string, example: o-1}
                state: {enum: [open, paid]}
                lines: {type: array, items: {$ref: '#/components/schemas/Line'}}
            Line:
              allOf: [{properties: {article: {const: a}}}, {properties: {count: {type: integer, default: 1}}}]
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: ok
                  content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
        """,
    "response-example-present recursion has no end": """
        components:
          schemas:
            Tree: {type: object, properties: {child: {$ref: '#/components/schemas/Tree'}}}
        paths:
          /trees:
            get:
              responses:
                '200':
                  description: ok
                  content:
                    application/json: {schema: {$ref: '#/components/schemas/Tree'}}  # <-
        """,
    "response-example-present errors and other formats": """
        paths:
          /orders:
            get:
              responses:
                '200': {description: ok, content: {text/csv: {schema: {type: string}}}}
                '404': {description: none, content: {application/json: {schema: {type: object}}}}
                '204': {description: nothing}
        """,
    "response-example-present 2.0 examples": """
        swagger: '2.0'
        paths:
          /orders:
            get:
              responses:
                '200': {description: ok, schema: {type: object}, examples: {application/json: {id: 1}}}
            post:
              responses:
                '201': {description: ok, schema: {type: object}}  # <-
        """,
}


@pytest.mark.parametrize("case", CASES)
def test_findings_stand_on_exactly_the_marked_lines(case: str) -> None:
    rule = RULES[case.partition(" ")[0]]
    found = [finding.span.line for finding in findings_of_example(rule, CASES[case])]
    assert found == marked_lines(CASES[case])


def test_operations_without_any_text_are_counted_once() -> None:
    paths = "".join(f"  /{name}: {{get: {{}}}}\n" for name in "abcd")
    (finding,) = findings_of_example(RULES["operation-described"], f"paths:\n{paths}")
    assert finding.message == "4 of 4 operations have neither a `summary` nor a `description`"


def test_the_second_operation_with_an_id_names_the_first() -> None:
    (finding,) = findings_of_example(RULES["operation-id-unique"], RULES["operation-id-unique"].bad)
    assert finding.severity is Severity.ERROR
    assert finding.message == "`operationId` `getOrder` is already that of `GET /orders`"
    assert [place.line for place in finding.related] == [4]


def test_what_a_contact_lacks_is_named() -> None:
    text = "info: {title: a, version: '1', contact: {}}\npaths: {/a: {get: {}}}\n"
    (finding,) = findings_of_example(RULES["info-contact"], text)
    assert finding.message == "`contact` has no `name` and no `email` or `url`"


def test_many_properties_of_one_object_are_one_finding() -> None:
    members = ", ".join(f"{name}: {{type: string}}" for name in "abcdefg")
    text = f"components:\n  schemas:\n    Order:\n      properties: {{{members}}}\n"
    (finding,) = findings_of_example(RULES["property-described"], text)
    assert finding.message == "properties without a `description`: `a`, `b`, `c`, `d`, `e` and 2 more"
