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


def test_who_is_right_is_proved_or_shown(pairs: list[Scored]) -> None:
    """Where only oasdiff sees a break, nothing is undecided; where only apilint does, a value that breaks is there."""
    for pair in pairs:
        if pair.agrees or signed()[pair.name] != "apilint":
            continue
        if pair.is_breaking:
            assert not [each for each in pair.findings if each.message.startswith("cannot tell")], pair.name
        else:
            shown = [each.change.witness for each in pair.errors if each.change]
            assert shown, pair.name
            assert None not in shown, pair.name


def test_what_breaks_is_shown_or_named(pairs: list[Scored]) -> None:
    """An error about a schema has a value that shows it."""
    compared = ("request-narrowed", "response-widened", "parameter-narrowed", "response-header-widened")
    found = [each for pair in pairs for each in pair.errors if each.rule in compared]
    shown = [each for each in found if each.change is not None and each.change.witness is not None]
    assert len(shown) > 50
    assert {each.change.facet for each in found if each not in shown and each.change} <= {"x-extensible-enum"}


def test_the_ids_that_its_tests_expect_are_among_ours() -> None:
    """Of pairs of two files; the rest is equal for us, or told by another difference of the same schemas."""
    expected, found = 0, 0
    for pair in (each for each in scored() if each.base != each.revision):
        wanted = {each.split()[0] for each in pair.expected}
        ours = {name for each in pair.findings if each.change for name in each.change.oasdiff}
        expected, found = expected + len(wanted), found + len(wanted & ours)
    assert expected > 200
    assert found / expected >= 0.66
