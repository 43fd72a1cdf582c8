"""Credentials made up in the likeness of real ones, and JSON Web Tokens changed as an attacker would."""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Mapping
from typing import Any

PAST = 1_000_000_000
"""September 2001."""

FUTURE = 4_000_000_000
"""October 2096."""

_IDENTITY = ("iss", "sub", "aud", "scope", "scp", "roles", "groups", "azp", "client_id")
"""Claims by which a service knows a caller."""


def is_jwt(token: str) -> bool:
    """Whether a token is a signed JSON Web Token (RFC 7519, in the compact form of RFC 7515)."""
    parts = token.split(".")
    header = _read(parts[0]) if len(parts) == 3 else None
    return header is not None and "alg" in header and _read(parts[1]) is not None


def expired(token: str) -> str:
    """A JWT whose `exp` has passed (RFC 7519 section 4.1.4); its signature is that of the original."""
    header, claims, signature = token.split(".")
    changed = {**(_read(claims) or {}), "exp": PAST}
    return f"{header}.{_written(changed)}.{signature}"


def unsigned(token: str) -> str:
    """A JWT that says it needs no signature, and has none (RFC 7519 section 6; RFC 8725 section 2.1)."""
    return f"{_written({'alg': 'none', 'typ': 'JWT'})}.{token.split('.')[1]}."


def made_up(secret: str = "") -> str:
    """Something of the same form as a secret that does not give it away: always the same for the same form.

    A JWT says of itself what the real one says (who, for whom, with which rights), so that it would be taken for it by
    a service that does not check signatures.
    """
    if is_jwt(secret):
        header, claims, _ = (_read(part) or {} for part in secret.split("."))
        kept = {name: claims[name] for name in _IDENTITY if name in claims}
        return made_up_jwt(str(header.get("alg")), kept)
    fortune = random.Random(len(secret))
    invented = "".join(_like(character, fortune) for character in secret or "a" * 32)
    return invented if invented != secret else invented + "x"


def made_up_jwt(algorithm: str = "HS256", identity: Mapping[str, Any] | None = None) -> str:
    """A JWT of somebody (else of nobody), with a signature that nobody made."""
    claims = {"sub": "nobody", **(identity or {}), "iat": PAST, "exp": FUTURE}
    signature = made_up("a" * 43)
    return f"{_written({'alg': algorithm, 'typ': 'JWT'})}.{_written(claims)}.{signature}"


def _like(character: str, fortune: random.Random) -> str:
    for kind in (string.ascii_lowercase, string.ascii_uppercase, string.digits):
        if character in kind:
            return fortune.choice(kind)
    return character if character in string.punctuation else "x"


def _read(part: str) -> dict[str, Any] | None:
    try:
        value = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return None
    return value if type(value) is dict else None


def _written(value: dict[str, Any]) -> str:
    text = json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()
