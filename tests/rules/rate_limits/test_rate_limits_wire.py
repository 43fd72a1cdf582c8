"""The odd cases of the rules on rate limits, on the wire: what each transcript is told."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from wire import findings_of_transcripts

RULES = load_rules()
CURRENT = '< RateLimit: "default";r={};t={}\n< RateLimit-Policy: "default";q=100;w=60'


def calls(*answers: str) -> str:
    return "\n".join(f"> GET /orders\n< 200\n{answer}" for answer in answers)


SEEN: dict[str, tuple[str, list[str]]] = {
    "too-many-requests-has-retry-after a date": (
        "> GET /orders\n< 429\n< Retry-After: Wed, 21 Oct 2026 07:28:00 GMT",
        [],
    ),
    "too-many-requests-has-retry-after an instant for seconds": (
        "> GET /orders\n< 429\n< Retry-After: 1795500000",
        ["`Retry-After: 1795500000` is more than a month of seconds"],
    ),
    "too-many-requests-has-retry-after a date of RFC 3339": (
        "> GET /orders\n< 429\n< Retry-After: 2026-10-21T07:28:00Z",
        ["`Retry-After: 2026-10-21T07:28:00Z` is neither seconds nor a date of HTTP"],
    ),
    "too-many-requests-has-retry-after negative seconds": (
        "> GET /orders\n< 503\n< Retry-After: -1",
        ["`Retry-After: -1` is neither seconds nor a date of HTTP"],
    ),
    "too-many-requests-has-retry-after in the body": (
        '> GET /orders\n< 429\n<\n< {"retryAfterSeconds": 5}',
        [],
    ),
    "too-many-requests-has-retry-after by a rate-limit field": (
        "> GET /health\n< 429\n< X-RateLimit-Reset: 5",
        [],
    ),
    "too-many-requests-has-retry-after a quota says nothing about an outage": (
        "> GET /orders\n< 503\n< X-RateLimit-Reset: 5",
        ["a `503` came without `Retry-After`"],
    ),
    "too-many-requests-has-retry-after other refusals": ("> GET /orders\n< 403", []),
    "rate-limit-fields-consistent an older draft": (
        "> GET /orders\n< 200\n< RateLimit: limit=100, remaining=50, reset=5\n< RateLimit-Policy: 100;w=10",
        [],
    ),
    "rate-limit-fields-consistent several policies": (
        '> GET /orders\n< 200\n< RateLimit: "hour";r=12, "day";r=400;t=9\n< RateLimit-Policy: "hour";q=100;w=3600, "day";q=1000',
        [],
    ),
    "rate-limit-fields-consistent a policy that nobody defined": (
        '> GET /orders\n< 200\n< RateLimit: "day";r=400\n< RateLimit-Policy: "hour";q=1000',
        ["`RateLimit` speaks of `day`, which `RateLimit-Policy` does not define"],
    ),
    "rate-limit-fields-consistent nothing remains that is told": (
        '> GET /orders\n< 200\n< RateLimit: "day";t=4\n< RateLimit-Policy: "day";q=1000',
        ["`RateLimit` does not say what remains of `day` (`r=`)"],
    ),
    "rate-limit-fields-consistent one of the current two": (
        '> GET /orders\n< 200\n< RateLimit: "day";r=4',
        ["`RateLimit` comes without `RateLimit-Policy`"],
    ),
    "rate-limit-fields-consistent a limit with windows": (
        "> GET /orders\n< 200\n< RateLimit-Limit: 100, 100;w=60\n< RateLimit-Remaining: 9\n< RateLimit-Reset: 5",
        [],
    ),
    "rate-limit-fields-consistent a negative remainder": (
        "> GET /orders\n< 429\n< X-RateLimit-Limit: 5\n< X-RateLimit-Remaining: -1\n< X-RateLimit-Reset: 5",
        ["`x-ratelimit-remaining: -1` is no whole number"],
    ),
    "rate-limit-fields-consistent more than the limit": (
        "> GET /orders\n< 200\n< X-RateLimit-Limit: 5\n< X-RateLimit-Remaining: 6\n< X-RateLimit-Reset: 5",
        ["`x-ratelimit-remaining: 6` is more than the limit, 5"],
    ),
    "rate-limit-fields-consistent goes down": (calls(*(CURRENT.format(90 - n, 30) for n in range(8))), []),
    "rate-limit-fields-consistent never goes down": (
        calls(*(CURRENT.format(100, 30 - n) for n in range(8))),
        ["`RateLimit` says 100 in each of 8 answers"],
    ),
    "rate-limit-fields-consistent too few answers": (calls(*(CURRENT.format(100, 30) for _ in range(4))), []),
    "rate-limit-fields-consistent a bucket that fills at once": (
        calls(*(CURRENT.format(99, 1) for _ in range(8))),
        [],
    ),
    "rate-limit-fields-consistent nothing remains": (calls(*(CURRENT.format(0, 30) for _ in range(8))), []),
    "rate-limit-fields-consistent a window a call": (
        calls(
            *(
                f"< X-RateLimit-Limit: 9\n< X-RateLimit-Remaining: 8\n< X-RateLimit-Reset: {1795500000 + n}"
                for n in range(8)
            )
        ),
        [],
    ),
    "rate-limit-fields-consistent others have a quota of their own": (
        "\n".join(f"> GET /orders ({who})\n< 200\n{CURRENT.format(99, 30)}" for who in ("none", "other") * 4),
        [],
    ),
}


API = {"too-many-requests-has-retry-after": "paths: {/orders: {get: {}}, /health: {get: {}}}"}


@pytest.mark.parametrize("name", SEEN)
def test_odd_cases_on_the_wire(name: str) -> None:
    text, expected = SEEN[name]
    rule = RULES[name.split()[0]]
    found = findings_of_transcripts(rule, text, API.get(rule.id, ""))
    assert [finding.message for findings in found for finding in findings] == expected


def test_a_missing_retry_after_is_graver_when_there_are_too_many_requests() -> None:
    rule = RULES["too-many-requests-has-retry-after"]
    limited, unavailable = findings_of_transcripts(rule, "> GET /orders\n< 429\n===\n> GET /orders\n< 503")
    assert [limited[0].severity.name, unavailable[0].severity.name] == ["WARNING", "INFO"]


def test_a_retry_after_that_was_promised_is_missed_beside_other_fields() -> None:
    rule = RULES["too-many-requests-has-retry-after"]
    [[finding]] = findings_of_transcripts(rule, "> GET /orders\n< 429\n< X-RateLimit-Reset: 5")
    assert finding.message == "a `429` came without `Retry-After`, which the description promises"
