"""What rate-limit fields say: how much there is, what remains, when it is renewed.

`RateLimit` and `RateLimit-Policy` are lists of `"name";r=50;t=30` and `"name";q=100;w=60` in the newest drafts of the
IETF, and of `limit=100, remaining=50, reset=30` and `100;w=60` in older ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ._fields import CURRENT

EPOCH = 1_000_000_000
"""From here on a reset is an instant, below it a number of seconds."""
_ITEM = re.compile(r'\s*("[^"]*"|[\w*./:-]+)((?:\s*;\s*[a-z][\w*.-]*(?:=[^;,]*)?)*)\s*')
_LONGEST = 1000


class Quota(NamedTuple):
    """What one policy says: in which field, what remains, and when it is renewed (-1 where it does not say)."""

    name: str
    field: str
    remaining: int
    reset: int

    def is_one_window_with(self, other: Quota) -> bool:
        """Whether both were told in one window, with the same number remaining.

        A bucket that is refilled at once always says the same: a window that ends within a second is none.
        """
        lasts = self.reset > 1 and (self.reset < EPOCH or self.reset == other.reset)
        return lasts and self.remaining == other.remaining > 0


def quotas_in(fields: Mapping[str, str]) -> Iterator[Quota]:
    """The quotas in the header fields of an answer (names in lower case)."""
    for name, parameters in items_in(fields.get("ratelimit", "")):
        remaining, reset = number(parameters.get("r")), number(parameters.get("t"))
        if remaining is not None:
            yield Quota(name, "`RateLimit`", remaining, -1 if reset is None else reset)
    for field, value in fields.items():
        if field.endswith("-remaining") and "ratelimit" in field.replace("-", ""):
            remaining, reset = number(value), number(fields.get(field.replace("-remaining", "-reset")))
            if remaining is not None:
                yield Quota(field, f"`{field}`", remaining, -1 if reset is None else reset)


def faults_in(family: str, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the fields of one family: a cause and a message each."""
    if family == CURRENT:
        yield from _faults_of_items(fields)
        return
    for name, value in fields.items():
        if name.endswith(("-remaining", "-limit")) and number(re.split(r"[,;]", value)[0]) is None:
            yield f"{name} is no number", f"`{name}: {value[:60]}` is no whole number"
    limit = next(
        (number(re.split(r"[,;]", text)[0]) for name, text in fields.items() if name.endswith("-limit")), None
    )
    for name, value in fields.items():
        remaining = number(value) if name.endswith("-remaining") else None
        if limit is not None and remaining is not None and remaining > limit:
            yield f"{name} above the limit", f"`{name}: {remaining}` is more than the limit, {limit}"


def _faults_of_items(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    policies = dict(items_in(fields.get("ratelimit-policy", "")))
    for name, parameters in items_in(fields.get("ratelimit", "")):
        remaining, quota = number(parameters.get("r")), number(policies.get(name, {}).get("q"))
        if not parameters:
            continue  # of an older draft
        if remaining is None:
            yield "RateLimit without r", f"`RateLimit` does not say what remains of `{name}` (`r=`)"
        elif quota is not None and remaining > quota:
            yield "RateLimit above the quota", f"`RateLimit` says that {remaining} of {quota} remain"
        elif policies and name not in policies and any("q" in each for each in policies.values()):
            yield (
                "RateLimit of no policy",
                f"`RateLimit` speaks of `{name}`, which `RateLimit-Policy` does not define",
            )


def items_in(value: str) -> list[tuple[str, dict[str, str]]]:
    """The items of a structured list with their parameters (RFC 9651); what cannot be read is left out."""
    found = []
    for part in re.findall(r'(?:[^,"]|"[^"]*"?)+', value[:_LONGEST]):
        match = _ITEM.fullmatch(part)
        if match is not None:
            pairs = [pair.partition("=") for pair in match[2].split(";") if pair.strip()]
            found.append((match[1].strip('"'), {name.strip(): text.strip() for name, _, text in pairs}))
    return found


def number(text: str | None) -> int | None:
    """A whole number that is not negative; None where it is none."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None
