"""What rules on the wire share: likeness of representations, made-up ids, what is promised, lenses on the traffic."""

from __future__ import annotations

import pytest

from apilint_rules.core import Answer, Exchange, Problem, Request, Rule, Severity
from apilint_rules.core.engine import Selected
from apilint_rules.core.wire.conduct import MOST_ALIKE, Conduct
from apilint_rules.core.wire.likeness import differences
from apilint_rules.core.wire.promises import promised, promised_media
from apilint_rules.core.wire.strangers import stranger_to
from support import TODAY
from wire import api_of

API = """
    paths:
      /orders:
        get:
          responses:
            '200': {description: ok, content: {application/json: {}, 'image/*': {}}}
            4XX: {description: wrong}
"""


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ({"a": 1, "updated_at": "x"}, {"a": 1, "updated_at": "y"}, []),
        ({"a": 1}, {"a": 2}, ["a"]),
        ({"a": 1}, {}, ["a"]),
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}, ["a.b[1]"]),
        ({"tags": ["x", "y"]}, {"tags": ["y", "x"]}, []),
        ({"when": "2026-01-01T10:00:00Z"}, {"when": "2026-01-01T10:00:01Z"}, []),
        ({"etag": 1, "version": 1, "lastSeen": 1}, {"etag": 2, "version": 2, "lastSeen": 2}, []),
    ],
)
def test_what_differs_is_named_but_for_what_changes_by_itself(
    before: object, after: object, named: list[str]
) -> None:
    assert list(differences(before, after)) == named


@pytest.mark.parametrize(
    ("value", "stranger"),
    [
        ("17", "999999937"),
        ("order-17", "qqqqq-99"),
        ("9b2d5e1c-1111-4222-8333-444455556666", "7e57ab1e-0000-4000-8000-00000000dead"),
        ("65f1a0b2c3d4", "deadbeefdead"),
        ("qq", "zz"),
    ],
)
def test_a_made_up_id_has_the_shape_of_a_real_one(value: str, stranger: str) -> None:
    assert stranger_to(value) == stranger


def test_an_answer_falls_under_its_status_or_range_and_its_type_or_media_range() -> None:
    operation = api_of(API).operations[0]
    assert promised(operation, 404) is operation.responses["4XX"]
    assert promised(operation, 500) is None
    media = promised_media(operation, Answer(200, (("Content-Type", "image/png"),)))
    assert media is not None
    assert media.name == "image/*"
    assert promised_media(operation, Answer(200, (("Content-Type", "text/html"),))) is None


def test_a_lens_on_the_traffic_sees_all_that_it_wants_once_and_not_endlessly() -> None:
    rule = Rule(severity=Severity.WARNING, sources=())
    rule.id = "loud"
    seen = []

    @rule.on_traffic(where=lambda exchange, operation: exchange.status == 404, unseen="no 404 was seen")
    def lens(traffic):  # type: ignore[no-untyped-def]
        seen.append(len(traffic))
        yield Problem(traffic[0].operation, "loud", evidence=[traffic[-1].exchange])

    api = api_of(API)
    conduct = Conduct(api, [Selected(rule, rule.severity, {})], TODAY)
    for number in range(MOST_ALIKE + 5):
        conduct.see(Exchange(Request("GET", "/orders"), Answer(404), number), api.operations[0])
        conduct.see(Exchange(Request("GET", "/orders"), Answer(200), number), api.operations[0])
    outcome = conduct.outcome()
    assert seen == [MOST_ALIKE]
    assert [finding.operations for finding in outcome.findings] == [("GET /orders",)]
    assert [str(judgement.verdict.value) for judgement in outcome.judgements] == ["promised but not done"]
