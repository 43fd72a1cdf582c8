"""`Retry-After` as it is sent (RFC 9110 section 10.2.3)."""

from __future__ import annotations

import re

_DAY = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATE = re.compile(rf"{_DAY}, \d\d {_MONTH} \d{{4}} \d\d:\d\d:\d\d GMT")

LONGEST = 31 * 24 * 3600
"""Seconds that a client may be sent away for; what is longer is an instant taken for a duration."""


def wrong_with(value: str) -> str:
    """What is wrong with a `Retry-After`; empty for seconds and for a date that a client can read."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return "" if int(value[:12]) <= LONGEST else "more than a month of seconds"
    return "" if _DATE.fullmatch(value) else "neither seconds nor a date of HTTP"
