"""What is known of formats: whatever a validator takes fits it, and a validator takes whatever surely fits."""

from __future__ import annotations

from random import Random

import jsonschema_rs
import pytest

from apilint_rules.core.ecma.language import takes
from apilint_rules.core.inclusion.clause import Clause
from apilint_rules.core.inclusion.formats import numbered, of_length
from apilint_rules.core.inclusion.notations import CHECKED, NOTATIONS
from apilint_rules.core.json_schema import FORMATS

LETTERS = '0123456789:-TtZz+. abfFgP/@%$é\n[]"D'
NO_DIGITS = "+,-./"
"""What jsonschema-rs takes for a digit of a date or a time (`2/26-01-31`), and RFC 3339 does not."""
EDGES = {
    "date": ["2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29", "0000-02-29", "2026-04-31", "9999-12-31", "2026-13-01"],
    "date-time": ["2026-01-31T23:59:60Z", "2026-01-31T24:00:00Z", "2026-01-31t09:30:00.5z", "2026-01-31T09:30:00+24:00"],
    "time": ["23:59:60Z", "09:30:00", "09:30:00.1-23:59", "24:00:00Z"],
    "ipv4": ["01.2.3.4", "256.1.1.1", "0.0.0.0", "249.199.99.9"],
    "ipv6": ["::", "::1", "1::", "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "fe80::1%eth0", "1::2::3"],
    "email": ["a@b", '"a b"@c.d', "a@[127.0.0.1]", "a@[IPv6:::1]", "a.b@c", "a..b@c"],
    "hostname": ["a", "a.b", "a-b", "-a", "a_b", "xn--ihqwcrb4cv8a8dqg056pqjye", "1.2.3.4"],
    "uri": ["a:", "urn:a:b", "http://a/b?c#d", "/a", "http://[::1]"],
    "duration": ["P1Y", "P1W", "P", "PT", "P1Y2M3DT4H5M6S"],
    "json-pointer": ["", "/", "/a~0b", "a", "/~"],
    "relative-json-pointer": ["0", "1#", "0/a", "01"],
}  # fmt: skip


def fits(name: str, text: str) -> bool:
    return bool(jsonschema_rs.Draft202012Validator({"format": name}, validate_formats=True).is_valid(text))


def is_mistaken(name: str, text: str) -> bool:
    """Whether jsonschema-rs takes it only for its reading of digits."""
    every = NOTATIONS[name].every or ""
    places = [at for at, letter in enumerate(text) if letter in NO_DIGITS]
    meant = [f"{text[:at]}{digit}{text[at + 1 :]}" for at in places for digit in "0123456789"]
    is_time = name in ("date", "date-time", "time") and not takes(every, text)
    return is_time and any(takes(every, each) for each in meant)


def made_up(name: str, rng: Random) -> list[str]:
    """Texts that have a fair chance to fit: plain ones and edges, with up to two letters changed."""
    lengthened = [
        text
        for length in range(3, 40)
        for text in of_length(Clause("string", formats=frozenset((name,))), length)
    ]
    begun = [*NOTATIONS[name].texts, *EDGES.get(name, ()), *lengthened]
    found = [*begun]
    for _ in range(4_000):
        text = [*rng.choice(begun)]
        for _ in range(rng.randint(1, 2)):
            at = rng.randint(0, len(text))
            text[at : at + rng.randint(0, 1)] = rng.choices(LETTERS, k=rng.randint(0, 1))
        found.append("".join(text))
    return found


@pytest.mark.parametrize("name", sorted(NOTATIONS))
def test_what_a_validator_takes_fits_what_is_known_of_the_format(name: str) -> None:
    notation, taken = NOTATIONS[name], 0
    for text in made_up(name, Random(name)):
        if fits(name, text) and not is_mistaken(name, text):
            taken += 1
            assert notation.least <= len(text), text
            assert notation.most is None or len(text) <= notation.most, text
            assert notation.every is None or takes(notation.every, text), text
    assert taken > 50


@pytest.mark.parametrize("name", sorted(name for name in NOTATIONS if NOTATIONS[name].surely))
def test_a_validator_takes_what_surely_fits(name: str) -> None:
    notation, taken = NOTATIONS[name], 0
    for text in made_up(name, Random(name)):
        if takes(notation.surely or "", text) and len(text) <= (notation.safe or len(text)):
            taken += 1
            assert fits(name, text), text
    assert taken > 30


@pytest.mark.parametrize("name", sorted(NOTATIONS))
def test_plain_texts_of_a_format_fit_it(name: str) -> None:
    assert all(fits(name, text) for text in NOTATIONS[name].texts)
    lengths = range(max(NOTATIONS[name].least, 22), (NOTATIONS[name].safe or 400) + 1)
    clause = Clause("string", formats=frozenset((name,)))
    made = [(length, text) for length in lengths for text in of_length(clause, length)]
    assert all(fits(name, text) for _, text in made)
    assert all(length <= len(text) <= length + 3 for length, text in made)


@pytest.mark.parametrize("name", sorted(CHECKED & NOTATIONS.keys()))
def test_a_format_is_checked_if_it_is_said_to_be(name: str) -> None:
    assert not all(fits(name, text) for text in ("a b", "-", "~", "(", "{"))


def test_formats_of_one_notation_are_known_as_such() -> None:
    assert all(NOTATIONS[name].surely for name in FORMATS)


@pytest.mark.parametrize("name", sorted(name for name in NOTATIONS if NOTATIONS[name].numbered))
def test_numbered_texts_fit_and_are_different(name: str) -> None:
    made = list(numbered(Clause("string", formats=frozenset((name,)))))
    assert len(set(made)) == len(made) > 1_900
    assert all(fits(name, text) for text in made)
