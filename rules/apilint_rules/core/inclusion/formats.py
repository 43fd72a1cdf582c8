"""What a `format` certainly says of a text: what fits every reading of it, and what none refuses.

Only the RFC that defines a format, and jsonschema-rs, are asked: what just one of them takes is neither certain nor
ruled out. Sources: RFC 3339, 9562, 2673, 4291, 5321 and 1123, and JSON Schema 2020-12 Validation, section 7.3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from .clause import Clause

SAYS_NOTHING = frozenset(
    ("password", "binary", "string", "int32", "int64", "integer", "number", "float", "double")
)
"""Formats that say how a value is shown or stored, and refuse none (of `int32` the range is written out)."""
WITHIN = {
    ("date-time", "string"), ("ipv4", "ip"), ("ipv6", "ip"), ("email", "idn-email"), ("hostname", "idn-hostname"),
    ("uri", "iri"), ("uri", "uri-reference"), ("uri", "iri-reference"), ("iri", "iri-reference"),
    ("uri-reference", "iri-reference"), ("uuid4", "uuid"),
}  # fmt: skip
"""Pairs of formats of which whatever fits the first fits the second."""
CERTAIN = frozenset(("date", "date-time", "uuid", "ipv4", "ipv6"))
"""Formats that are one notation, so that every validator takes what fits `Notation.surely`."""


class Notation(NamedTuple):
    """What is known of a format.

    least, most: how many characters its texts may have. every: a pattern that all of its texts fit. surely: a pattern
    of texts that fit it, none of more than `safe` characters. texts: plain ones. lengthened: makes one of some length.
    doubt: why nothing is certain of what has more than `safe` characters.
    """

    least: int = 0
    most: int | None = None
    every: str | None = None
    surely: str | None = None
    safe: int | None = None
    texts: tuple[str, ...] = ()
    lengthened: Callable[[int], str] | None = None
    doubt: str = ""


def as_known(clause: Clause) -> Clause:
    """The clause with the lengths and patterns that its formats mean."""
    for notation in (NOTATIONS[name] for name in clause.formats if name in NOTATIONS):
        most = notation.most if clause.most is None else clause.most
        clause = replace(
            clause,
            least=max(clause.least, notation.least),
            most=most if notation.most is None or most is None else min(most, notation.most),
            patterns=clause.patterns | ({notation.every} if notation.every else frozenset()),
        )
    return clause


def notations(clause: Clause) -> list[Notation]:
    """What is known of the formats of a clause."""
    return [NOTATIONS[name] for name in sorted(clause.formats) if name in NOTATIONS]


def texts(clause: Clause) -> Iterator[str]:
    """Plain texts of its formats."""
    for notation in notations(clause):
        yield from notation.texts


def of_length(clause: Clause, length: int) -> Iterator[str]:
    """Texts of its formats that have some length, as far as they come in it."""
    for notation in notations(clause):
        if notation.lengthened is not None and length <= (notation.safe or length):
            yield notation.lengthened(length)


def _mailbox(length: int) -> str:
    local = max(1, min(64, length - 12))
    return "a" * local + "@" + _host(length - local - 1)


def _host(length: int) -> str:
    """Labels of no more than 63 letters; the last one has at least two where there are several."""
    if length <= 63:
        return "a" * (length - 4) + ".com" if length > 4 else "a" * length
    label = min(63, length - 5)
    return "a" * label + "." + _host(length - label - 1)


def _moment(length: int) -> str:
    return _MOMENT if length < 22 else f"{_MOMENT[:-1]}.{'0' * (length - 21)}Z"


_MOMENT = "2026-01-31T09:30:00Z"
_DATE = (
    r"(?:\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))"
    r"|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
)
_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
_ZONE = rf"(?:\.\d+)?(?:[Zz]|[+-]{_HOUR})"
_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_SPELT = r"(?:25[0-5]|2[0-4]\d|[01]?\d{1,2})"
"""A byte that may have zeros before it, which RFC 2673 does not rule out."""
_HEX = "[0-9A-Fa-f]"
_GROUP = f"{_HEX}{{1,4}}"
_LABEL = "[a-z]{1,63}"
_EMAIL = Notation(
    3,
    None,
    "^.+@.+$",
    rf"^[a-z]{{1,64}}@{_LABEL}(?:\.{_LABEL})*$",
    254,
    ("a@example.com",),
    _mailbox,
    "RFC 5321 ends an address at 254 characters, and not every validator does",
)
_HOSTNAME = Notation(
    1, 253, "^[A-Za-z0-9.-]+$", rf"^{_LABEL}(?:\.{_LABEL})*$", 253, ("example.com",), _host
)  # fmt: skip


def _path(start: str) -> Callable[[int], str]:
    return lambda length: start[:length].ljust(length, "a")


_UUID = f"^{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}$"
_NAME = "how long an international host name may be is not certain"
_URI = Notation(
    2,
    None,
    "^[A-Za-z][A-Za-z0-9+.-]*:",
    texts=("https://example.com/a", "a:b"),
    lengthened=_path("https://example.com/"),
)
NOTATIONS: dict[str, Notation] = {
    "date": Notation(10, 10, f"^{_DATE}$", f"^{_DATE}$", texts=("2026-01-31", "1999-12-31")),
    "date-time": Notation(
        20, None, rf"^{_DATE}[Tt ]{_HOUR}:(?:[0-5]\d|60){_ZONE}$", rf"^{_DATE}[Tt]{_HOUR}:[0-5]\d{_ZONE}$",
        texts=(_MOMENT, "1999-12-31T23:59:59.123+02:00"), lengthened=_moment,
    ),
    "time": Notation(
        9, None, rf"^{_HOUR}:(?:[0-5]\d|60){_ZONE}$", rf"^{_HOUR}:[0-5]\d{_ZONE}$",
        texts=("09:30:00Z",), lengthened=lambda length: _moment(length + 11)[11:],
    ),
    "duration": Notation(
        3, None, "^P.+$", r"^P(?:\d+D|T\d+S)$",
        texts=("PT1H",), lengthened=lambda length: f"P{'1' * (length - 2)}D",
    ),
    "uuid": Notation(36, 36, _UUID, _UUID, texts=("123e4567-e89b-12d3-a456-426614174000",)),
    "ipv4": Notation(
        7, 15, rf"^{_SPELT}(?:\.{_SPELT}){{3}}$", rf"^{_BYTE}(?:\.{_BYTE}){{3}}$",
        texts=("192.0.2.1", "255.255.255.255"),
    ),
    "ipv6": Notation(
        2, 45, "^[0-9A-Fa-f:.]+$", rf"^(?:{_GROUP}:){{6}}(?:{_GROUP}:{_GROUP}|{_BYTE}(?:\.{_BYTE}){{3}})$",
        texts=("2001:db8::1", "2001:0db8" + ":0000" * 6, "2001:0db8" + ":0000" * 4 + ":255.255.255.255"),
    ),
    "email": _EMAIL,
    "idn-email": _EMAIL,
    "hostname": _HOSTNAME,
    "idn-hostname": _HOSTNAME._replace(most=None, every=None, doubt=_NAME),
    "uri": _URI,
    "iri": _URI,
    "url": _URI._replace(least=0, every=None),
    "uri-reference": Notation(texts=("/a",), lengthened=_path("/")),
    "iri-reference": Notation(texts=("/a",), lengthened=_path("/")),
    "uri-template": Notation(texts=("/{id}",), lengthened=_path("/")),
    "json-pointer": Notation(every="^(?:/|$)", texts=("/a",), lengthened=_path("/")),
    "relative-json-pointer": Notation(1, None, r"^\d", texts=("1/a",), lengthened=_path("1/")),
    "regex": Notation(texts=("^a$",), lengthened=_path("^")),
    "byte": Notation(texts=("aGVsbG8=",), lengthened=lambda length: "a" * (length + -length % 4)),
}  # fmt: skip
