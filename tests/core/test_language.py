"""Languages of patterns: inclusion, and the text that shows that there is none."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apilint_rules.core.ecma.language import Length, UnclearError, taken_only_by
from apilint_rules.core.ecma.lookahead import taken_apart

INCLUDED = [
    ("^[a-z]{1,255}$", "^[a-z]{1,256}$"),
    ("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "[0-9a-fA-F-]{36}"),
    ("^a", "^a|b"), ("a.{10}", "a.{9}"), ("^$", "^a*$"), ("", "^"), ("a$", "a"), ("(ab)*c", "c"),
    ("^(a|b)+$", "^[ab]*$"), ("^a$|^b$", "^(a|b)$"), (r"^\d+$", r"^\w+$"),
]  # fmt: skip
APART = [
    ("^[a-z]{1,64}$", "^[a-z]{1,63}$", "a" * 64), ("^a|b$", "^a", "b"), ("a.{2}", "a.{3}", "a00"),
    ("^(ab)*c$", "^(abab)*c$", "abc"), ("^[^/]+$", "^[a-z]+$", "0"), ("", "^a", ""),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), INCLUDED)
def test_is_included(one: str, other: str) -> None:
    assert taken_only_by((one,), other) is None


@pytest.mark.parametrize(("one", "other", "text"), APART)
def test_a_text_shows_it(one: str, other: str, text: str) -> None:
    found = taken_only_by((one,), other)
    assert found is not None
    assert re.search(one, found)
    assert not re.search(other, found)
    assert len(found) == len(text)


def test_length_counts() -> None:
    assert taken_only_by(("^[a-z]+$",), None, Length(3, 5), Length(0, 5)) is None
    assert taken_only_by(("^[a-z]+$",), None, Length(3, 5), Length(0, 4)) == "aaaaa"
    assert taken_only_by(("^(ab)+$",), "^(ab)+$", Length(0, 5), Length(0, 4)) is None


@pytest.mark.parametrize("pattern", [r"(?=a)b", r"\bа", r"(a)\1", "a{9999}", "^(", r"\p{Script=Greek}"])
def test_what_is_unclear_is_not_judged(pattern: str) -> None:
    with pytest.raises(UnclearError):
        taken_only_by(("^a$", pattern), "^b$")


def test_a_search_that_would_not_end_is_given_up() -> None:
    with pytest.raises(UnclearError):
        taken_only_by(("a.{40}",), "b.{40}a.{41}c")


def pattern(rng: Random, depth: int = 0) -> str:
    kind = rng.randint(0, 6 if depth < 3 else 2)
    if kind <= 2:
        return rng.choice(["a", "b", "[ab]", ".", "[^a]"])
    if kind == 3:
        return f"(?:{pattern(rng, depth + 1)}|{pattern(rng, depth + 1)})"
    if kind == 4:
        return f"(?:{pattern(rng, depth + 1)}){rng.choice(['*', '+', '?', '{2}', '{1,2}'])}"
    if kind == 5:
        return rng.choice(["^", ""]) + pattern(rng, depth + 1) + rng.choice(["$", ""])
    return pattern(rng, depth + 1) + pattern(rng, depth + 1)


TEXTS = [
    "",
    *"abc",
    *(x + y for x in "abc" for y in "abc"),
    *(x + y + z for x in "abc" for y in "abc" for z in "abc"),
]


def fits(pattern: str, text: str) -> bool:
    """As ECMA-262 reads `.` and `$`."""
    return re.search(pattern.replace(".", r"[^\n\r\u2028\u2029]").replace("$", r"\Z"), text) is not None


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 2**32))
def test_random_languages_agree_with_matching(seed: int) -> None:
    rng = Random(seed)
    one, other = pattern(rng), pattern(rng)
    found = taken_only_by((one,), other)
    texts = TEXTS if found is None else [found]
    assert [text for text in texts if fits(one, text) and not fits(other, text)] == (
        [] if found is None else [found]
    )


APART_AHEAD = [
    "^(?=a)b|c", "^(?=.*b)(?=a).{2}$", "^(?!a).*c$", "^(?=a|b)(?!.*c).+$", "^(?=(a|b)c?)[^)]+$", r"^(?=[)(ab])a", r"^(?!\))a|b",
    "^(?=a)(?=b)c", "^(?=a(?=b))..", "^(?=a)*b", "(?=a)b", "^(?=a$)a", "^(?!)a", "^(?=)a", "^(?=a(?!b)).", "^(?:(?=a).)+$",
]  # fmt: skip


@pytest.mark.parametrize("pattern", APART_AHEAD)
def test_what_looks_ahead_is_taken_apart(pattern: str) -> None:
    """Into patterns that say the same; where there is a choice or a repetition, it is left as it is."""
    apart = taken_apart(pattern)
    for text in TEXTS:
        kept_out = any(fits(each, text) for each in apart.must_not)
        assert fits(pattern, text) is (all(fits(each, text) for each in apart.must) and not kept_out)


def test_only_what_looks_ahead_from_the_start_is_taken_apart() -> None:
    assert taken_apart("^(?=.*[A-Z])(?!.*[)(])(?=.*\\d).{8,}$") == (
        ("^(?:.*[A-Z])", "^(?:.*\\d)", "^.{8,}$"),
        ("^(?:.*[)(])",),
    )
    for pattern in ("^(?=a)b|c", "(?=a)b", "^(?=a)*b", "^a(?=b)"):
        assert taken_apart(pattern) == ((pattern,), ())
