"""The odd cases of the rules on resources: findings on the marked lines, silence where none is marked."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from apilint_rules.resources._overlap import Index, template_of
from support import findings_of_example, marked_lines

RULES = load_rules()

CASES = {
    # collection-plural-nouns ----------------------------------------------------------------------
    "collection-plural-nouns uncountable words, containers, adjectives and plurals with a tail": """
        paths:
          /equipment/{id}: {get: {}, put: {}}
          /catalog/{id}: {get: {}, put: {}}
          /audit-log/{id}: {get: {}, put: {}}
          /starred/{id}: {get: {}, put: {}}
          /siprec: {post: {}}
          /siprec/{Sid}: {post: {}}
          /codes_of_conduct/{key}: {get: {}}
          /projectsV2/{id}: {get: {}, put: {}}
          /people/{id}: {get: {}, put: {}}
          /allowlist/{id}: {get: {}, put: {}}
        """,
    "collection-plural-nouns singletons, actions and searches": """
        paths:
          /me: {get: {}}
          /user: {get: {responses: {'200': {$ref: '#/shown'}}}, patch: {}}
          /user/{accountId}: {get: {responses: {'200': {$ref: '#/shown'}}}}
          /compare/{base}: {get: {}}
          /search/{text}: {get: {}}
          /orders/{id}: {get: {}}
          /orders/{id}/cancel: {post: {}}
          /orders/{id}/invoice: {get: {}}
        shown: {content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}}
        """,
    "collection-plural-nouns by another key, by scope, by argument": """
        paths:
          /flows/{id}: {get: {}}
          /flows/name/{name}: {get: {}}
          /images/custom/{imageId}: {get: {}, delete: {}}
          /applications/group/{groupId}: {get: {}, post: {}}
          /weather/forecast/{days}: {get: {}}
          /repos/{owner}/{repo}/tarball/{ref}: {get: {}}
        """,
    "collection-plural-nouns each collection once, at the first path that leads to it": """
        paths:
          /v1/user/{userId}:  # <-
            get: {}
          /v1/user/{userId}/order/{orderId}/item/{itemId}:  # <-
            delete: {}
          /v1/user/{userId}/order/{orderId}:  # <-
            get: {}
        """,
    "collection-plural-nouns codes, numbers and words of other alphabets": """
        paths:
          /gc/{id}: {get: {}, put: {}}
          /ipv6/{id}: {get: {}, put: {}}
          /заказ/{id}: {get: {}, put: {}}
        """,
    "collection-plural-nouns extensions do not hide the name": """
        paths:
          /Order.json: {get: {}, post: {}}  # <-
          /Order/{Sid}.json: {get: {}}
        """,
    "collection-plural-nouns the owner knows better": """
        paths:
          /status/{name}: {get: {}, put: {}}  # <-
          /state: {x-apilint-kind: singleton, get: {}}
          /state/{name}: {get: {}, put: {}}
        """,
    "collection-plural-nouns a document that is singular throughout is told once": """
        paths:
          /pet/{id}: {get: {}, put: {}}  # <-
          /order/{id}: {get: {}, put: {}}
          /user/{id}: {get: {}, put: {}}
          /store/{id}: {get: {}, put: {}}
          /customer/{id}: {get: {}, put: {}}
        """,
    # path-no-crud-verbs ---------------------------------------------------------------------------
    "path-no-crud-verbs whole words only": """
        paths:
          /posters: {get: {}}
          /putters: {get: {}}
          /profile-options: {get: {}}
          /getaways: {get: {}}
          /listings: {get: {}}
          /updates: {get: {}}
          /addresses: {get: {}}
        """,
    "path-no-crud-verbs compounds that name things": """
        paths:
          /add-ons: {get: {}}
          /add-ons/{id}: {get: {}}
          /attestations/delete-request: {post: {}}
          /delete-requests/{id}: {get: {}}
          /update-checks/{id}: {get: {}, delete: {}}
          /list-members/{id}: {get: {}, delete: {}}
          /runners/remove-token: {post: {}}
          /orders:batchGet: {post: {}}
        """,
    "path-no-crud-verbs verbs in any case and place": """
        paths:
          /GETCustomers: {get: {}}  # <-
          /orders/{id}/update_status: {post: {}}  # <-
          /memberships/add: {post: {}}  # <-
          /retrieve-orders: {post: {}}  # <-
          /orders/{id}: {get: {}}
          /customers/{id}: {get: {}}
          /customers: {get: {}}
          /invoices: {get: {}}
          /stores: {get: {}}
          /carts: {get: {}}
        """,
    "path-no-crud-verbs names with dots are not asked": "paths:\n  /chat.delete: {post: {}}\n",
    # action-path-shape ----------------------------------------------------------------------------
    "action-path-shape words that may be things": """
        paths:
          /orders/{id}/report: {put: {}}
          /orders/{id}/lock: {put: {}, delete: {}}
          /orders/{id}/archive: {get: {}, delete: {}}
          /imports/{id}/run: {delete: {}}
          /checkout/sessions: {post: {}}
          /load_balancers/{id}: {delete: {}}
        """,
    "action-path-shape computed answers and arguments": """
        paths:
          /prices/compare: {get: {}}
          /prices/validate: {get: {}, post: {}}
          /compare/{base}/{head}: {get: {}}
          /validate/{code}: {post: {}}
          /explain/plans: {get: {}}
        """,
    "action-path-shape CRUD is the other rule's": "paths:\n  /orders/{id}/delete: {delete: {}}\n",
    "action-path-shape methods and places": """
        paths:
          /orders/{id}/enable: {put: {}}  # <-
          /orders/{id}/detach: {delete: {}}  # <-
          /restore/files: {post: {}}  # <-
          /a/{id}/cancel: {post: {}}
          /b/{id}/cancel: {post: {}}
          /c/{id}/cancel: {post: {}}
          /d/{id}/cancel: {post: {}}
        """,
    # get-name-implies-write -----------------------------------------------------------------------
    "get-name-implies-write nouns, questions and readers": """
        paths:
          /cancellations: {get: {operationId: cancellations_list}}
          /updates: {get: {operationId: getLastUpdate}}
          /createmeta: {get: {operationId: get_create_meta}}
          /is-enabled: {get: {operationId: isEnabled}}
          /system/status: {get: {operationId: system_update}}
          /orders/cancel: {get: {operationId: listCancelledOrders}, post: {}}
          /orders/deleted: {get: {}}
        """,
    "get-name-implies-write operationIds and paths": """
        paths:
          /a: {get: {operationId: deleteOrder}}  # <-
          /b: {get: {operationId: orders.create}}  # <-
          /c: {get: {operationId: orders/cancel}}  # <-
          /orders/{id}/approve: {get: {}}  # <-
          /orders/{id}:cancel: {get: {}}  # <-
          /auth.revoke: {get: {}}  # <-
        """,
    "get-name-implies-write only GET": "paths:\n  /orders: {post: {operationId: createOrder}}\n",
    # no-identical-path-templates ------------------------------------------------------------------
    "no-identical-path-templates spellings that differ": """
        paths:
          /orders/{id}: {get: {}}
          /orders/{id}/: {get: {}}
          /orders/{id}.json: {get: {}}
          /orders/{id}:cancel: {post: {}}
          /Orders/{id}: {get: {}}
          /orders/{id}?expand=true: {get: {}}
        """,
    "no-identical-path-templates with other methods, three times, deep down": """
        paths:
          /a/{x}/b/{y}: {get: {}}
          /a/{y}/b/{x}: {post: {}}  # <-
          /a/{p}/b/{q}: {get: {}}  # <-
        """,
    "no-identical-path-templates paths without operations": """
        paths:
          /a/{x}: {}
          /a/{y}: {}  # <-
        """,
    # no-ambiguous-paths ---------------------------------------------------------------------------
    "no-ambiguous-paths a literal beats a template": """
        paths:
          /orders/{id}: {get: {}}
          /orders/latest: {get: {}}
          /orders/{id}/items: {get: {}}
          /orders/latest/items: {get: {}}
          /files/{name}: {get: {}}
          /files/{name}.json: {get: {}}
        """,
    "no-ambiguous-paths other methods, other lengths": """
        paths:
          /{entity}/latest: {get: {}}
          /orders/{name}: {post: {}}
          /orders/{name}/x: {get: {}}
        """,
    "no-ambiguous-paths parameters that exclude each other": """
        paths:
          /{entity}/latest:
            get: {parameters: [{name: entity, in: path, schema: {enum: [invoices, customers]}}]}
          /orders/{name}: {get: {}}
          /stores/{number}:
            get: {parameters: [{name: number, in: path, schema: {type: integer}}]}
          /sites/{key}:
            get: {parameters: [{name: key, in: path, schema: {type: string, pattern: '^[0-9]+$'}}]}
          /units/{key}:
            get: {parameters: [{name: key, in: path, schema: {type: string, format: uuid}}]}
        """,
    "no-ambiguous-paths ids and reserved words are not mistaken": """
        paths:
          /files/{fileId}/tags: {get: {}}
          /files/uploads/{uploadId}: {get: {}}
          /{index}/_bulk: {get: {}}
          /_scripts/{name}: {get: {}}
        """,
    "no-ambiguous-paths names can be mistaken": """
        paths:
          /secrets/{secretName}: {get: {}}
          /{workspaceName}/machines: {get: {}}  # <-
        """,
    "no-ambiguous-paths patterns that do not parse exclude nothing": """
        paths:
          /{entity}/latest: {get: {parameters: [{name: entity, in: path, schema: {pattern: '['}}]}}
          /orders/{name}: {get: {}}  # <-
        """,
    "no-ambiguous-paths schemas that contain themselves": """
        paths:
          /{entity}/latest:
            get: {parameters: [{name: entity, in: path, schema: {$ref: '#/components/schemas/A'}}]}
          /orders/{name}: {get: {}}  # <-
        components: {schemas: {A: {anyOf: [{$ref: '#/components/schemas/A'}]}}}
        """,
    "no-ambiguous-paths in 2.0": """
        swagger: '2.0'
        paths:
          /{entity}/latest: {get: {parameters: [{name: entity, in: path, type: integer}]}}
          /orders/{name}: {get: {}}
        """,
    # nesting-depth --------------------------------------------------------------------------------
    "nesting-depth prefixes, scopes and singletons are free": """
        paths:
          /api/v1/admin/internal/orders/{id}/shipping/address/geo/position: {get: {}}
          /repos/{owner}/{repo}/pulls/{number}/reviews/{id}/comments: {post: {}}
        """,
    "nesting-depth the first that lies too deep": """
        paths:
          /as/{a}/bs/{b}/cs/{c}/ds/{d}/es/{e}: {get: {}}
          /as/{a}/bs/{b}/cs/{c}/ds/{d}/es: {get: {}}  # <-
          /as/{a}/bs/{b}/cs/{c}/ds/{d}/es/{e}/fs/{f}: {get: {}}
        """,
    # resource-read-back ---------------------------------------------------------------------------
    "resource-read-back memberships, secrets, actions": """
        paths:
          /teams/{id}/members/{user}: {put: {}, delete: {}}
          /secrets/{name}: {put: {requestBody: {}}, delete: {}}
          /api-keys/{name}: {patch: {requestBody: {}}}
          /orders/{id}/cancel: {put: {requestBody: {}}}
          /clone/{target}: {put: {requestBody: {}}}
        """,
    "resource-read-back read by HEAD or under another spelling": """
        paths:
          /orders/{id}: {patch: {requestBody: {}}}
          /orders/{id}.json: {get: {}}
          /files/{id}: {head: {}, put: {requestBody: {}}}
        """,
    "resource-read-back written, or made and never seen": """
        paths:
          /orders/{id}: {patch: {requestBody: {}}}  # <-
          /subscriptions: {post: {}}
          /subscriptions/{id}: {delete: {}}  # <-
        """,
    "resource-read-back in a list elsewhere, in the item above, by another key": """
        paths:
          /pages/{id}/elements: {get: {}}
          /element/{id}: {patch: {}}
          /carts/{id}:
            get:
              responses:
                '200': {content: {application/json: {schema: {properties: {lines: {type: object}}}}}}
          /carts/{id}/lines/{line}: {patch: {}}
          /plans/{id}: {delete: {}, put: {requestBody: {}}}
          /plans/name/{name}: {get: {}}
        """,
    # no-top-level-array ---------------------------------------------------------------------------
    "no-top-level-array errors, other types, unknown bodies": """
        paths:
          /a: {get: {responses: {'400': {content: {application/json: {schema: {type: array, items: {}}}}}}}}
          /b: {get: {responses: {'200': {content: {text/csv: {schema: {type: array, items: {}}}}}}}}
          /c: {get: {responses: {'200': {content: {application/json: {}}}}}}
          /d: {get: {responses: {'200': {content: {application/json: {schema: {oneOf: [{type: array}]}}}}}}}
        """,
    "no-top-level-array behind references": """
        paths:
          /a: {get: {responses: {'200': {$ref: '#/components/responses/List'}}}}
          /b: {get: {responses: {'200': {$ref: '#/components/responses/List'}}}}
        components:
          responses:
            List:
              content:
                application/json:
                  schema: {$ref: '#/components/schemas/List'}  # <-
          schemas:
            List: {type: array, items: {type: string}}
        """,
    "no-top-level-array in 2.0": """
        swagger: '2.0'
        paths:
          /a:
            get:
              responses:
                '200':
                  schema: {type: array, items: {type: string}}  # <-
        """,
    "no-top-level-array webhooks are answered by others": """
        webhooks:
          a: {post: {responses: {'200': {content: {application/json: {schema: {type: array, items: {}}}}}}}}
        """,
    # request-body-is-object -----------------------------------------------------------------------
    "request-body-is-object batches, patches, lists that are replaced": """
        paths:
          /orders/batch: {post: {requestBody: {content: {application/json: {schema: {type: array}}}}}}
          /orders/{id}:
            patch: {requestBody: {content: {application/json-patch+json: {schema: {type: array}}}}}
          /customers/{id}:
            patch:
              requestBody:
                content: {application/json: {schema: {type: array, items: {properties: {op: {}, path: {}}}}}}
          /orders/{id}/tags:
            get: {responses: {'200': {content: {application/json: {schema: {type: array, items: {}}}}}}}
            post: {requestBody: {content: {application/json: {schema: {type: array}}}}}
          /users/createWithList: {post: {requestBody: {content: {application/json: {schema: {type: array}}}}}}
          /events: {post: {requestBody: {content: {application/json: {schema: {type: array}}}}}}
        """,
    "request-body-is-object unknown types and other media": """
        paths:
          /a: {post: {requestBody: {content: {application/json: {schema: {oneOf: [{type: array}]}}}}}}
          /b: {post: {requestBody: {content: {text/plain: {schema: {type: string}}}}}}
          /c: {post: {requestBody: {content: {application/json: {schema: {properties: {a: {}}}}}}}}
        """,
    "request-body-is-object in 2.0": """
        swagger: '2.0'
        paths:
          /orders/{id}/note:
            post:
              parameters:
                - name: body
                  in: body
                  schema: {type: string}  # <-
        """,
    # list-envelope-consistent ---------------------------------------------------------------------
    "list-envelope-consistent too few lists to tell": """
        paths:
          /a: {get: {responses: {'200': {content: {application/json: {schema: {type: array, items: {}}}}}}}}
          /b: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/page'}}}}}}}
        page: {properties: {items: {type: array, items: {}}, next: {type: string}}}
        """,
    "list-envelope-consistent fields named after the resource are one way": """
        paths:
          /as:
            get:
              responses:
                '200':
                  content: {application/json: {schema: {properties: {as: &l {type: array, items: {}}}}}}
          /bs:
            get: {responses: {'200': {content: {application/json: {schema: {properties: {bs: *l}}}}}}}
          /cs:
            get: {responses: {'200': {content: {application/json: {schema: {properties: {cs: *l}}}}}}}
          /ds:
            get: {responses: {'200': {content: {application/json: {schema: {properties: {ds: *l}}}}}}}
          /es:
            get: {responses: {'200': {content: {application/json: {schema: {properties: {es: *l}}}}}}}
        """,
    # create-update-symmetry -----------------------------------------------------------------------
    "create-update-symmetry secrets, writeOnly, commands and wrappers": """
        paths:
          /users: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/made'}}}}}}
          /users/{id}:
            get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/shown'}}}}}}
            put: {requestBody: {content: {application/json: {schema: {$ref: '#/command'}}}}}
        made:
          type: object
          properties: {name: {type: string}, password: {type: string}, note: {type: string, writeOnly: true}}
        shown:
          type: object
          properties: {data: {type: object, properties: {name: {type: string}, id: {type: string}}}}
        command: {type: object, properties: {name: {type: string}, move: {type: string}, to: {type: string}}}
        """,
}


@pytest.mark.parametrize("case", CASES)
def test_findings_stand_on_the_marked_lines(case: str) -> None:
    found = findings_of_example(RULES[case.split(" ", 1)[0]], CASES[case])
    assert [finding.span.line for finding in found] == marked_lines(CASES[case])


def test_an_item_must_be_read_by_itself_when_lists_do_not_suffice() -> None:
    example = "paths:\n  /orders: {get: {}}\n  /orders/{id}: {patch: {}}\n"
    assert findings_of_example(RULES["resource-read-back"], example) == []
    assert len(findings_of_example(RULES["resource-read-back"], example, list_suffices=False)) == 1


def test_reading_by_post_is_milder_than_other_verbs_in_paths() -> None:
    example = "paths:\n  /retrieve-orders: {post: {}}\n  /orders/{id}/remove: {post: {}}\n"
    found = findings_of_example(RULES["path-no-crud-verbs"], example)
    assert [finding.severity for finding in found] == [Severity.INFO, Severity.WARNING]


def test_a_plural_is_suggested_in_the_case_of_the_name() -> None:
    example = "paths:\n  /orderCategory/{id}: {get: {}}\n  /line-item_v2/{itemId}: {put: {}}\n"
    found = findings_of_example(RULES["collection-plural-nouns"], example)
    assert [finding.help for finding in found] == ["write `orderCategories`"]


BARE = "{type: array, items: {}}"
PAGE = "{properties: {items: {type: array, items: {}}, next: {type: string}}}"


def lists_of(*schemas: str) -> str:
    """A description with one list for each schema."""
    start, end = "{get: {responses: {'200': {content: {application/json: {schema: ", "}}}}}}"
    return "paths:\n" + "".join(
        f"  /list{number}s: {start}{schema}{end}\n" for number, schema in enumerate(schemas)
    )


def test_bare_arrays_are_told_once_when_most_lists_are() -> None:
    found = findings_of_example(RULES["no-top-level-array"], lists_of(BARE, BARE, BARE, BARE, PAGE))
    assert [finding.message for finding in found] == ["4 of 5 lists are bare arrays"]


def test_lists_without_a_majority_are_told_once_with_their_counts() -> None:
    found = findings_of_example(
        RULES["list-envelope-consistent"], lists_of(BARE, BARE, BARE, PAGE, PAGE, PAGE)
    )
    assert [finding.message for finding in found] == [
        "6 lists hold their items in 2 ways: 3 in a bare array, 3 in `items`"
    ]


def test_objects_among_bare_arrays_are_left_alone() -> None:
    assert (
        findings_of_example(RULES["list-envelope-consistent"], lists_of(BARE, BARE, BARE, BARE, PAGE)) == []
    )


def test_two_levels_of_nesting_can_be_asked_for() -> None:
    example = "paths:\n  /firms/{a}/sites/{b}/halls/{c}/desks: {post: {}}\n"
    assert findings_of_example(RULES["nesting-depth"], example) == []
    assert len(findings_of_example(RULES["nesting-depth"], example, levels=2)) == 1


def test_the_index_finds_rivals_without_comparing_every_pair() -> None:
    index = Index()
    for number in range(2000):
        index.add(template_of(f"/things{number}/{{id}}/parts/{{part}}"))
    index.add(template_of("/{kind}/all/parts/{part}"))
    rivals = [rival.path for rival in index.rivals(template_of("/things7/{id}/parts/{part}"))]
    assert rivals == ["/{kind}/all/parts/{part}"]


@pytest.mark.parametrize("name", sorted({case.split()[0] for case in CASES}))
@pytest.mark.parametrize(
    "text", ["paths: 3", "paths: {'/a/{b}': 3}", "paths: {'': {get: 1}, '//': {}, '/{': {get: {}}}"]
)
def test_a_rule_bears_paths_of_a_wrong_type(name: str, text: str) -> None:
    assert findings_of_example(RULES[name], text) == []
