"""The odd cases of the rules on security, on the wire: what each transcript is told."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from wire import findings_of_transcripts

RULES = load_rules()
JSON = "< 200\n< Content-Type: application/json\n<\n< "

SEEN: dict[str, tuple[str, list[str]]] = {
    "www-authenticate-on-401 an empty one": (
        "> GET /orders (none)\n< 401\n< WWW-Authenticate:",
        ["a `401` came without `WWW-Authenticate`"],
    ),
    "www-authenticate-on-401 403 needs none": ("> GET /orders (none)\n< 403", []),
    "sensitive-property-in-response deep below": (
        f'> GET /users/7\n{JSON}{{"a": [{{"b": {{"clientSecret": "s3cr3t"}}}}]}}',
        ["`GET /users/{id}` sent `clientSecret`"],
    ),
    "sensitive-property-in-response whole words": (
        f'> GET /users/7\n{JSON}{{"passwordChangedAt": "2026", "has_password": "yes", "password_hint": "dog", "token": "t"}}',
        [],
    ),
    "sensitive-property-in-response no texts": (
        f'> GET /users/7\n{JSON}{{"password": null, "pin_code": 3, "private_key": true}}',
        [],
    ),
    "sensitive-property-in-response masked": (
        f'> GET /users/7\n{JSON}{{"password": "<hidden>", "cvv": "***", "client_secret": "abcd****", "passwd": "[REDACTED]"}}',
        [],
    ),
    "sensitive-property-in-response echoed": (
        f'> GET /users/7?password=hunter22\n{JSON}{{"args": {{"password": "hunter22"}}}}',
        [],
    ),
    "sensitive-property-in-response shown once when made": (
        f'> POST /users/7\n{JSON}{{"password": "hunter22"}}',
        [],
    ),
    "sensitive-property-in-response a secret of known shape": (
        f'> GET /users/7\n{JSON}{{"note": "key AKIA2OGYBAH6STMMNXNN"}}',
        ["`GET /users/{id}` sent what looks like a live AWS access key: `AKIA...`"],
    ),
}
API = {
    "sensitive-property-in-response": """
        paths: {'/users/{id}': {get: {responses: {'200': {}}}, post: {responses: {'200': {}}}}}
    """,
}


@pytest.mark.parametrize("name", SEEN)
def test_odd_cases_on_the_wire(name: str) -> None:
    text, expected = SEEN[name]
    rule = RULES[name.split()[0]]
    found = findings_of_transcripts(rule, text, API.get(rule.id, ""))
    assert [finding.message for findings in found for finding in findings] == expected


@pytest.mark.parametrize(
    ("scheme", "severity"),
    [
        ("{type: http, scheme: basic}", "ERROR"),
        ("{type: oauth2, flows: {}}", "ERROR"),
        ("{type: apiKey, in: cookie, name: session}", "WARNING"),
    ],
)
def test_keys_and_cookies_have_no_scheme_to_name(scheme: str, severity: str) -> None:
    api = f"""
        components: {{securitySchemes: {{s: {scheme}}}}}
        security: [{{s: []}}]
        paths: {{/orders: {{get: {{responses: {{'200': {{}}}}}}}}}}
    """
    [[finding]] = findings_of_transcripts(
        RULES["www-authenticate-on-401"], "> GET /orders (none)\n< 401", api
    )
    assert finding.severity.name == severity
