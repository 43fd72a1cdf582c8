"""What is known of the formats of JSON Schema and OpenAPI: their lengths, patterns, and texts of them.

Only the RFC that defines a format, and jsonschema-rs, are asked: what just one of them takes is neither certain nor
ruled out. Sources: RFC 3339, 9562, 2673, 4291, 5321 and 1123, and JSON Schema 2020-12 Validation, section 7.3.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

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


class Notation(NamedTuple):
    """What is known of a format.

    least, most: how many characters its texts may have. every: a pattern that all of its texts fit. surely: a pattern
    of texts that fit it, none of more than `safe` characters; doubt: why nothing is certain of longer ones. texts:
    plain ones. lengthened: makes one of some length. numbered: makes one of its own for each number.
    """

    least: int = 0
    most: int | None = None
    every: str | None = None
    surely: str | None = None
    safe: int | None = None
    doubt: str = ""
    texts: tuple[str, ...] = ()
    lengthened: Callable[[int], str] | None = None
    numbered: Callable[[int], str] | None = None


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


def _day(number: int) -> str:
    return (date(2026, 1, 31) + timedelta(number)).isoformat()


def _time(number: int) -> str:
    return f"{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}Z"


def _path(start: str) -> Callable[[int], str]:
    return lambda length: start[:length].ljust(length, "a")


def _base64(length: int) -> str:
    return "a" * (length + -length % 4)


_MOMENT = "2026-01-31T09:30:00Z"
_MONTHS = (
    r"(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8])"
)
_LEAP_YEAR = r"(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DATE = rf"(?:\d{{4}}-(?:{_MONTHS})|{_LEAP_YEAR}-02-29)"
_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
_ZONE = rf"(?:\.\d+)?(?:[Zz]|[+-]{_HOUR})"
_TIME, _LEAP_TIME = rf"{_HOUR}:[0-5]\d{_ZONE}", rf"{_HOUR}:(?:[0-5]\d|60){_ZONE}"
_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_SPELT = r"(?:25[0-5]|2[0-4]\d|[01]?\d{1,2})"
"""A byte that may have zeros before it, which RFC 2673 does not rule out."""
_IPV4 = rf"{_BYTE}(?:\.{_BYTE}){{3}}"
_HEX = "[0-9A-Fa-f]"
_GROUP = f"{_HEX}{{1,4}}"
_UUID = f"^{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}$"
_BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
_NAME = r"[a-z]{1,63}(?:\.[a-z]{1,63})*"

_EMAIL = Notation(
    least=3,
    every="^.+@.+$",
    surely=f"^[a-z]{{1,64}}@{_NAME}$",
    safe=254,
    doubt="RFC 5321 ends an address at 254 characters, and not every validator does",
    texts=("a@example.com",),
    lengthened=_mailbox,
    numbered="a{}@example.com".format,
)
_HOSTNAME = Notation(
    least=1,
    most=253,
    every="^[A-Za-z0-9.-]+$",
    surely=f"^{_NAME}$",
    safe=253,
    doubt="how long an international host name may be is not certain",
    texts=("example.com",),
    lengthened=_host,
    numbered="a{}.example.com".format,
)
_URL = Notation(
    texts=("https://example.com/a", "a:b"),
    lengthened=_path("https://example.com/"),
    numbered="https://example.com/{}".format,
)
_URI = _URL._replace(least=2, every="^[A-Za-z][A-Za-z0-9+.-]*:")
_RELATIVE = Notation(texts=("/a",), lengthened=_path("/"), numbered="/{}".format)

NOTATIONS: dict[str, Notation] = {
    "date": Notation(
        least=10, most=10, every=f"^{_DATE}$", surely=f"^{_DATE}$",
        texts=("2026-01-31", "1999-12-31"), numbered=_day,
    ),
    "date-time": Notation(
        least=20, every=f"^{_DATE}[Tt ]{_LEAP_TIME}$", surely=f"^{_DATE}[Tt]{_TIME}$",
        texts=(_MOMENT, "1999-12-31T23:59:59.123+02:00"), lengthened=_moment,
        numbered=lambda number: f"{_day(number)}T09:30:00Z",
    ),
    "time": Notation(
        least=9, every=f"^{_LEAP_TIME}$", surely=f"^{_TIME}$",
        texts=("09:30:00Z",), lengthened=lambda length: _moment(length + 11)[11:], numbered=_time,
    ),
    "duration": Notation(
        least=3, every="^P.+$", surely=r"^P(?:\d+D|T\d+S)$",
        texts=("PT1H",), lengthened=lambda length: f"P{'1' * (length - 2)}D", numbered="PT{}S".format,
    ),
    "uuid": Notation(
        least=36, most=36, every=_UUID, surely=_UUID,
        texts=("123e4567-e89b-12d3-a456-426614174000",), numbered="123e4567-e89b-12d3-a456-{:012x}".format,
    ),
    "ipv4": Notation(
        least=7, most=15, every=rf"^{_SPELT}(?:\.{_SPELT}){{3}}$", surely=f"^{_IPV4}$",
        texts=("192.0.2.1", "255.255.255.255"), numbered=lambda number: f"192.0.{number // 256}.{number % 256}",
    ),
    "ipv6": Notation(
        least=2, most=45, every="^[0-9A-Fa-f:.]+$", surely=f"^(?:{_GROUP}:){{6}}(?:{_GROUP}:{_GROUP}|{_IPV4})$",
        texts=("2001:db8::1", "2001:0db8" + ":0000" * 6, "2001:0db8" + ":0000" * 4 + ":255.255.255.255"),
        numbered="2001:db8::{:x}".format,
    ),
    "email": _EMAIL,
    "idn-email": _EMAIL,
    "hostname": _HOSTNAME,
    "idn-hostname": _HOSTNAME._replace(most=None, every=None),
    "uri": _URI,
    "iri": _URI,
    "url": _URL,
    "uri-reference": _RELATIVE,
    "iri-reference": _RELATIVE,
    "uri-template": _RELATIVE,
    "json-pointer": _RELATIVE._replace(every="^(?:/|$)"),
    "relative-json-pointer": Notation(
        least=1, every=r"^\d", texts=("1/a",), lengthened=_path("1/"), numbered="1/{}".format
    ),
    "regex": Notation(texts=("^a$",), lengthened=_path("^"), numbered="a{}".format),
    "byte": Notation(surely=_BASE64, texts=("aGVsbG8=",), lengthened=_base64, numbered="{:04}".format),
}  # fmt: skip
CHECKED = (NOTATIONS.keys() - {"byte", "url"}) | SAYS_NOTHING
"""Formats of which a validator refuses what does not have them; all others are annotations to it."""
