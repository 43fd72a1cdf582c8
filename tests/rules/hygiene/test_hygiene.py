"""The odd cases of the rules on hygiene: findings on the marked lines, silence where none is marked."""

from __future__ import annotations

import pytest

from apilint_rules.core.finding import Finding
from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from support import findings_of_example, marked_lines

RULES = load_rules()

CASES = {
    # Path templates -----------------------------------------------------------------------------------
    "path-params-match odd braces": """
        paths:
          /a/{}: {get: {}}  # <-
          /b/{open: {get: {}}  # <-
          /c/close}: {get: {}}  # <-
          '/d/{{id}}': {get: {parameters: [{name: id, in: path, required: true}]}}  # <-
          /e/{id}/{id}: {get: {parameters: [{name: id, in: path, required: true}]}}  # <-
          /f/{a}{b}.{c}: {parameters: [{name: a, in: path, required: true}], get: {}}  # <- <-
        """,
    "path-params-match what frameworks write": """
        paths:
          /a/{id:[0-9]{3}}: {get: {parameters: [{name: id, in: path, required: true}]}}
          /b/{proxy+}: {get: {parameters: [{name: proxy, in: path, required: true}]}}
          /c/{name=orders/*}: {get: {parameters: [{name: name, in: path, required: true}]}}
          /d/{a b}: {get: {parameters: [{name: a b, in: path, required: true}]}}
          /e/{id}?part={part}:
            get: {parameters: [{name: id, in: path, required: true}, {name: part, in: query}]}
        """,
    "path-params-match one finding a path": """
        paths:
          /orders/{id}:  # <-
            get: {}
            put: {}
          /invoices/{id}:
            get: {parameters: [{name: id, in: path, required: true}]}
            put: {}  # <-
          /customers/{id}:
            parameters: [{name: id, in: path, required: true}]
            get: {}
          /carts/{id}: {}
        """,
    "path-params-match surplus": """
        paths:
          /orders:  # <-
            parameters: [{name: id, in: path, required: true}]
            get: {}
            put: {}
          /invoices/{id}:  # <-
            get: {parameters: [{name: ID, in: path, required: true}]}
        """,
    "path-params-match broken references judge nobody": """
        paths:
          /orders/{id}:
            get: {parameters: [{$ref: '#/components/parameters/nobody'}]}
          /invoices/{id}:
            parameters: [{$ref: gone.yaml}]
            get: {}
        """,
    "path-params-match behind a reference": """
        paths:
          /orders/{id}:
            get: {parameters: [{$ref: '#/components/parameters/id'}]}
          /invoices/{number}:  # <-
            get: {parameters: [{$ref: '#/components/parameters/id'}]}
        components:
          parameters:
            id: {name: id, in: path}  # <-
        """,
    "path-params-match must be required": """
        paths:
          /orders/{id}/{line}:
            get:
              parameters:
                - name: id
                  in: path
                  required: false  # <-
                - {name: line, in: path, required: 'true'}  # <-
        """,
    "path-params-match 2.0 body of the same name": """
        swagger: '2.0'
        paths:
          /orders/{id}:  # <-
            get: {parameters: [{name: id, in: body, schema: {type: object}}]}
        """,
    "path-params-match webhooks and callbacks have no paths": """
        webhooks:
          order{id}: {post: {}}
        paths:
          /orders:
            post: {callbacks: {paid: {'{$request.body#/url}': {post: {}}}}}
        """,
    # Lists of parameters ------------------------------------------------------------------------------
    "parameters-unique an operation redefines what its path has": """
        paths:
          /orders:
            parameters: [{name: page, in: query}]
            get: {parameters: [{name: page, in: query}, {name: page, in: header}]}
        """,
    "parameters-unique of a path, behind a reference": """
        paths:
          /orders:
            parameters:
              - {name: page, in: query}
              - {$ref: '#/components/parameters/page'}  # <-
            get: {}
        components: {parameters: {page: {name: page, in: query}}}
        """,
    "parameters-unique names of headers have no case": """
        paths:
          /orders:
            get:
              parameters:
                - {name: Trace-Id, in: header}
                - {name: trace-id, in: header}  # <-
        """,
    "parameters-unique twins": """
        paths:
          /orders:
            parameters: [{name: sort, in: query}]
            get:
              parameters:
                - {name: orderId, in: query}
                - {name: orderID, in: query}  # <-
                - {name: Sort, in: query}  # <-
        """,
    "parameters-unique whatever is in the list": """
        paths:
          /orders:
            get: {parameters: [3, {name: [a]}, {name: [a]}, {in: query}, {in: query}, {$ref: gone.yaml}]}
        """,
    "reserved-headers 2.0 has no such rule": """
        swagger: '2.0'
        paths:
          /orders:
            get: {parameters: [{name: Authorization, in: header, type: string}]}
        """,
    "reserved-headers of requests and answers": """
        paths:
          /orders:
            get:
              parameters:
                - {name: accept, in: header}  # <-
                - {name: Accept, in: query}
                - {name: Accept-Language, in: header}
              responses:
                '200':
                  description: ok
                  headers:
                    content-type: {schema: {type: string}}  # <-
                    Accept: {schema: {type: string}}
        """,
    # Components ---------------------------------------------------------------------------------------
    "unused-component a library": """
        components: {schemas: {Order: {type: object}}}
        """,
    "unused-component kept on purpose": """
        paths: {/a: {get: {}}}
        components: {schemas: {Order: {type: object, x-keep: true}, x-note: {a: b}}}
        """,
    "unused-component only by itself": """
        paths: {/a: {get: {}}}
        components:
          schemas:
            Tree: {properties: {child: {$ref: '#/components/schemas/Tree'}}}  # <-
        """,
    "unused-component discriminators use theirs": """
        paths:
          /pets: {get: {responses: {'200': {$ref: '#/components/responses/Pet'}}}}
        components:
          responses:
            Pet: {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
          schemas:
            Pet:
              discriminator:
                propertyName: kind
                mapping: {cat: Cat, dog: '#/components/schemas/Dog'}
            Cat: {type: object}
            Dog: {type: object}
            Fish: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object}]}
            Bird: {type: object}  # <-
        """,
    "unused-component mentions": """
        info: {description: 'See <Model ref="#/components/schemas/Shown"/>.'}
        x-groups: [{name: Listed}]
        x-webhooks: {a: {$ref: '#/components/schemas/Hook'}}
        paths: {/a: {get: {parameters: [{schema: {$ref: '#/components/schemas/Part/properties/id'}}]}}}
        components:
          schemas:
            Shown: {}
            Listed: {}
            Hook: {}
            Part: {properties: {id: {type: string}}}
            Sho: {}  # <-
        """,
    "unused-component security": """
        security: [{key: []}]
        paths: {/a: {get: {security: [{token: []}]}}}
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: k}
            token: {type: http, scheme: bearer}
            old: {type: http, scheme: basic}  # <-
        """,
    "unused-component 2.0": """
        swagger: '2.0'
        paths: {/a: {get: {parameters: [{$ref: '#/parameters/page'}]}}}
        parameters:
          page: {name: page, in: query, type: integer}
          size: {name: size, in: query, type: integer}  # <-
        definitions:
          Order: {type: object}  # <-
        """,
    "unused-component most of them are one cause": """
        paths: {/a: {get: {}}}
        components:
          schemas:
            A: {}  # <-
            B: {}
            C: {}
            D: {}
        """,
    # Links, servers, media types ----------------------------------------------------------------------
    "link-valid every way to name an operation": """
        paths:
          /orders/{id}:
            get:
              operationId: getOrder
              parameters: [{name: id, in: path, required: true}]
              responses:
                '200':
                  description: ok
                  links:
                    self: {operationId: getOrder, parameters: {path.id: $request.path.id}}
                    pointer: {operationRef: '#/paths/~1orders~1{id}/get', parameters: {id: 3}}
                    escaped: {operationRef: '#/paths/~1orders~1%7Bid%7D/get'}
                    web: {operationRef: 'https://acme-shop.com/api.yaml#/paths/~1a/get'}
                    nothing: {description: a link without a target}
                    lost: {operationId: getOrders}  # <-
                    path: {operationRef: '#/paths/~1invoices/get'}  # <-
                    schema: {operationRef: '#/paths'}  # <-
                    wrong: {operationId: getOrder, parameters: {query.number: $response.body#/id}}  # <-
        """,
    "link-valid runtime expressions": """
        paths:
          /orders:
            get:
              operationId: list
              parameters: [{name: a, in: query}, {name: b, in: query}, {name: c, in: query}]
              responses:
                '200':
                  description: ok
                  links:
                    one:
                      operationId: list
                      parameters: {a: $url, b: $response.header.Location, c: $request.body#/a~1b}
                    two:
                      operationId: list
                      parameters: {a: $response.body.id, b: 'price: 3 $', c: $}  # <- <-
        """,
    "link-valid parameters that are not known": """
        paths:
          /orders:
            get:
              operationId: list
              parameters: [{$ref: gone.yaml}]
              responses:
                '200': {description: ok, links: {again: {operationId: list, parameters: {page: 2}}}}
        """,
    "server-variables-valid": """
        servers:
          - url: https://{region}.{domain/  # <-
            variables: {region: {default: eu}}
          - url: https://{region}/{a}/{b}  # <-
            variables:
              region: {default: us, enum: [eu]}  # <-
              port: {default: '443'}  # <-
          - {url: /v1}
          - {variables: [a]}
        paths:
          /orders: {servers: [{url: '{root}'}]}  # <-
        """,
    "server-variables-valid 2.0 has no variables": """
        swagger: '2.0'
        host: '{tenant}.acme-shop.com'
        paths: {}
        """,
    "media-type-valid odd but plausible": """
        paths:
          /a:
            post:
              requestBody:
                content:
                  application/json; charset=utf-8: {}
                  application/vnd.acme.order+jsn: {}
                  application/x-protobuf: {}
                  application/alps+json: {}
                  application/json5: {}
                  text/*: {}
                  '*/*': {}
                  APPLICATION/JSON: {}
                  chemical/x-pdb: {}
        """,
    "media-type-valid slips": """
        paths:
          /a:
            post:
              requestBody:
                content:
                  application/josn: {}  # <-
                  application/x-www-form-urlencode: {}  # <-
                  aplication/xml: {}  # <-
                  json: {}  # <-
                  image/jpg: {}  # <-
        """,
    "media-type-valid 2.0 lists them": """
        swagger: '2.0'
        consumes: [application/json, text/plian]  # <-
        paths:
          /a: {get: {produces: [application-json]}}  # <-
        """,
    # Texts --------------------------------------------------------------------------------------------
    "no-script-in-markdown code is shown": """
        info:
          description: |
            Use `<script>` or

            ```html
            <script>eval(1)</script>
            ```
            in <code><script></code>, which runs a medieval(x) or object.eval(x).
          x-logo: {description: <script>}
        components:
          examples: {xss: {value: {description: <script>}}}
          schemas:
            Page:
              example: {description: <script>alert(1)</script>}
              properties:
                description: {type: string, default: <script>}
        """,
    "no-script-in-markdown every way in": """
        info: {description: "a <SCRIPT>alert(1)</SCRIPT>"}  # <-
        paths:
          /a:
            get:
              summary: "[click](javascript:alert(1))"  # <-
              description: "<a href='javascript:alert(1)'>"  # <-
              responses:
                '200': {description: "eval('1')"}  # <-
        """,
    # YAML ---------------------------------------------------------------------------------------------
    "yaml-pitfalls quotes make it a text": """
        info:
          title: 'on'
          version: "2026-11-23"
          description: >-
            no
        paths:
          /a: {get: {summary: 'no', operationId: !!str yes, tags: ["off"]}}
        """,
    "yaml-pitfalls where a string is wanted": """
        info: {title: on, version: 2026-11-23}  # <- <-
        tags: [{name: no}]  # <-
        paths:
          /a:
            get:
              operationId: 12:30:45  # <-
              tags: [no]  # <-
              parameters: [{name: off, in: query, description: 1_000}]  # <- <-
        """,
    "yaml-pitfalls values of strings, once an enum": """
        components:
          schemas:
            A: {enum: [on, off, auto]}  # <-
            B: {type: string, default: no, const: yes}  # <- <-
            C: {type: boolean, default: no}
            D: {properties: {on: {}, y: {}, 'no': {}}}  # <-
            E: {enum: ['on', 2026-1-2, 1.10, v1]}
            F: {example: no, examples: [no]}
        """,
    "yaml-pitfalls keys": """
        paths:
          /a:
            get:
              responses:
                200: {description: ok}  # <-
                404: {description: none}
        components:
          schemas:
            A:
              properties:
                true: {}  # <-
                null: {}  # <-
                1.5: {}  # <-
        """,
    "yaml-pitfalls numbers that are none in JSON": """
        components: {schemas: {A: {type: number, maximum: .inf}}}  # <-
        """,
    "yaml-pitfalls 2.0 bodies": """
        swagger: '2.0'
        paths: {/a: {post: {parameters: [{name: no, in: body, schema: {}}]}}}  # <-
        """,
    # The structure ------------------------------------------------------------------------------------
    "document-valid where the specification has no $ref": """
        openapi: 3.0.4
        info: {title: Orders, version: '1', $ref: info.yaml}  # <-
        paths:
          $ref: paths.yaml  # <-
          /a:
            get: {responses: {$ref: answers.yaml}}  # <-
            put: {responses: {'200': {description: ok, content: {$ref: content.yaml}}}}  # <-
            post: {responses: {'200': {$ref: gone.yaml}}}
        components:
          schemas: {$ref: schemas.yaml}  # <-
        """,
    "document-valid many names are one problem": """
        openapi: 3.0.4
        info: {title: Orders, version: '1'}
        paths: {}
        components:
          responses:
            a@200: {description: ok}  # <-
            b@200: {description: ok}
            c@200: {description: ok}
            d@200: {description: ok}
          schemas:
            a b: {}  # <-
            c d: {}  # <-
        """,
    "document-valid many objects without the same member": """
        openapi: 3.0.4
        info: {title: Orders, version: '1'}
        paths: {}
        components:
          responses:
            a: {}  # <-
            b: {}
            c: {}
            d: {}
        """,
    "document-valid tags declared twice": """
        openapi: 3.0.4
        info: {title: Orders, version: '1'}
        tags:
          - {name: orders}
          - {name: orders}  # <-
          - {name: orders, description: again}  # <-
        paths: {}
        """,
    "document-valid one body": """
        swagger: '2.0'
        info: {title: Orders, version: '1'}
        paths:
          /a:
            post:
              parameters:
                - {name: a, in: body, schema: {}}
                - {name: b, in: formData, type: string}  # <-
                - {name: c, in: body, schema: {}}  # <-
              responses: {'200': {description: ok}}
        """,
    "document-valid the kind of object decides which mistake it is": """
        swagger: '2.0'
        info: {title: Orders, version: '1'}
        paths: {}
        securityDefinitions:
          a:
            type: oauth2
            flow: implict  # <-
            authorizationUrl: https://id.acme-shop.com
            scopes: {}
        """,
    "document-valid what the official schema forbids and the specification allows": """
        openapi: 3.1.0
        info: {title: Orders, version: '1'}
        paths:
          /a: {$ref: '#/components/pathItems/a', parameters: []}
        components:
          pathItems: {a: {}}
          links:
            again: {operationId: list, server: {url: /v2}, parameters: {page: 3}}
            wrong: {operationId: list, servr: {url: /v2}}  # <-
        """,
    "document-valid callbacks may be extended": """
        openapi: 3.1.0
        info: {title: Orders, version: '1'}
        paths:
          /a:
            post:
              responses: {'200': {description: ok}}
              callbacks:
                paid:
                  x-note: text
                  '{$request.body#/url}': text  # <-
        """,
    # The web ------------------------------------------------------------------------------------------
    "remote-ref-immutable what pins a URL": """
        components:
          schemas:
            A: {$ref: 'https://acme-shop.com/money-1.0.0.yaml#/Money'}
            B: {$ref: 'https://acme-shop.com/2026-11-23/money.yaml'}
            C: {$ref: 'https://acme-shop.com/blob/80ebe6f19bfe/money.yaml'}
            D: {$ref: 'https://acme-shop.com/v1/money.yaml#/A'}  # <-
            E: {$ref: 'https://acme-shop.com/v1/money.yaml#/B'}
            F: {$ref: 'https://acme-shop.com/main/defaced.yaml'}  # <-
        """,
    "spec-version-current 3.0 is fine": """
        openapi: 3.0.4
        paths: {}
        """,
}


@pytest.mark.parametrize("case", CASES)
def test_findings_stand_on_exactly_the_marked_lines(case: str) -> None:
    found = [finding.span.line for finding in findings(case.partition(" ")[0], CASES[case])]
    assert found == marked_lines(CASES[case])


def findings(rule: str, text: str) -> list[Finding]:
    return findings_of_example(RULES[rule], text)


def test_a_mistake_of_a_whole_path_names_its_operations() -> None:
    (finding,) = findings("path-params-match", "paths:\n  /orders/{id}: {get: {}, put: {}, post: {}}\n")
    assert finding.message == "`{id}` in `/orders/{id}` is not declared by `GET`, `PUT` and `POST`"


def test_two_names_that_were_meant_to_be_one_are_one_mistake() -> None:
    (finding,) = findings("path-params-match", CASES["path-params-match surplus"])[1:]
    assert finding.message == "`{id}` in `/invoices/{id}` is called `ID` by `GET`"
    assert finding.help == "use one name in both places, in one case"


def test_twins_are_milder_than_repetitions() -> None:
    assert {f.severity for f in findings("parameters-unique", CASES["parameters-unique twins"])} == {
        Severity.WARNING
    }


def test_the_second_key_names_the_line_of_the_first() -> None:
    (finding,) = findings("yaml-pitfalls", "paths:\n  /a: {}\n  '/a': {}\n")
    assert (finding.span.line, finding.span.column) == (3, 3)
    assert finding.message == "key `/a` is already in this mapping, on line 2: one of the two is lost"
    assert finding.severity is Severity.ERROR


def test_unquoted_status_codes_are_counted_once_and_mildly() -> None:
    found = findings("yaml-pitfalls", CASES["yaml-pitfalls keys"])
    assert found[0].message == "2 keys are numbers without quotes, such as `200`; OpenAPI wants strings"
    assert [finding.severity for finding in found] == [Severity.INFO] + [Severity.WARNING] * 3


def test_octal_looking_codes_have_two_readings() -> None:
    (finding,) = findings("yaml-pitfalls", "paths: {/a: {get: {responses: {0200: {description: ok}}}}}\n")
    assert finding.message == "key `0200` is a number with two readings to YAML"


def test_equal_media_types_are_one_finding() -> None:
    text = "".join(
        f"  /{n}: {{get: {{responses: {{'200': {{content: {{text/cvs: {{}}}}}}}}}}}}\n" for n in "abc"
    )
    (finding,) = findings("media-type-valid", f"paths:\n{text}")
    assert (finding.message, finding.help) == (
        "`text/cvs` is not registered (3 times)",
        "did you mean `text/csv`?",
    )


def test_what_silences_is_used_reasoned_and_unexpired() -> None:
    text = """
        x-apilint-ignore:
          suppression-used: ''
          info-contact: until 2026-11-22 nobody is there
          info-described: until 2026-11-23 somebody writes it
          servers-defined: {reason: soon, until: soon}
        paths:
          # apilint: ignore[yaml-pitfalls]
          /a: {get: {}}
        """
    assert [finding.message for finding in findings("suppression-used", text)] == [
        "silencing `suppression-used` gives no reason",
        "silencing `suppression-used` is unused: it reports nothing here",
        "silencing `info-contact` expired on 2026-11-22",
        "`soon` is no date, so this never expires",
        "silencing `yaml-pitfalls` gives no reason",
    ]


MISFITS = """
openapi: 3.1.0
info: {title: a, version: 1.0, descr: 3, summary: [a], license: }
servers: {url: /v1}
tags: [a]
paths:
  /orders:
    get: {deprecated: 'yes', parameters: {name: a}, responses: {}}
    post: {requestBody: {required: 1}, responses: []}
    put: nothing
"""
HELPS = {
    "`version` must be a string, not a number": "YAML reads `1.0` as a number: write `'1.0'`",
    "`descr` is not allowed in `info`": "remove it, or name it `x-...` if it is an extension",
    "`summary` must be a string, not an array": "write a text",
    "`license` must be an object, not null": "give it a value, or remove it",
    "`servers` must be an array, not an object": "write a list: each member after `- `, or all in `[...]`",
    "`tags[0]` must be an object, not a string": "write members as `name: value`, or `{}` for none",
    "`deprecated` must be a boolean, not a string": "write `true` or `false`, without quotes",
    "`parameters` must be an array, not an object": "write a list: each member after `- `, or all in `[...]`",
    "`responses` declares no status code": ("add the answers by status, such as `'200': {description: ...}`"),
    "`requestBody` lacks `content`": "add `content`",
    "`required` must be a boolean, not a number": "write `true` or `false`",
    "`responses` must be an object, not an array": "write members as `name: value`, or `{}` for none",
    "`put` must be an object, not a string": "write members as `name: value`, or `{}` for none",
}


def test_every_structural_mistake_says_what_to_write() -> None:
    found = findings_of_example(RULES["document-valid"], MISFITS)
    assert {each.message: each.help for each in found} == HELPS
