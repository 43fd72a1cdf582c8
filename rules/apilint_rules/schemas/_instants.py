"""Names that mean points in time: `created_at`, `startDate`, `updateTime`."""

from __future__ import annotations

import re
from functools import cache

from ..core.words import words

_EVENTS = (
    "accept accepted access accessed acknowledged activated activation approval approve approved "
    "archive archived arrival begin booking cancel canceled cancellation cancelled capture captured "
    "change changed checkin checkout close closed commit committed complete completed completion "
    "create created creation delete deleted deletion departure due effective end ended event "
    "expiration expire expired expires expiry finish finished ingested ingestion insert inserted issue "
    "issued join joined launch launched login logon logout measured measurement modification modified "
    "modify notification observation observed occurred occurrence open opened order ordered paid "
    "payment pickup posted posting publication publish published purchase purchased receive received "
    "refund refunded registered registration release released reset resolve resolved revoke revoked "
    "schedule scheduled sent settlement signed start started stop stopped submission submit submitted "
    "sync synced transaction triggered update updated upload uploaded"
)
"""Words before `time` that make it a point in time; without one it may as well be a duration."""
_OTHERWISE = (
    r"(?i)\b(epoch|unix|seconds?|millis\w*|minutes|hours|duration|time spen[dt]|cron|time of day|"
    r"hh?:mm|mm/?yy|rfc ?-?(?:2822|822|1123|850|7231)|http-date|relative|human[- ]readable)\b"
)
"""What descriptions say of values that are not written as RFC 3339 writes dates and times."""


@cache
def events() -> frozenset[str]:
    return frozenset(_EVENTS.split())


@cache
def is_instant(name: str) -> bool:
    """Whether a name ends like a point in time; `lifetime`, `response_time` and `up_to_date` do not."""
    parts = words(name)
    last, before = parts[-1:], parts[-2] if len(parts) > 1 else ""
    if last == ("at",):
        return before not in ("", "look", "point", "good")
    if last == ("time",):
        return before in events() and "." not in name
    return last in (("date",), ("datetime",), ("timestamp",)) and parts[-3:] != ("up", "to", "date")


@cache
def follows_event(name: str) -> bool:
    """Whether a name is that of a point in time even of a number: `expires_at`, `updateTime`, `timestamp`."""
    parts = words(name)
    after_event = len(parts) > 1 and parts[-1] in ("at", "time", "datetime") and parts[-2] in events()
    return parts[-1:] == ("timestamp",) or (after_event and "." not in name)


def is_date_only(name: str) -> bool:
    """Whether a name promises a day rather than an instant."""
    return words(name)[-1:] == ("date",)


def says_otherwise(description: str) -> bool:
    """Whether a description tells that the value is written in another way."""
    return re.search(_OTHERWISE, description) is not None
