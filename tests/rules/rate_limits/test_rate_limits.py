"""The odd cases of the rules on rate limits: findings on the marked lines, silence where none is marked."""

from __future__ import annotations

import pytest

from apilint_rules.core.registry import load_rules
from apilint_rules.core.severity import Severity
from apilint_rules.rate_limits._fields import CURRENT, CUSTOM, DRAFT, family_of, missing_parts
from support import findings_of_example, marked_lines

RULES = load_rules()

CASES = {
    "rate-limit-documented default and range": """
        paths:
          /a: {get: {responses: {'200': {}, default: {}}}, put: {responses: {'200': {}, 4XX: {}}}}
    """,
    "rate-limit-documented nowhere": """
        paths:  # <-
          /a: {get: {responses: {'200': {}}}, put: {responses: {'200': {}}}}
    """,
    "rate-limit-documented in the text": """
        info: {description: Every client may send 60 requests per minute.}
        paths: {/a: {get: {responses: {'200': {}}}}}
    """,
    "rate-limit-documented in the text of an operation": """
        paths: {/a: {get: {responses: {'200': {}}}, put: {description: This call is throttled.}}}
    """,
    "rate-limit-documented in headers": """
        paths: {/a: {get: {responses: {'200': {headers: {RateLimit: {}}}}}, put: {responses: {'200': {}}}}}
    """,
    "rate-limit-documented no operations": "paths: {}",
    "rate-limit-documented more than a few": """
        paths:  # <-
          /a: {get: &with {responses: {'429': {}}}, put: *with, post: *with, patch: *with, delete: *with}
          /b: {get: &without {responses: {'200': {}}}, put: *without, post: *without, patch: *without}
    """,
    "too-many-requests-has-retry-after any of the headers": """
        paths:
          /a: {get: {responses: {'429': {headers: {retry-after: {}}}}}}
          /b: {get: {responses: {'429': {headers: {X-RateLimit-Reset: {}}}}}}
          /c: {get: {responses: {'429': {headers: {RateLimit: {}}}}}}
          /d: {get: {responses: {'429': {headers: {X-Retry-After-Ms: {}, Retry-After-Ms: {}}}}}}
    """,
    "too-many-requests-has-retry-after in body or text": """
        paths:
          /a: {get: {responses: {'429': {description: See `Retry-After`.}}}}
          /b:
            get:
              responses:
                '429': {content: {application/json: {schema: {properties: {retry_after: {type: number}}}}}}
    """,
    "too-many-requests-has-retry-after range says nothing of 429": """
        paths: {/a: {get: {responses: {4XX: {description: wrong}, default: {description: wrong}}}}}
    """,
    "too-many-requests-has-retry-after shared answer": """
        paths:
          /a: {get: {responses: {'429': {$ref: '#/components/responses/TooMany'}}}}
          /b: {get: {responses: {'429': {$ref: '#/components/responses/TooMany'}}}}
        components: {responses: {TooMany: {description: too many}}}  # <-
    """,
    "too-many-requests-has-retry-after health check": """
        paths: {/health: {get: {responses: {'503': {description: not ready}}}}}
    """,
    "too-many-requests-has-retry-after callbacks are answered by the client": """
        webhooks: {done: {post: {responses: {'429': {description: too many}}}}}
    """,
    "rate-limit-fields-consistent complete families": """
        paths:
          /a: {get: {responses: {'200': {headers: {RateLimit: {}, RateLimit-Policy: {}}}}}}
    """,
    "rate-limit-fields-consistent windows": """
        paths:
          /a:
            get:
              responses:
                '200':
                  headers: {x-ratelimit-limit-day: {}, x-ratelimit-remaining-day: {}, x-ratelimit-reset: {}}
    """,
    "rate-limit-fields-consistent bare": """
        paths:
          /a:
            get:
              responses:
                '200':
                  headers: {X-Rate-Limit: {}}  # <-
    """,
    "rate-limit-fields-consistent two families": """
        paths:
          /a:
            get:
              responses:
                '200': {headers: {X-RateLimit-Limit: {}, X-RateLimit-Remaining: {}, X-RateLimit-Reset: {}}}
                '201': {headers: {X-RateLimit-Limit: {}, X-RateLimit-Remaining: {}, X-RateLimit-Reset: {}}}
                '429': {headers: {RateLimit: {}, RateLimit-Policy: {}}}  # <-
    """,
    "rate-limit-fields-consistent other headers": """
        paths: {/a: {get: {responses: {'200': {headers: {X-Rate: {}, Rate-Plan: {}, Retry-After: {}}}}}}}
    """,
}


@pytest.mark.parametrize("case", CASES)
def test_findings_stand_on_the_marked_lines(case: str) -> None:
    rule = RULES[case.partition(" ")[0]]
    assert [finding.span.line for finding in findings_of_example(rule, CASES[case])] == marked_lines(
        CASES[case]
    )


def test_a_503_is_only_mentioned() -> None:
    example = "paths: {/a: {get: {responses: {'503': {description: down}}}}}"
    (finding,) = findings_of_example(RULES["too-many-requests-has-retry-after"], example)
    assert finding.severity is Severity.INFO


def test_a_policy_that_is_not_sent_is_only_mentioned() -> None:
    example = "paths: {/a: {get: {responses: {'200': {headers: {RateLimit: {}}}}}}}"
    (finding,) = findings_of_example(RULES["rate-limit-fields-consistent"], example)
    assert (finding.severity, finding.help) == (Severity.INFO, "add `RateLimit-Policy`")


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("RateLimit", CURRENT), ("ratelimit-policy", CURRENT), ("RateLimit-Reset", DRAFT),
        ("Rate-Limit-Limit", DRAFT),
        ("X-RateLimit-Used", CUSTOM), ("X-Rate-Limit", CUSTOM), ("X-RateLimited", None), ("X-Rate", None),
    ],
)  # fmt: skip
def test_families(name: str, family: str | None) -> None:
    assert family_of(name) == family


def test_what_is_missing_is_spelt_like_what_is_there() -> None:
    assert missing_parts(CUSTOM, ["X-Rate-Limit-Limit", "X-Rate-Limit-Reset-After"]) == [
        "X-Rate-Limit-Remaining"
    ]
    assert missing_parts(DRAFT, ["RateLimit-Limit"]) == ["RateLimit-Remaining", "RateLimit-Reset"]
