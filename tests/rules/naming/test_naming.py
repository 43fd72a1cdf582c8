"""The odd cases of the rules on names: findings on the marked lines, silence where none is marked."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from apilint_rules.naming._casing import is_plain, rewritten, standard_of
from support import findings_of_example, marked_lines

RULES = load_rules()

PATHS = "paths: {/order-items: {}, /tax-rates: {}, /price-lists: {}, /credit-notes: {}, /due-dates: {}, "
QUERY = """
    paths:
      /orders:
        get:
          parameters:
            - {name: page_size, in: query}
            - {name: page_token, in: query}
            - {name: sort_by, in: query}
            - {name: created_after, in: query}
            - {name: created_before, in: query}
"""
PROPERTIES = """
    components:
      schemas:
        Order:
          properties: {order_id: {}, created_at: {}, updated_at: {}, net_amount: {}, tax_amount: {}}
"""
SCHEMAS = """
    components:
      schemas:
        OrderLine: {}
        TaxRate: {}
        PriceList: {}
        Customer: {}
        Invoice: {}
        Payment: {}
        Address: {}
        Warehouse: {}
"""
IDS = """
    paths:
      /orders: {get: {operationId: listOrders}, post: {operationId: createOrder}}
      /orders/{id}: {get: {operationId: getOrder}, put: {operationId: putOrder}}
      /invoices: {get: {operationId: listInvoices}}
"""

CASES = {
    # Casing of paths ------------------------------------------------------------------------------
    "path-casing-consistent camel in kebab": PATHS + "/openInvoices: {}}  # <-",
    "path-casing-consistent verb after a colon": PATHS + "'/orders:batchGet': {}}",
    "path-casing-consistent extension": PATHS + "/items.geojson: {}, '/{name}.csv': {}}",
    "path-casing-consistent versions": PATHS
    + "'/v{version}/x': {}, /v1beta1/x: {}, /2024-01-01/x: {}, /itemsV2: {}}",
    "path-casing-consistent signs": PATHS
    + "/.well-known/x: {}, /$batch: {}, /_search: {}, /_field_caps: {}}",
    "path-casing-consistent random key": PATHS + "/class-6VMVochwUWo: {}}",
    "path-casing-consistent single words": PATHS + "/orders: {}, /invoices: {}}",
    "path-casing-consistent mixture is one finding": """
        paths:
          /order-items: {}
          /tax-rates: {}
          /price-lists: {}
          /credit_notes: {}  # <-
          /due_dates: {}
        """,
    "path-casing-consistent too few to say": "paths: {/order-items: {}, /tax_rates: {}, /priceLists: {}}",
    "path-casing-consistent callbacks are named by others": """
        paths:
          /order-items:
            post:
              callbacks:
                paid: {'{$request.body#/callback_url}/paid_orders': {post: {}}}
          /tax-rates: {}
          /price-lists: {}
          /credit-notes: {}
          /due-dates: {}
        """,
    "path-casing-consistent a segment of many paths is told once": """
        paths:
          /order-items: {}
          /tax-rates: {}
          /price-lists: {}
          /credit-notes: {}
          /due-dates: {}
          /openInvoices: {}  # <-
          /openInvoices/{id}: {}
          /openInvoices/{id}/lines: {}
          /openInvoices/{id}/taxes: {}
        """,
    # Lower case -----------------------------------------------------------------------------------
    "path-lowercase style of the API": """
        paths:
          /priceLists: {}  # <-
          /taxRates: {}
          /creditNotes: {}
          /orders: {}
        """,
    "path-lowercase left to the other rule": PATHS + "/openInvoices: {}}",
    "path-lowercase single word": PATHS + "/Invoices: {}, /orders: {}}  # <-",
    "path-lowercase acronym": PATHS + "/SMS: {}, /orders: {}}  # <-",
    "path-lowercase parameters, versions, procedures": """
        paths:
          /orders/{orderId}: {}
          /itemsV2: {}
          /chat.postMessage: {}
          '/orders:batchGet': {}
          /report.JSON: {}
        """,
    "path-lowercase only single words": "paths: {/orders: {}, /invoices: {}}",
    # Slashes --------------------------------------------------------------------------------------
    "path-no-trailing-slash root": "paths: {/: {}, /orders: {}}",
    "path-no-trailing-slash only path": "paths: {/orders/: {}}  # <-",
    "path-no-trailing-slash custom of the framework": """
        paths:
          /orders/: {}
          /orders/{id}/: {}
          /invoices/: {}
          /invoices/{id}/: {}
          /customers/: {}
          /customers/{id}: {}  # <-
          /schema.json: {}
        """,
    "path-no-trailing-slash no custom": "paths: {/a/: {}, /b/: {}, /c/: {}, /d: {}, /e: {}}",
    "path-no-empty-segment slash alone and variables": """
        openapi: 3.0.4
        servers: [{url: /}, {url: 'https://example.com/{base}'}, {url: //example.com/v1}]
        paths: {'/orders/{id}/lines': {}}
        """,
    "path-no-empty-segment nothing but webhooks": """
        openapi: 3.1.0
        servers: [{url: https://example.com/}]
        """,
    "path-no-empty-segment relative server": """
        openapi: 3.0.4
        servers:
          - url: /v1/  # <-
        paths: {/orders: {}}
        """,
    "path-no-empty-segment inside of a server": """
        openapi: 3.0.4
        servers:
          - url: https://example.com//v1  # <-
        paths: {/orders: {}}
        """,
    "path-no-empty-segment 2.0": """
        swagger: '2.0'
        host: example.com
        schemes: [https, http]
        basePath: /v1/  # <-
        paths: {/orders: {}}
        """,
    "path-no-empty-segment 2.0 slash alone": """
        swagger: '2.0'
        host: example.com
        basePath: /
        paths: {/orders: {}}
        """,
    # Query strings, fragments, odd characters ------------------------------------------------------
    "path-no-query-or-fragment URI template": "paths: {'/orders{?limit,offset}': {}}  # <-",
    "path-no-query-or-fragment sign in a parameter": "paths: {'/files/{path?}': {}}",
    "path-no-query-or-fragment callbacks": """
        paths:
          /orders:
            post:
              callbacks:
                paid: {'{$request.query.url}?event={$request.body#/id}': {post: {}}}
        """,
    "path-safe-characters told by another rule": "paths: {'/orders?a=1': {}, '/orders#a': {}}",
    "path-safe-characters placeholder of another kind": "paths: {/uploads/<id>: {}}  # <-",
    "path-safe-characters letters of other alphabets": "paths: {/köln: {}}  # <-",
    "path-safe-characters me": "paths: {/users/@me: {}}",
    "path-safe-characters slash and equals sign in a parameter": "paths: {'/{name=shelves/*}:move': {}}",
    "path-safe-characters OData": "paths: {\"/Orders('{id}')/Lines\": {}, /Orders/$count: {}}",
    "path-safe-characters OData by its parameters": """
        paths:
          /Orders(status='open'):
            get: {parameters: [{name: $filter, in: query}]}
        """,
    # Path parameters -------------------------------------------------------------------------------
    "path-param-name-consistent equal templates": "paths: {'/users/{id}': {}, '/users/{userId}': {}}",
    "path-param-name-consistent collections": "paths: {'/users/{id}': {}, '/orders/{orderId}/lines': {}}",
    "path-param-name-consistent kinds of keys": "paths: {'/users/{id}': {}, '/users/{username}/orders': {}}",
    "path-param-name-consistent roles": "paths: {'/repos/{owner}': {}, '/repos/{template_owner}/copies': {}}",
    "path-param-name-consistent after a version": "paths: {'/v1/{org}': {}, '/v1/{id}/users': {}}",
    "path-param-name-consistent types": """
        paths:
          /users/{id}: {get: {parameters: [{name: id, in: path, schema: {type: integer}}]}}
          /users/{userId}/orders: {get: {parameters: [{name: userId, in: path, schema: {type: string}}]}}
        """,
    "path-param-name-consistent 2.0": """
        swagger: '2.0'
        paths:
          /users/{user_id}: {get: {parameters: [{name: user_id, in: path, type: string}]}}
          /users/{user_id}/orders: {get: {parameters: [{name: user_id, in: path, type: string}]}}
          /users/{id}/invoices: {get: {parameters: [{name: id, in: path, type: string}]}}  # <-
        """,
    "path-param-name-consistent custom of a document is one finding": """
        paths:
          /users/{id}: {}
          /users/{user_id}/orders: {}  # <-
          /orders/{id}: {}
          /orders/{order_id}/lines: {}
          /invoices/{id}: {}
          /invoices/{invoice_id}/lines: {}
          /taxes/{id}: {}
          /taxes/{tax_id}/rates: {}
          /rates/{id}: {}
          /rates/{id}/days: {}
        """,
    "path-param-casing-consistent shared parameters are told once": """
        paths:
          /a/{order_id}: {parameters: [{$ref: '#/components/parameters/a'}]}
          /b/{itemId}: {parameters: [{$ref: '#/components/parameters/f'}]}
          /c/{itemId}: {parameters: [{$ref: '#/components/parameters/f'}]}
        components:
          parameters:
            a: {name: order_id, in: path}
            b: {name: line_id, in: path}
            c: {name: tax_id, in: path}
            d: {name: invoice_id, in: path}
            e: {name: user_id, in: path}
            f: {name: itemId, in: path}  # <-
        """,
    # Query parameters ------------------------------------------------------------------------------
    "query-param-casing-consistent brackets at the end": QUERY
    + "            - {name: 'orderIds[]', in: query}  # <-",
    "query-param-casing-consistent syntax of its own": QUERY
    + """            - {name: $orderBy, in: query}
            - {name: 'filter[taxRate]', in: query}
            - {name: taxRate.after, in: query}
            - {name: taxRate__gt, in: query}
            - {name: x-traceId, in: query}
            - {name: oldName, in: query, deprecated: true}
            - {name: ID, in: query}
            - {name: limit, in: query}""",
    "query-param-casing-consistent other places": QUERY
    + """            - {name: orderId, in: header}
            - {name: orderId, in: cookie}""",
    "query-param-casing-consistent OAuth": """
        paths:
          /authorize:
            get:
              parameters:
                - {name: pageSize, in: query}
                - {name: pageToken, in: query}
                - {name: sortBy, in: query}
                - {name: createdAfter, in: query}
                - {name: createdBefore, in: query}
                - {name: client_id, in: query}
                - {name: redirect_uri, in: query}
        """,
    # Headers ---------------------------------------------------------------------------------------
    "header-no-x-prefix known names": """
        paths:
          /orders:
            get:
              parameters:
                - {name: X-API-Key, in: header}
                - {name: x-correlation-id, in: header}
                - {name: X-Old, in: header, deprecated: true}
                - {name: X-Query, in: query}
              responses:
                '200': {headers: {X-RateLimit-Limit: {}, X-Rate-Limit: {}, X-Total-Count: {}}}
        """,
    "header-no-x-prefix answers, 2.0": """
        swagger: '2.0'
        paths:
          /orders:
            get:
              responses:
                '200':
                  headers:
                    X-Warehouse: {type: string}  # <-
                    x-color: {type: string}  # <-
        """,
    "header-no-x-prefix many places of one name": """
        paths:
          /a: {get: {parameters: [{name: X-Warehouse, in: header}]}}  # <-
          /b: {get: {parameters: [{name: X-Warehouse, in: header}]}}
          /c: {get: {parameters: [{name: X-Warehouse, in: header}]}}
          /d: {get: {parameters: [{name: X-Warehouse, in: header}]}}
        """,
    # Properties ------------------------------------------------------------------------------------
    "property-casing-consistent minority": PROPERTIES
    + """        Invoice: {properties: {dueDate: {}, currency: {}}}  # <-
        Payment: {properties: {dueDate: {}}}  # <-""",
    "property-casing-consistent a name of many places": PROPERTIES
    + """        A: {properties: {dueDate: {}}}  # <-
        B: {properties: {dueDate: {}}}
        C: {properties: {dueDate: {}}}
        D: {properties: {dueDate: {}}}""",
    "property-casing-consistent signs, codes and acronyms": PROPERTIES
    + """        Invoice:
          properties: {_links: {}, '@odata.type': {}, $schema: {}, a.streetName: {}, _myId: {}, IBAN: {}}""",
    "property-casing-consistent keys of a map": PROPERTIES
    + """        Reactions: {properties: {thumbsUp: {}, '+1': {}, '-1': {}}}
        Kind: {enum: [bankTransfer, card]}
        Limits: {properties: {bankTransfer: {}, card: {}}}
        Labels: {additionalProperties: {type: string}, example: {someKey: x}}""",
    "property-casing-consistent formats of others": PROPERTIES
    + """        ScimUser: {properties: {userName: {}, name: {properties: {familyName: {}}}}}
        Bundle: {properties: {mediaType: {}, dsseEnvelope: {}}}
        FilePart: {properties: {headers: {properties: {content-type: {}}}}}""",
    "property-casing-consistent deprecated": PROPERTIES
    + "        Old: {properties: {dueDate: {deprecated: true}}}",
    "property-casing-consistent forms among themselves": PROPERTIES
    + """    paths:
      /tokens:
        post:
          requestBody:
            content:
              application/x-www-form-urlencoded:
                schema: {properties: {OrderId: {}, CreatedAt: {}, UpdatedAt: {}, NetAmount: {}}}""",
    "property-casing-consistent 2.0": """
        swagger: '2.0'
        definitions:
          Order: {properties: {orderId: {}, createdAt: {}, updatedAt: {}, netAmount: {}, taxAmount: {}}}
          Invoice:
            properties:
              due_date: {type: string}  # <-
        """,
    "property-casing-consistent too few": """
        components: {schemas: {A: {properties: {dueDate: {}, tax_rate: {}}}}}
        """,
    # Enums -----------------------------------------------------------------------------------------
    "enum-casing-consistent capitals": "components: {schemas: {A: {enum: [draft, paid, REJECTED]}}}  # <-",
    "enum-casing-consistent codes": """
        components:
          schemas:
            Currency: {enum: [EUR, USD, Bitcoin]}
            Locale: {enum: [auto, de, en, en-GB, en-US, pt-BR, zh-Hant]}
            Media: {enum: [application/json, text_plain]}
            Unit: {enum: [kB, MB, GiB, kbps, Mbps, bytes]}
            Algorithm: {enum: [HS256, RS256, EdDSA, none]}
            Symbol: {enum: ['.', X, o]}
            Text: {enum: ["won't fix", in_progress, on-hold, waiting_for_stock]}
            Both: {enum: [asc, desc, ASC, DESC, natural_order]}
            Any: {enum: ['', '*', in_progress, paid]}
            Zone: {enum: [Europe/Berlin, UTC, in_progress, a-b]}
            Model: {enum: [reader_one, reader_two, reader_P400]}
            Number: {enum: [1, 2, in_progress, on-hold]}
        """,
    "enum-casing-consistent no majority": "components: {schemas: {A: {enum: [in_progress, on-hold]}}}",
    "enum-casing-consistent 2.0 parameter": """
        swagger: '2.0'
        paths:
          /orders:
            get:
              parameters:
                - {name: status, in: query, type: string, enum: [in_progress, on_hold, paidInFull]}  # <-
        """,
    # Arrays ----------------------------------------------------------------------------------------
    "array-property-plural no proof of a plural": """
        components:
          schemas:
            Order: {properties: {equipment: {type: array, items: {}}, tag: {type: array, items: {}}}}
        """,
    "array-property-plural plural in a path": """
        paths: {/tags: {}}
        components:
          schemas:
            Order:
              properties:
                color_tag: {$ref: '#/components/schemas/Many'}  # <-
                tag: {type: string}
            Many: {type: array, items: {type: string}}
        """,
    "array-property-plural exceptions": """
        paths: {/tags: {}, /lists: {}, /histories: {}, /points: {}, /items: {}, /children: {}, /dates: {}}
        components:
          schemas:
            Order:
              properties:
                list: {type: array, items: {}}
                history: {type: array, items: {}}
                point: {type: array, items: {}}
                children: {type: array, items: {}}
                by_tag: {type: array, items: {}}
                ids_of_tag: {type: array, items: {}}
                tag: {type: array, minItems: 2, maxItems: 2, items: {}}
                color_tag: {type: array, items: {type: array, items: {}}}
                item: {type: array, xml: {wrapped: true}, items: {}}
                date: {type: [string, 'null']}
        """,
    # Schema names ----------------------------------------------------------------------------------
    "schema-name-casing-consistent generated names": SCHEMAS
    + """        Page_Order: {}
        User--Base: {}
        Error-2: {}
        Body_upload_file_post: {}
        com.example.order_line: {}
        Order«Line»: {}
        Public_orderLineUpdate: {}
        URL: {}""",
    "schema-name-casing-consistent words": SCHEMAS
    + """        order_item: {}  # <-
        note: {}  # <-""",
    "schema-name-casing-consistent one cause": SCHEMAS
    + "".join(f"        Part{number}: {{}}\n" for number in range(50))
    + "        webhook_a: {}  # <-\n"
    + "".join(f"        webhook_{letter}: {{}}\n" for letter in "bcdefghij"),
    "schema-name-casing-consistent 2.0": """
        swagger: '2.0'
        definitions:
          order_line: {}
          tax_rate: {}
          price_list: {}
          credit_note: {}
          due_date: {}
          PaymentMethod: {}  # <-
        """,
    # Operation ids ---------------------------------------------------------------------------------
    "operation-id-casing-consistent generated": IDS
    + """      /a: {get: {operationId: read_item_items__id__get}}
      /b: {get: {operationId: findAll_1}}
      /c: {get: {operationId: list}}""",
    "operation-id-casing-consistent webhooks": IDS
    + """    webhooks:
      paid: {post: {operationId: order_paid}}  # <-""",
    "operation-id-casing-consistent groups": """
        paths:
          /orders: {get: {operationId: orders/list-all}, post: {operationId: orders/create-one}}
          /invoices: {get: {operationId: invoices/list-all}, post: {operationId: invoices/create-one}}
          /customers: {get: {operationId: customers/list-some}, post: {operationId: customers/create-some}}
          /a: {get: {operationId: a/get-this}, post: {operationId: a/post-this}}
        """,
    "operation-id-casing-consistent group and verb": IDS.replace("listOrders", "Orders_list"),
    "operation-id-valid-identifier fine everywhere": """
        paths:
          /a: {get: {operationId: orders/list}, post: {operationId: orders.create-one_2}}
          /b: {get: {}, post: {operationId: ''}, put: {operationId: _put}}
        """,
    "operation-id-valid-identifier digit": "paths: {/a: {get: {operationId: 2fa}}}  # <-",
    "operation-id-valid-identifier many": """
        paths:
          /a: {get: {operationId: list all}, post: {operationId: make one}}  # <-
          /b: {get: {operationId: list more}, post: {operationId: make two}, put: {operationId: put}}
        """,
}


@pytest.mark.parametrize("name", CASES)
def test_findings_are_on_exactly_the_marked_lines(name: str) -> None:
    rule = RULES[name.partition(" ")[0]]
    assert [finding.span.line for finding in findings_of_example(rule, CASES[name])] == marked_lines(
        CASES[name]
    )


PROFILED = {
    "path-casing-consistent": ("paths: {/taxRates: {}, /orders: {}}", "kebab-case", "write `tax-rates`"),
    "path-param-casing-consistent": (
        "paths: {'/a/{order_id}': {parameters: [{name: order_id, in: path}]}}",
        "camelCase",
        "write `orderId`",
    ),
    "query-param-casing-consistent": (
        "paths: {/a: {get: {parameters: [{name: pageSize, in: query}]}}}",
        "snake_case",
        "write `page_size`",
    ),
    "property-casing-consistent": (
        "components: {schemas: {A: {properties: {ipv4Address: {}}}}}",
        "snake_case",
        "write `ipv4_address`",
    ),
    "schema-name-casing-consistent": (
        "components: {schemas: {order_line: {}}}",
        "PascalCase",
        "write `OrderLine`",
    ),
    "operation-id-casing-consistent": (
        "paths: {/a: {get: {operationId: list_all}}}",
        "camelCase",
        "write `listAll`",
    ),
}


@pytest.mark.parametrize("name", PROFILED)
def test_a_chosen_case_needs_no_majority(name: str) -> None:
    example, case, help_text = PROFILED[name]
    assert [finding.help for finding in findings_of_example(RULES[name], example, case=case)] == [help_text]


def test_where_most_names_lack_the_chosen_case_they_are_told_once() -> None:
    example = "paths: {/taxRates: {}, /priceLists: {}, /creditNotes: {}, /dueDates: {}, /orders: {}}"
    (finding,) = findings_of_example(RULES["path-casing-consistent"], example, case="kebab-case")
    assert finding.message == "4 of 5 path segments are not kebab-case, such as `creditNotes`"


def test_proper_names_may_have_capitals() -> None:
    rule = RULES["path-lowercase"]
    assert findings_of_example(rule, "paths: {/GitHub: {}, /orders: {}}")
    assert not findings_of_example(rule, "paths: {/GitHub: {}, /orders: {}}", allow=["GitHub"])


def test_more_headers_may_be_allowed() -> None:
    example = "paths: {/a: {get: {parameters: [{name: X-Tenant-ID, in: header}]}}}"
    assert not findings_of_example(RULES["header-no-x-prefix"], example, allow=["x-tenant-*"])


def test_further_signs_may_be_allowed_in_operation_ids() -> None:
    example = "paths: {/a: {get: {operationId: 'orders:list'}}}"
    assert not findings_of_example(RULES["operation-id-valid-identifier"], example, allow="/:")


def test_capitals_as_a_style_are_a_remark_only() -> None:
    (finding,) = findings_of_example(RULES["path-lowercase"], CASES["path-lowercase style of the API"])
    assert finding.severity is Severity.INFO


def test_a_server_that_ends_in_a_slash_is_a_warning_only() -> None:
    (finding,) = findings_of_example(
        RULES["path-no-empty-segment"], CASES["path-no-empty-segment relative server"]
    )
    assert (finding.severity, finding.help) == (Severity.WARNING, "write `/v1`")


@pytest.mark.parametrize("name", ["", "_links", "a.b", "ID", "X", "a__b", "Ünit", "class-6VMVochwUWo", "a b"])
def test_names_without_a_case(name: str) -> None:
    assert not is_plain(name)


@pytest.mark.parametrize(
    ("name", "case", "expected"),
    [
        ("ipv4Address", "snake_case", "ipv4_address"),
        ("address_line_2", "kebab-case", "address-line-2"),
        ("orgID", "snake_case", "org_id"),
        ("tax_rate", "PascalCase", "TaxRate"),
    ],
)
def test_digits_stay_with_the_word_before_them(name: str, case: str, expected: str) -> None:
    assert rewritten(name, case) == expected


def test_a_few_compound_names_do_not_rule_over_many_single_ones() -> None:
    pascal = ["OrderLine", "TaxRate", "PriceList", "CreditNote", "DueDate"]
    assert standard_of(pascal) is not None
    assert standard_of([*pascal, *(f"word{letter}" for letter in "abcdef")]) is None
