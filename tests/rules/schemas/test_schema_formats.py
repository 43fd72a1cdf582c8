"""Odd cases of the rules on formats, dates and codes: findings on exactly the marked lines."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from support import findings_of_example, marked_lines

RULES = load_rules()

CASES = {
    # Formats are spelt as registered --------------------------------------------------------------
    "known-format near misses only": """
        components:
          schemas:
            A: {type: string, format: dateTime}  # <-
            B: {type: string, format: date_time}  # <-
            C: {type: string, format: string}  # <-
            D: {type: integer, format: int}  # <-
            E: {type: string, format: hostnam}  # <-
            F: {type: string, format: phone-number}
            G: {type: string, format: T-shirt size}
            H: {type: integer, format: int128}
            I: {type: string, format: 3}
            J: {type: string, format: ''}
        """,
    "known-format each spelling once": """
        components:
          schemas:
            A: {type: string, format: url}  # <-
            B: {type: string, format: url}
            C: {type: string, format: uri}
        """,
    # Dates have a format --------------------------------------------------------------------------
    "date-fields-have-format whole words and other notations": """
        components:
          schemas:
            Order:
              type: object
              properties:
                createdAt: {type: string}  # <-
                shipping_date: {type: [string, 'null']}  # <-
                update_time: {type: string}  # <-
                timestamp: {type: string}  # <-
                lifetime: {type: string}
                response_time: {type: string}
                candidate: {type: string}
                up_to_date: {type: string}
                update: {type: string}
                at: {type: string}
                paid_at: {type: integer}
                sent_at: {type: string, pattern: '^[0-9]{8}$'}
                due_date: {type: string, enum: [today, tomorrow]}
                closed_at: {type: string, description: seconds since the epoch}
                opens_at: {type: string, format: time}
                deleted_at: {type: string, format: date-time}
                archived_at: {type: string, format: date-time}
                seen_at: {$ref: '#/components/schemas/Instant'}
            Instant: {type: string}
            created_at: {type: string}
        """,
    "date-fields-have-format parameters but no headers": """
        swagger: '2.0'
        paths:
          /orders:
            get:
              parameters:
                - {name: start_date, in: query, type: string}  # <-
                - {name: end_date, in: query, type: string, format: date}
                - {name: Date, in: header, type: string}
                - {name: dates, in: query, type: array, items: {type: string}}
              responses: {}
        """,
    # One notation for points in time --------------------------------------------------------------
    "timestamp-format-consistent no majority is told once": """
        components:
          schemas:
            Order:
              type: object
              properties:
                created_at: {type: string, format: date-time}  # <-
                updated_at: {type: integer}
                started: {type: integer, description: milliseconds since the Unix epoch}
        """,
    "timestamp-format-consistent durations, standards and free choices do not count": """
        components:
          schemas:
            Order:
              type: object
              properties:
                created_at: {type: string, format: date-time}
                completion_time: {type: integer, description: estimated duration in minutes}
                response_time: {type: integer}
                client_id_issued_at: {type: integer}
                learned_at: {type: integer}
        """,
    "timestamp-format-consistent both notations offered, and rate limit headers": """
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: ok
                  headers:
                    X-RateLimit-Reset: {schema: {type: integer, format: unixtime}}
        components:
          schemas:
            Order:
              type: object
              properties:
                pushed_at:
                  oneOf: [{type: string, format: date-time}, {type: integer}]
                paid_at: {type: integer}
        """,
    # Numbers and codes ----------------------------------------------------------------------------
    "number-has-format bounds, enums and unions": """
        components:
          schemas:
            A: {type: integer}  # <-
            B: {type: [number, 'null']}  # <-
            C: {type: integer, enum: [1, 2]}
            D: {type: integer, exclusiveMinimum: 0, maximum: 9}
            E: {type: [integer, string]}
            F: {type: integer, minimum: 0}  # <-
        """,
    "country-currency-language-codes names, telephones and programming languages": """
        components:
          schemas:
            Order:
              type: object
              properties:
                currency: {type: string}  # <-
                countryCode: {type: string}  # <-
                language: {type: string, description: the ISO 639 code}  # <-
                country: {type: string, description: where the customer lives}
                repo_language: {type: string, description: what it is programmed in}
                calling_country_code: {type: string}
                country_name: {type: string}
                shop_currency: {type: string, minLength: 3, maxLength: 3}
                locale: {type: string, enum: [de, en]}
                currency_code: {type: integer}
        """,
    "country-currency-language-codes parameters": """
        paths:
          /prices:
            get:
              parameters:
                - {name: currency, in: query, schema: {type: string}}  # <-
                - {name: country_code, in: query, schema: {type: string, pattern: '^[A-Z]{2}$'}}
              responses: {}
        """,
}


@pytest.mark.parametrize("name", CASES)
def test_odd_case_has_findings_on_exactly_the_marked_lines(name: str) -> None:
    text = CASES[name]
    findings = findings_of_example(RULES[name.split()[0]], text)
    assert sorted(finding.span.line for finding in findings) == marked_lines(text)


FORMATS = """
components:
  schemas:
    A: {type: string, format: order-number}
    B: {type: string, format: invoice-number}
"""


def test_own_formats_are_reported_when_asked_for() -> None:
    findings = findings_of_example(
        RULES["known-format"], FORMATS, unregistered=True, formats=["order-number"]
    )
    assert [finding.message for finding in findings] == [
        "format `invoice-number` is not in the OpenAPI format registry"
    ]


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("url", "write `uri`"),
        ("datetime", "write `date-time`"),
        ("int", "write `int32` or `int64`"),
        ("string", "remove it"),
        ("integer", "write `type: integer`"),
    ],
)
def test_near_miss_is_told_what_to_write(written: str, advice: str) -> None:
    text = f"components: {{schemas: {{A: {{type: string, format: {written}}}}}}}"
    assert [finding.help for finding in findings_of_example(RULES["known-format"], text)] == [advice]


def test_missing_formats_everywhere_are_one_cause() -> None:
    properties = ", ".join(f"{name}_at: {{type: string}}" for name in ("paid", "sent", "seen", "due"))
    text = f"components: {{schemas: {{Order: {{type: object, properties: {{{properties}}}}}}}}}"
    findings = findings_of_example(RULES["date-fields-have-format"], text)
    assert [finding.message for finding in findings] == [
        "4 of 4 dates and times in properties have no `format`"
    ]
