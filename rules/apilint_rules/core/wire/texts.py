"""Plausible texts: by their format, and by what the property or parameter is called."""

from __future__ import annotations

import re
from random import Random
from uuid import UUID

from ..words import words

_DAYS = ("2025-03-14", "2031-09-26", "1990-05-04")


def of_format(name: str, rng: Random, turn: int, unique: str) -> str | None:
    """A text of a format of JSON Schema or the OpenAPI format registry; None for a format that is not known.

    `turn` counts the tries; `unique` becomes a part of what names something.
    """
    day = _DAYS[turn % len(_DAYS)]
    tag = unique or "a1"
    known = {
        "date-time": f"{day}T10:30:00Z",
        "datetime": f"{day}T10:30:00Z",
        "date": day,
        "full-date": day,
        "time": "10:30:00Z",
        "partial-time": "10:30:00",
        "duration": "PT1H",
        "email": f"jane.{tag}@example.com",
        "idn-email": f"jane.{tag}@example.com",
        "hostname": f"{tag}.example.com",
        "idn-hostname": f"{tag}.example.com",
        "ipv4": f"192.0.2.{1 + turn % 250}",
        "ip": f"192.0.2.{1 + turn % 250}",
        "ipv6": "2001:db8::1",
        "uri": f"https://example.com/{tag}",
        "url": f"https://example.com/{tag}",
        "iri": f"https://example.com/{tag}",
        "uri-reference": f"/{tag}",
        "iri-reference": f"/{tag}",
        "uri-template": "/things/{id}",
        "json-pointer": "/a",
        "relative-json-pointer": "1/a",
        "regex": "^a+$",
        "byte": "aGVsbG8=",
        "base64": "aGVsbG8=",
        "base64url": "aGVsbG8",
        "password": "Correct-Horse-7",
        "decimal": "1.5",
        "int32": "1",
        "int64": "1",
        "char": "a",
        "http-date": "Fri, 14 Mar 2025 10:30:00 GMT",
        "media-range": "application/json",
        "language": "en",
        "phone": "+12025550123",
    }
    if name in ("uuid", "guid", "uuid4"):
        return str(UUID(int=rng.getrandbits(128), version=4))
    return known.get(name)


_BY_WORD = {
    "email": "email", "mail": "email", "url": "uri", "uri": "uri", "website": "uri", "homepage": "uri",
    "href": "uri", "webhook": "uri", "callback": "uri", "uuid": "uuid", "guid": "uuid", "password": "password",
    "hostname": "hostname", "domain": "hostname", "host": "hostname", "ip": "ipv4", "date": "date",
    "birthday": "date", "timestamp": "date-time", "phone": "phone", "telephone": "phone", "mobile": "phone",
}  # fmt: skip
_TEXTS = {
    "country": "US", "currency": "EUR", "language": "en", "locale": "en-US", "lang": "en", "timezone": "UTC",
    "color": "#336699", "colour": "#336699", "city": "Berlin", "zip": "10115", "postcode": "10115",
    "version": "1.0.0", "price": "9.99", "amount": "9.99",
}  # fmt: skip


def of_name(name: str, rng: Random, turn: int, unique: str) -> str:
    """A text for something of that name: an address for `email`, the name itself with `unique` behind it otherwise."""
    tokens = words(name)
    last = tokens[-1] if tokens else ""
    if last in _BY_WORD:
        return of_format(_BY_WORD[last], rng, turn, unique) or "text"
    if len(tokens) > 1 and last in ("at", "time") and tokens[-2] not in ("at", "real"):
        return f"{_DAYS[turn % len(_DAYS)]}T10:30:00Z"
    if last in _TEXTS and turn < 2:
        return _TEXTS[last]
    base = "-".join(tokens) or "text"
    return f"{base}-{unique}" if unique else base


_NAMES = frozenset(
    "name title username user login email mail slug key code id identifier label handle nickname sku".split()
)


def renamed(name: str, text: str, unique: str) -> str:
    """A text of an example made unlike others of its kind, where its property names something."""
    tokens = words(name)
    if not unique or not tokens or tokens[-1] not in _NAMES or re.fullmatch(r"[\d-]*|.{60,}", text):
        return text
    local, at, domain = text.partition("@")
    return f"{local}.{unique}{at}{domain}" if at else f"{text}-{unique}"


def fitted(text: str, least: int, most: int) -> str:
    """A text cut or filled to a length; of one that is too long the end stays, for it makes it unlike others."""
    if len(text) > most:
        text = text[-most:] if most else ""
        text = ("x" + text[1:]) if text[:1] in "-. " and text else text
    return text + "x" * (least - len(text))
