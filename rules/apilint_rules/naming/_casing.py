"""What the rules about casing share: the case that names are held to, and how others are told of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ..core import Option, Place, Problem, Related, Severity
from ..core.words import CASES, case_of, fits, is_neutral, majority, to_case, words

CASE = Option(
    "majority",
    "the case that names are written in; `majority` is what the document itself does",
    ("majority", *CASES),
)

_PROTOCOLS = (
    "access_token token_type expires_in refresh_token id_token grant_type response_type response_mode "
    "client_id client_secret redirect_uri redirect_uris code_challenge code_challenge_method "
    "code_verifier error_description error_uri token_type_hint subject_token subject_token_type "
    "actor_token actor_token_type requested_token_type id_token_hint post_logout_redirect_uri "
    "login_hint ui_locales acr_values device_code user_code verification_uri verification_uri_complete "
    "jwks_uri token_endpoint_auth_method client_id_issued_at client_secret_expires_at client_assertion "
    "client_assertion_type preferred_username email_verified phone_number_verified SAMLRequest "
    "SAMLResponse RelayState PaReq PaRes TermUrl"
)
PROTOCOLS = frozenset(_PROTOCOLS.split())
"""Names of OAuth 2, OpenID Connect, SAML and 3-D Secure: whoever speaks these must write them so."""

TOLD_APART = 3
"""A name that stands in more places than this is one finding, not one for each place."""

ALIKE = 10
"""So many names that begin alike are one finding."""


class Standard(NamedTuple):
    """The case that names are held to, and how many have it (0 where it was chosen by configuration)."""

    case: str
    used: int


def is_plain(name: str) -> bool:
    """Whether a name has a case: no signs but single `-` and `_` inside, no acronym (`ID`), no random key."""
    parts = name.replace("-", "_").split("_")
    is_acronym = name.isalnum() and name.isupper()
    return name.isascii() and not is_acronym and all(part.isalnum() and not is_random(part) for part in parts)


def is_random(part: str) -> bool:
    """Whether a part of a name is a key that a program made up, such as `6VMVochwUWo`."""
    return part[0].isdigit() and sum(map(str.isupper, part)) > 1 and any(map(str.islower, part))


def standard_of(names: Iterable[str], case: str = "majority") -> Standard | None:
    """The chosen case, or that of the document: most names of several words have it, few do not fit it."""
    if case != "majority":
        return Standard(case, 0)
    names = list(names)
    found = majority(_votes(names).elements())
    if found is None or sum(fits(name, found.value) for name in names) < 0.8 * len(names):
        return None
    return Standard(found.value, found.number)


def inconsistent(
    thing: str, names: Iterable[str], case: str, places: Callable[[str], list[Place]]
) -> Iterator[Problem]:
    """Problems for the names that differ in case from the others, or from the chosen case.

    thing: what they are names of (`property`). places: where a name stands; none to let it pass.
    """
    names = sorted({name for name in names if is_plain(name)})
    standard = standard_of(names, case)
    if standard is None:
        yield from _mixed(thing, names, places)
        return
    odd = {name: where for name in names if not fits(name, standard.case) if (where := places(name))}
    if case != "majority" and len(odd) >= 4 and 2 * len(odd) > len(names):
        yield _together(f"{len(odd)} of {len(names)} {plural(thing)} are not {case}", odd, case)
        return
    like = f" like {standard.used} others" if standard.used else ""
    for start, alike in _alike(odd).items():
        if len(alike) >= ALIKE:
            message = f"{len(alike)} {plural(thing)} that begin with `{start}` are not {standard.case}{like}"
            yield _together(message, alike, standard.case)
            continue
        for name, where in alike.items():
            message = f"{thing} `{name}` is not {standard.case}{like}"
            yield from at_places(where, message, f"write `{rewritten(name, standard.case)}`", name)


def at_places(places: list[Place], message: str, help: str, name: str) -> Iterator[Problem]:  # noqa: A002
    """A problem at each place of a name, or a single one where there are many."""
    if len(places) > TOLD_APART:
        also = [Related(place, "also here") for place in places[1 : TOLD_APART + 1]]
        yield Problem(places[0], f"{message} ({len(places)} places)", help=help, subject=name, related=also)
        return
    for place in places:
        yield Problem(place, message, help=help, subject=name)


def rewritten(name: str, case: str) -> str:
    """A name in another case; digits stay with the word before them (`ipv4Address` is `ipv4_address`)."""

    def digits(found: re.Match[str]) -> str:
        return found[0] if re.search(f"[_-]{found[1]}", name) else found[1]

    return re.sub(r"[_-](\d+)", digits, to_case(name, case))


def plural(thing: str) -> str:
    """The plural of what names are names of."""
    return thing.removesuffix("y") + "ies" if thing.endswith("ty") else thing + "s"


def _votes(names: Iterable[str]) -> Counter[str]:
    return Counter(case_of(name) for name in names if not is_neutral(name) and case_of(name) != "mixed")


def _alike(odd: dict[str, list[Place]]) -> dict[str, dict[str, list[Place]]]:
    """The names by their first word: where many share it, they differ from the others for one cause."""
    groups: dict[str, dict[str, list[Place]]] = {}
    for name, places in odd.items():
        groups.setdefault(next(iter(words(name)), name), {})[name] = places
    return groups


def _together(message: str, odd: dict[str, list[Place]], case: str) -> Problem:
    first = next(iter(odd))
    help_ = f"write `{rewritten(first, case)}`, or set the option `case` to what the API does"
    problem = Problem(odd[first][0], f"{message}, such as `{first}`", help=help_)
    problem.stands_for = [place for places in odd.values() for place in places]
    return problem


def _mixed(thing: str, names: list[str], places: Callable[[str], list[Place]]) -> Iterator[Problem]:
    """No case has a majority: that is one cause, told once and mildly, at a name of the second case."""
    votes = _votes(names).most_common()
    if len(votes) < 2 or sum(count for _, count in votes) < 5:
        return
    counts = ", ".join(f"{count} {case}" for case, count in votes)
    for name in names:
        if case_of(name) == votes[1][0] and (where := places(name)):
            yield Problem(
                where[0],
                f"{plural(thing)} mix cases: {counts}, such as `{name}`",
                help="choose one case for new names, and set the option `case` to it",
                severity=Severity.INFO,
            )
            return
