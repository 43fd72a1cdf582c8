"""`array-param-style-explicit` on services that read lists in their own way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apilint_rules.core import Answer, Request
from played import as_json, play, reasons, told

RULE = "array-param-style-explicit"
ALL = Request("GET", "/orders")


def api(schema: str, more: str = "") -> str:
    return f"""
paths:
  /orders:
    get:
      parameters: [{{name: status, in: query, schema: {schema}{more}}}]
      responses: {{'200': {{}}}}
"""


LISTED = "{type: array, items: {enum: [open, paid]}}"
JOINED = ("status", "open,paid")


def taking(*ways: str) -> Callable[[Request], Answer]:
    """A service that takes values that are joined by commas, or repeated, or both."""

    def answer(request: Request) -> Answer:
        way = "none" if not request.query else "joined" if JOINED in request.query else "repeated"
        return as_json([]) if way in ("none", *ways) else Answer(400)

    return answer


@pytest.mark.parametrize(
    ("more", "way", "message"),
    [
        ("", "joined", "two values of `status` are taken with commas, and refused one after the other"),
        (
            ", explode: false",
            "repeated",
            "two values of `status` are taken one after the other, and refused with commas",
        ),
    ],
)
def test_a_list_is_taken_otherwise_than_described(more: str, way: str, message: str) -> None:
    assert told(play(RULE, api(LISTED, more), taking(way), ALL)) == [("WARNING", message)]


@pytest.mark.parametrize("more", ["", ", explode: false"])
def test_a_list_that_is_taken_in_both_ways_is_right(more: str) -> None:
    outcome = play(RULE, api(LISTED, more), taking("joined", "repeated"), ALL)
    assert (told(outcome), [each.verdict.value for each in outcome.judgements]) == ([], ["agrees"])


def test_a_list_that_is_refused_in_both_ways_cannot_be_judged() -> None:
    outcome = play(RULE, api(LISTED), taking(), ALL)
    assert (told(outcome), reasons(outcome)) == ([], ["two values of `status` were refused in both ways"])


@pytest.mark.parametrize(
    "schema",
    [
        "{type: array, items: {type: string}}",  # no value is known that is certainly allowed
        "{type: array, items: {enum: ['a,b', c]}}",
        "{type: array, maxItems: 1, items: {enum: [open, paid]}}",
        "{type: string, enum: [open, paid]}",
    ],
)
def test_without_two_certain_values_the_rule_is_not_about_it(schema: str) -> None:
    outcome = play(RULE, api(schema), taking("joined"), ALL)
    assert (told(outcome), outcome.judgements) == ([], [])


def test_lists_of_2_0_are_judged_by_their_collection_format() -> None:
    text = """
swagger: '2.0'
paths:
  /orders:
    get:
      parameters: [{name: status, in: query, type: array, items: {type: string, enum: [open, paid]}}]
      responses: {'200': {}}
"""
    message = "two values of `status` are taken one after the other, and refused with commas"
    outcome = play(RULE, text, taking("repeated"), ALL)
    assert told(outcome) == [("WARNING", message)]
    assert outcome.findings[0].help == "write `collectionFormat: multi`, or take what is described"
