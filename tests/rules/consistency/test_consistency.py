"""The odd cases of the rules on consistency: findings on the marked lines, silence where none is marked."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from support import findings_of_example, marked_lines

RULES = load_rules()


def gets(*parameters: str) -> str:
    """A GET with one parameter for each text, on a path of its own."""
    return "paths:\n" + "".join(
        f"  /things{number}: {{get: {{parameters: [{text}]}}}}\n" for number, text in enumerate(parameters)
    )


def answers(*media_types: str, status: str = "200") -> str:
    """A GET with one answer for each media type, on a path of its own."""
    return "paths:\n" + "".join(
        f"  /things{number}: {{get: {{responses: {{'{status}': {{content: {{{text}: {{}}}}}}}}}}}}\n"
        for number, text in enumerate(media_types)
    )


def updates(get: str, put: str, status: str = "200") -> str:
    """An item whose GET and PUT answer with these schemas."""
    return f"""\
paths:
  /orders/{{id}}:
    get:
      responses:
        '200':
          content:
            application/json:
              schema: {get}
    put:
      responses:
        '{status}':
          content:
            application/json:
              schema: {put}
"""


BEARER = "[{bearer: []}]"
SINCE = "{name: since, in: query, schema: {type: string, format: date-time}}"

CASES = {
    # Parameters -----------------------------------------------------------------------------------
    "same-parameter-same-type nothing known to compare": gets(
        SINCE,
        "{name: since, in: query}",
        "{name: since, in: query, schema: {type: [string, integer]}}",
        "{name: since, in: query, schema: {oneOf: [{type: integer}]}}",
        "{name: since, in: query, schema: {type: string}}",
        "{name: since, in: header, schema: {type: integer}}",
        "{name: since, in: query, schema: {type: [string, 'null']}}",
    ),
    "same-parameter-same-type ids are compared below one collection": """
paths:
  /orders/{id}: {get: {parameters: [{name: id, in: path, schema: {type: string}}]}}
  /orders/{id}/lines: {get: {parameters: [{name: id, in: path, schema: {type: string}}]}}
  /customers/{id}: {get: {parameters: [{name: id, in: path, schema: {type: integer}}]}}
  /orders/{id}/notes:
    get:
      parameters:
        - name: id
          in: path
          schema: {type: integer}  # <-
""",
    "same-parameter-same-type other names everywhere": """
paths:
  /orders/{order_id}: {get: {parameters: [{name: order_id, in: path, schema: {type: string}}]}}
  /notes/{order_id}:
    get:
      parameters:
        - name: order_id
          in: path
          schema: {type: integer}  # <-
""",
    "same-parameter-same-type formats where both say one": gets(
        SINCE, SINCE, "{name: since, in: query, schema: {type: string}}"
    )
    + """
  /orders:
    get:
      parameters:
        - name: since
          in: query
          schema: {type: string, format: date}  # <-
""",
    "same-parameter-same-type integer formats are not compared": gets(
        "{name: n, in: query, schema: {type: integer, format: int32}}",
        "{name: n, in: query, schema: {type: integer, format: int64}}",
    ),
    "same-parameter-same-type 2.0 and shared": """
swagger: '2.0'
paths:
  /a: {get: {parameters: [{$ref: '#/parameters/limit'}]}}
  /b: {get: {parameters: [{$ref: '#/parameters/limit'}]}}
  /c:
    get:
      parameters:
        - name: limit
          in: query
          type: string  # <-
parameters:
  limit: {name: limit, in: query, type: integer}
  unused: {name: limit, in: query, type: boolean}
""",
    # Properties -----------------------------------------------------------------------------------
    "same-property-same-type no clear majority, one word, objects": """
components:
  schemas:
    A: {properties: {row_id: {type: string}, count: {type: string}, the_owner: {type: string}}}
    B: {properties: {row_id: {type: string}, count: {type: string}, the_owner: {type: string}}}
    C: {properties: {row_id: {type: string}, count: {type: string}, the_owner: {type: string}}}
    D: {properties: {row_id: {type: integer}, count: {type: string}, the_owner: {type: string}}}
    E: {properties: {row_id: {type: integer}, count: {type: integer}, the_owner: {type: object}}}
""",
    "same-property-same-type integers are numbers, unions are unknown": """
components:
  schemas:
    A: {properties: {unit_price: {type: number}}}
    B: {properties: {unit_price: {type: number}}}
    C: {properties: {unit_price: {type: number}}}
    D: {properties: {unit_price: {type: number}}}
    E: {properties: {unit_price: {type: integer}}}
    F: {properties: {unit_price: {type: [string, number]}}}
    G: {properties: {unit_price: {anyOf: [{type: string}]}}}
    H: {properties: {unit_price: true}}
""",
    # GET, PUT and PATCH of an item ----------------------------------------------------------------
    "same-resource-same-schema GET may return more": updates(
        "{properties: {id: {type: string}, total: {type: number}, lines: {type: array}}}",
        "{properties: {id: {type: string}, total: {type: integer}}}",
    ),
    "same-resource-same-schema another type": updates(
        "{properties: {id: {type: string}}}", "{properties: {id: {type: integer}}}  # <-"
    ),
    "same-resource-same-schema the same by other means": updates(
        "{allOf: [{properties: {id: {type: string}}}, {properties: {total: {type: number}}}]}",
        "{properties: {total: {type: number}, id: {}}}",
    ),
    "same-resource-same-schema what cannot be compared": updates(
        "{properties: {id: {}}}", "{oneOf: [{properties: {a: {}}}], properties: {b: {}}}"
    ),
    "same-resource-same-schema an array": updates("{type: array}", "{properties: {id: {type: string}}}"),
    "same-resource-same-schema a broken part": updates(
        "{allOf: [{$ref: '#/nowhere'}], properties: {id: {}}}", "{properties: {other: {}}}"
    ),
    "same-resource-same-schema work that goes on": updates(
        "{properties: {id: {}}}", "{properties: {job: {}}}", status="202"
    ),
    "same-resource-same-schema a collection": updates(
        "{properties: {id: {}}}", "{properties: {a: {}}}"
    ).replace("/orders/{id}", "/orders/status"),
    # Security on one path -------------------------------------------------------------------------
    "security-consistent-per-path open on purpose": f"""
paths:
  /orders:
    get: {{security: []}}
    options: {{}}
    head: {{}}
    post: {{security: {BEARER}}}
  /menu:
    get: {{security: [{{bearer: []}}, {{}}]}}
    post: {{security: {BEARER}}}
  /login:
    get: {{}}
    post: {{}}
""",
    "security-consistent-per-path the root is open": f"""
security: []
paths:
  /orders:
    get: {{}}
    post: {{security: {BEARER}}}
""",
    "security-consistent-per-path an open write beside a closed read": f"""
paths:
  /orders:
    get: {{security: {BEARER}}}
    post:
      security: []  # <-
    delete:
      security: [{{bearer: []}}, {{}}]  # <-
    patch:  # <-
      summary: Change
""",
    "security-consistent-per-path the root closes": f"""
security: {BEARER}
paths:
  /orders:
    get: {{}}
    post:
      security: []  # <-
webhooks:
  paid: {{get: {{}}, post: {{security: []}}}}
""",
    # Media types ----------------------------------------------------------------------------------
    "media-types-consistent jobs of their own": answers(
        *["application/json"] * 8,
        "application/problem+json",
        "application/geo+json",
        "application/cloudevents+json",
        "text/csv",
        "'*/*'",
        "application/json; charset=utf-8",
    ),
    "media-types-consistent the usual type is offered too": answers(
        *["application/json"] * 4, "application/vnd.a.b+json: {}, application/json"
    ),
    "media-types-consistent no majority": answers(*["application/json"] * 3, *["application/hal+json"] * 2),
    "media-types-consistent errors are compared among themselves": answers(*["application/json"] * 5)
    + answers(*["application/vnd.error+json"] * 5, status="400")
    .removeprefix("paths:\n")
    .replace("things", "others"),
    "media-types-consistent told once for each type": answers(*["application/vnd.api+json"] * 8)
    + """
  /a:
    get:
      responses:
        '200':
          content:
            application/json: {}  # <-
  /b: {get: {responses: {'200': {content: {application/json: {}}}}}}
""",
    "media-types-consistent requests": "paths:\n"
    + "".join(
        f"  /t{n}: {{post: {{requestBody: {{content: {{application/json: {{}}}}}}}}}}\n" for n in range(4)
    )
    + """
  /a:
    post:
      requestBody:
        content:
          text/json: {}  # <-
""",
    # Statuses -------------------------------------------------------------------------------------
    "status-outlier too few are alike": "paths:\n"
    + "".join(f"  /t{n}/{{id}}: {{get: {{responses: {{'404': {{}}}}}}}}\n" for n in range(8))
    + "  /a/{id}: {get: {responses: {'200': {}}}}\n",
    "status-outlier default and ranges satisfy it": "paths:\n"
    + "".join(f"  /t{n}/{{id}}: {{get: {{responses: {{'404': {{}}}}}}}}\n" for n in range(20))
    + "  /a/{id}: {get: {responses: {default: {}}}}\n  /b/{id}: {get: {responses: {4XX: {}}}}\n",
    "status-outlier default alone raises no expectation": "paths:\n"
    + "".join(f"  /t{n}/{{id}}: {{get: {{responses: {{default: {{}}}}}}}}\n" for n in range(20))
    + "  /b/{id}: {get: {responses: {'416': {}}}}\n  /a/{id}: {get: {responses: {'200': {}}}}\n",
    "status-outlier credentials are asked of secured operations only": "paths:\n"
    + "".join(
        f"  /t{n}/{{id}}: {{get: {{security: {BEARER}, responses: {{'401': {{}}}}}}}}\n" for n in range(12)
    )
    + f"""\
  /a/{{id}}: {{get: {{responses: {{'200': {{}}}}}}}}
  /b/{{id}}:
    get:
      security: {BEARER}
      responses: {{'200': {{}}}}  # <-
""",
    # Names ----------------------------------------------------------------------------------------
    "near-synonym-names not the same thing": """
components:
  schemas:
    A: {properties: {created_at: {type: string, format: date-time}, filename: {type: string}}}
    B: {properties: {created_date: {type: string, format: date}, file_name: {type: integer}}}
    C: {properties: {created: {type: boolean}, createdAt: {type: string, format: date-time}}}
    D: {properties: {updated_at: {type: string}, modified_at: {type: string}}}
    E: {properties: {expires_at: {type: string}}}
    F: {properties: {expiry_date: {type: string}, SPDXID: {type: string}}}
    G: {properties: {spdx_id: {type: string}, 7: {type: string}, '': {type: string}, _id: {}, id: {}}}
    H: {properties: {deleted: {type: integer, description: How many were removed.}}}
    I: {properties: {deleted_at: {type: integer, format: int64}}}
""",
    "near-synonym-names where words are cut": """
components:
  schemas:
    A: {properties: {username: {type: string}}}
    B: {properties: {username: {type: string}}}
    C:
      properties:
        user_name: {type: string}  # <-
""",
    "near-synonym-names a bare event that is a moment": """
components:
  schemas:
    A: {properties: {updatedAt: {type: integer}}}
    B: {properties: {updatedAt: {type: integer}}}
    C:
      properties:
        modified: {type: integer, description: Unix timestamp of the last change}  # <-
""",
    "near-synonym-names parameters": """
paths:
  /a: {get: {parameters: [{name: createdAt, in: query, schema: {type: string}}]}}
  /b: {get: {parameters: [{name: createdAt, in: query, schema: {type: string}}]}}
  /c:
    get:
      parameters:
        - name: creationTime  # <-
          in: query
          schema: {type: string}
""",
}


@pytest.mark.parametrize("name", CASES)
def test_odd_case_has_findings_on_exactly_the_marked_lines(name: str) -> None:
    rule = RULES[name.split()[0]]
    found = [finding.span.line for finding in findings_of_example(rule, CASES[name])]
    assert found == marked_lines(CASES[name])


@pytest.mark.parametrize(
    ("rule", "text", "severity"),
    [
        (
            "same-parameter-same-type",
            gets(SINCE, "{name: since, in: query, schema: {type: integer}}"),
            Severity.WARNING,
        ),
        (
            "same-parameter-same-type",
            gets(SINCE, "{name: since, in: query, schema: {type: array}}"),
            Severity.INFO,
        ),
        (
            "same-parameter-same-type",
            gets(
                "{name: n, in: query, schema: {type: number}}",
                "{name: n, in: query, schema: {type: integer}}",
            ),
            Severity.INFO,
        ),
        (
            "security-consistent-per-path",
            f"paths: {{/a: {{get: {{security: {BEARER}}}, put: {{}}}}}}",
            Severity.WARNING,
        ),
        (
            "security-consistent-per-path",
            f"paths: {{/a: {{get: {{security: {BEARER}}}, put: {{security: []}}}}}}",
            Severity.INFO,
        ),
        (
            "security-consistent-per-path",
            f"paths: {{/a: {{put: {{security: {BEARER}}}, get: {{}}}}}}",
            Severity.INFO,
        ),
    ],
)
def test_milder_cases_are_milder(rule: str, text: str, severity: Severity) -> None:
    assert [finding.severity for finding in findings_of_example(RULES[rule], text)] == [severity]


def test_the_rarer_way_is_reported_with_both_counts() -> None:
    text = gets(
        "{name: n, in: query, schema: {type: integer}}",
        SINCE.replace("since", "n"),
        SINCE.replace("since", "n"),
    )
    findings = findings_of_example(RULES["same-parameter-same-type"], text)
    assert [(finding.message, finding.span.line) for finding in findings] == [
        ("`n` is an integer in 1 operation and a string in 2", 2)
    ]


def test_updates_that_all_answer_otherwise_are_one_cause() -> None:
    get = "get: {responses: {'200': {content: {application/json: {schema: {properties: {id: {}}}}}}}}"
    put = "put: {responses: {'200': {content: {application/json: {schema: {properties: {ok: {}}}}}}}}"
    text = "paths:\n" + "".join(f"  /t{n}/{{id}}:\n    {get}\n    {put}\n" for n in range(5))
    findings = findings_of_example(RULES["same-resource-same-schema"], text)
    assert [finding.message for finding in findings] == [
        "5 of 5 updates return something else than GET returns about the item"
    ]


def test_the_options_of_status_outlier_move_the_line() -> None:
    text = "paths:\n" + "".join(
        f"  /t{n}/{{id}}: {{get: {{responses: {{'404': {{}}}}}}}}\n" for n in range(3)
    )
    text += "  /a/{id}: {get: {responses: {'200': {}}}}\n"
    rule = RULES["status-outlier"]
    assert findings_of_example(rule, text, least=4) == []
    assert [finding.message for finding in findings_of_example(rule, text, least=4, share=0.75)] == [
        "nearly all `GET` operations on items document `404` (3 of 4), this one does not"
    ]
