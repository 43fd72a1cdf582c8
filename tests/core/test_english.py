"""Plurals and verbs: whole words, lenient where English is."""

from __future__ import annotations

import pytest

from apilint_rules.core.english import (
    CRUD_VERBS,
    NOUN_VERBS,
    VERBS,
    head_word,
    is_adjective,
    is_plural,
    is_verb,
    names_many,
    number_free,
    pluralize,
)
from apilint_rules.core.words import words


@pytest.mark.parametrize(
    "word", ["orders", "statuses", "people", "Data", "menus", "news", "equipment", "series"]
)
def test_plurals_and_words_without_a_singular_are_plural(word: str) -> None:
    assert is_plural(word)


@pytest.mark.parametrize(
    "word", ["order", "status", "address", "analysis", "menu", "bus", "axis", "us", "person"]
)
def test_singulars_are_not_plural_even_when_they_end_in_s(word: str) -> None:
    assert not is_plural(word)


@pytest.mark.parametrize("word", ["catalog", "history", "allowlist", "watchlist", "auditlog", "orders"])
def test_one_thing_that_holds_many_names_many(word: str) -> None:
    assert names_many(word)


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("order", "orders"),
        ("category", "categories"),
        ("day", "days"),
        ("status", "statuses"),
        ("branch", "branches"),
        ("person", "people"),
        ("Person", "People"),
        ("analysis", "analyses"),
        ("ox", "oxen"),
    ],
)
def test_pluralize_is_what_is_plural_accepts(singular: str, plural: str) -> None:
    assert pluralize(singular) == plural
    assert is_plural(plural)
    assert not is_plural(singular)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("menu-items", "items"),
        ("codes_of_conduct", "codes"),
        ("files_under_retention", "files"),
        ("projectsV2", "projects"),
        ("usageByRepository", "usage"),
        ("by-name", "name"),
        ("", ""),
    ],
)
def test_the_head_of_a_name_carries_its_plural(name: str, head: str) -> None:
    assert head_word(words(name)) == head


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("line-item", "lineItems"),
        ("category", "categories"),
        ("status", "statuses"),
        ("alias", "aliases"),
        ("box", "boxes"),
    ],
)
def test_singular_and_plural_compare_equal(one: str, many: str) -> None:
    assert number_free(words(one)) == number_free(words(many))


@pytest.mark.parametrize("word", ["starred", "blocking", "public", "upcoming"])
def test_adjectives_and_participles_say_which_things(word: str) -> None:
    assert is_adjective(word)


@pytest.mark.parametrize("word", ["feed", "booking", "order", "thing", "ring"])
def test_nouns_in_ed_and_ing_are_no_adjectives(word: str) -> None:
    assert not is_adjective(word)


def test_words_that_are_nouns_as_well_are_not_verbs_by_themselves() -> None:
    assert is_verb("cancel")
    assert not is_verb("report")
    assert not is_verb("order")


def test_every_noun_verb_and_crud_verb_is_a_verb() -> None:
    assert NOUN_VERBS <= VERBS
    assert CRUD_VERBS <= VERBS
