"""The odd cases of the rules on versioning, on the wire: the severities of what is found."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from wire import severities

RULES = load_rules()

API = """
    info: {title: Orders, version: 0.9.0}
    paths:
      /orders:
        get: {deprecated: true, responses: {'200': {description: the orders, headers: {Deprecation: {}}}}}
        post: {deprecated: true, responses: {'201': {description: created}}}
        put: {responses: {'204': {description: replaced}}}
"""
CASES = {
    "deprecation-headers-valid missing though promised": ("> GET /orders\n< 200 OK", ["warning"]),
    "deprecation-headers-valid missing": ("> POST /orders\n< 201 Created", ["info"]),
    "deprecation-headers-valid error": ("> GET /orders\n< 404 Not Found", []),
    "deprecation-headers-valid draft": ("> GET /orders\n< 200 OK\n< Deprecation: true", ["info"]),
    "deprecation-headers-valid date of a draft": (
        "> GET /orders\n< 200 OK\n< Deprecation: Thu, 01 Jan 2026 00:00:00 GMT",
        ["info"],
    ),
    "deprecation-headers-valid undeclared": (
        "> PUT /orders\n< 204 No Content\n< Deprecation: @1",
        ["warning"],
    ),
    "deprecation-headers-valid endless number": (
        "> GET /orders\n< 200 OK\n< Deprecation: @99999999999999999999",
        ["warning"],
    ),
    "deprecation-headers-valid impossible day": (
        "> GET /orders\n< 200 OK\n< Deprecation: @1\n< Sunset: Fri, 99 Dec 2032 00:00:00 GMT",
        ["warning"],
    ),
    "deprecated-has-sunset error": ("> GET /orders\n< 404 Not Found", []),
    "version-path-matches-info before 1.0.0": ("> GET /orders\n< 200 OK\n< API-Version: 2.0.0", []),
}


@pytest.mark.parametrize("case", CASES)
def test_odd_cases(case: str) -> None:
    text, expected = CASES[case]
    assert severities(RULES[case.split()[0]], text, API) == expected
