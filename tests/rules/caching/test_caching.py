"""The odd cases of the rules on caching: findings on the marked lines, silence where none is marked."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from support import findings_of_example, marked_lines

RULES = load_rules()

CASES = {
    "optimistic-locking only where there is an ETag": """
        paths: {'/orders/{id}': {get: {responses: {'200': {}}}, put: {responses: {'204': {}}}}}
    """,
    "optimistic-locking an ETag of an error does not count": """
        paths:
          /orders/{id}: {get: {responses: {'404': {headers: {ETag: {}}}}}, put: {responses: {'204': {}}}}
    """,
    "optimistic-locking other methods and paths": """
        paths:
          /orders/{id}: {get: {responses: {'200': {headers: {ETag: {}}}}}, post: {responses: {'200': {}}}}
          /orders: {put: {responses: {'200': {}}}}
    """,
    "optimistic-locking accepted, but not answered": """
        paths:
          /orders/{id}:
            parameters: [{name: if-match, in: header}]
            get: {responses: {'200': {headers: {etag: {}}}}}
            put: {responses: {'204': {}, '412': {}}}
            patch: {responses: {'204': {}, default: {}}}
            delete: {responses: {'204': {}}}  # <-
    """,
    "optimistic-locking by date": """
        paths:
          /orders/{id}:
            get: {responses: {'200': {headers: {ETag: {}}}}}
            put: {parameters: [{name: If-Unmodified-Since, in: header}], responses: {4XX: {}}}
    """,
    "optimistic-locking shared parts": """
        paths:
          /orders/{id}:
            get: {responses: {'200': {$ref: '#/components/responses/Order'}}}
            put: {parameters: [{$ref: '#/components/parameters/match'}], responses: {'412': {}}}
            delete: {responses: {'204': {}}}  # <-
        components:
          responses: {Order: {description: the order, headers: {ETag: {schema: {type: string}}}}}
          parameters: {match: {name: If-Match, in: header}}
    """,
    "conditional-get without ETag": "paths: {/a: {get: {responses: {'200': {headers: {Expires: {}}}}}}}",
    "conditional-get only the status": """
        paths:
          /a:
            get:  # <-
              responses: {'200': {headers: {ETag: {}}}, '304': {description: unchanged}}
    """,
    "conditional-get default is no 304": """
        paths:
          /a:
            get:  # <-
              parameters: [{name: If-None-Match, in: header}]
              responses: {'200': {headers: {ETag: {}}}, default: {}}
    """,
    "conditional-get range": """
        paths:
          /a:
            get:
              parameters: [{name: if-none-match, in: header}]
              responses: {'200': {headers: {ETag: {}}}, 3XX: {}}
    """,
    "idempotency-key-shape default and range": """
        paths:
          /a: {post: {parameters: [{name: Idempotency-Key, in: header}], responses: {4XX: {}}}}
          /b: {patch: {parameters: [{name: Idempotency-Key, in: header}], responses: {default: {}}}}
    """,
    "idempotency-key-shape no key": """
        paths: {/a: {post: {parameters: [{name: X-Request-Id, in: header}, {name: idempotent, in: query}]}}}
    """,
    "idempotency-key-shape vendors' names": """
        paths:
          /a: {post: {parameters: [{name: PayPal-Request-Id, in: header}]}}  # <-
    """,
    "idempotency-key-shape date of the first attempt": """
        paths:
          /a:
            post:
              parameters: [{name: Repeatability-First-Sent, in: header, schema: {type: integer}}]
    """,
    "idempotency-key-shape number": """
        paths:
          /a:
            post:
              parameters:
                - {name: Idempotency-Key, in: header, schema: {type: integer}}  # <-
              responses: {'409': {}, '422': {}}
    """,
    "idempotency-key-shape on GET": """
        paths:
          /a:
            get: {parameters: [{name: Idempotency-Key, in: header}]}  # <-
            delete: {parameters: [{name: Idempotency-Key, in: header}]}
    """,
    "idempotency-key-shape two names": """
        paths:
          /a: {post: &key {parameters: [{name: Idempotency-Key, in: header}], responses: {4XX: {}}}}
          /b: {post: *key}
          /c:
            post:
              parameters:
                - {name: X-Idempotency-Key, in: header}  # <-
              responses: {4XX: {}}
    """,
}


@pytest.mark.parametrize("case", CASES)
def test_findings_stand_on_the_marked_lines(case: str) -> None:
    rule = RULES[case.partition(" ")[0]]
    assert [finding.span.line for finding in findings_of_example(rule, CASES[case])] == marked_lines(
        CASES[case]
    )


def test_the_message_says_what_is_missing() -> None:
    example = "paths: {/a: {get: {responses: {'200': {headers: {ETag: {}}}}}}}"
    (finding,) = findings_of_example(RULES["conditional-get"], example)
    assert finding.message == "GET returns an `ETag` but accepts no `If-None-Match` and declares no `304`"
