"""`apilint diff` against the spec pairs of oasdiff's tests: who differs, and who is right."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator

import pytest

from oasdiff import CASES, Scored, scored, signed

pytestmark = pytest.mark.skipif(
    not CASES.is_dir(), reason=f"the spec pairs of oasdiff are not beside the repository ({CASES.name})"
)


@pytest.fixture(scope="module")
def pairs() -> Iterator[list[Scored]]:
    gc.disable()
    yield [pair for pair in scored() if pair.is_scored]
    gc.enable()


def test_every_disagreement_is_signed_and_every_signature_is_needed(pairs: list[Scored]) -> None:
    assert {pair.name for pair in pairs if not pair.agrees} == set(signed())


def test_the_verdict_is_right_on_97_percent(pairs: list[Scored]) -> None:
    """Of pairs that say anything; where the two differ, the table says who is right, and why."""
    right = Counter(signed().values())
    assert set(right) <= {"apilint", "oasdiff", "case"}
    assert len(pairs) > 100
    assert right["oasdiff"] / (len(pairs) - right["case"]) <= 0.03


def test_what_breaks_is_shown_or_named(pairs: list[Scored]) -> None:
    """An error about a schema has a value that shows it."""
    compared = ("request-narrowed", "response-widened", "parameter-narrowed", "response-header-widened")
    found = [each for pair in pairs for each in pair.errors if each.rule in compared]
    shown = [each for each in found if each.change is not None and each.change.witness is not None]
    assert len(shown) > 50
    assert {each.change.facet for each in found if each not in shown and each.change} <= {"x-extensible-enum"}
