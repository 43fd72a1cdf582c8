"""Response headers that tell of rate limits, by family."""

from __future__ import annotations

import re
from collections.abc import Iterable

CURRENT, DRAFT, CUSTOM = "RateLimit", "RateLimit-*", "X-RateLimit-*"

PARTS = ("limit", "remaining", "reset")
"""What the older families tell in fields of their own."""


def family_of(name: str) -> str | None:
    """The family of a header: of the current draft, of its older versions, or with `X-`; None for others."""
    name = name.lower()
    if name in ("ratelimit", "ratelimit-policy"):
        return CURRENT
    if re.match(r"x-rate-?limit(-|$)", name):
        return CUSTOM
    return DRAFT if re.match(r"rate-?limit-", name) else None


def families(names: Iterable[str]) -> dict[str, list[str]]:
    """The rate-limit headers among these, by family."""
    found: dict[str, list[str]] = {}
    for name in names:
        family = family_of(name)
        if family is not None:
            found.setdefault(family, []).append(name)
    return found


def missing_parts(family: str, names: list[str]) -> list[str]:
    """What the headers of a family leave out, as the names that would tell it."""
    lower = [name.lower() for name in names]
    if family == CURRENT:
        return [name for name in ("RateLimit", "RateLimit-Policy") if name.lower() not in lower]
    stem = re.compile("^(x-)?rate-?limit", re.IGNORECASE)
    told = {part for name in lower for part in (stem.sub("", name) or "-limit").split("-")}
    found = next((match[0] for name in names if (match := stem.match(name))), family.rstrip("-*"))
    return [f"{found}-{part.capitalize()}" for part in PARTS if part not in told]
