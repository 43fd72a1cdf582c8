"""The dates that deprecated operations send: `Deprecation` (RFC 9745) and `Sunset` (RFC 8594)."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_HTTP_DATE = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, \d\d[ -][A-Z][a-z]{2}[ -]\d{2,4} \d\d:\d\d:\d\d GMT"


def deprecation_of(text: str) -> datetime | None:
    """The moment in a `Deprecation`: `@` and seconds (RFC 9651 section 3.3.7); None for anything else."""
    found = re.fullmatch(r"@(-?\d{1,11})(;.*)?", text.strip())
    return datetime.fromtimestamp(int(found[1]), UTC) if found else None


def is_of_a_draft(text: str) -> bool:
    """Whether a `Deprecation` is as the drafts before RFC 9745 had it: `true`, or an HTTP-date."""
    return text.strip().strip("?").lower() in ("true", "1") or http_date_of(text) is not None


def http_date_of(text: str) -> datetime | None:
    """The moment in an HTTP-date (RFC 9110 section 5.6.7); None for anything else."""
    if not re.fullmatch(_HTTP_DATE, text.strip()):
        return None
    from email.utils import parsedate_to_datetime  # costs more than reading a small description

    try:
        return parsedate_to_datetime(text.strip())
    except ValueError:
        return None
