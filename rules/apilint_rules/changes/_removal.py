"""When something may go: it was deprecated, and the day it was announced for has come."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from ..core import Change, View

_DEPRECATE = "keep it, marked `deprecated: true` with an `x-sunset` date, until clients have left it"


class Notice(NamedTuple):
    """How a removal reads in a message, whether it was announced as it should be, its name in oasdiff, and advice."""

    words: str
    is_fair: bool
    oasdiff: str
    help: str | None = None


def notice_of(change: Change[Any], part: View) -> Notice:
    """Whether a part that is gone was deprecated, and gone no earlier than its `x-sunset` said."""
    sunset = sunset_of(part)
    if not part.deprecated:
        return Notice("without having been deprecated", False, "without-deprecation", _DEPRECATE)
    if sunset is not None and sunset > day_of(change):
        return Notice(f"before its sunset on {sunset}", False, "before-sunset", f"keep it until {sunset}")
    return Notice("as its deprecation announced", True, "with-deprecation")


def sunset_of(view: View) -> date | None:
    """The day that `x-sunset` names (an RFC 3339 date or date-time); None when it names none."""
    value = view.value.get("x-sunset")
    found = re.match(r"\d{4}-\d\d-\d\d(?=$|[Tt ])", value.strip()) if isinstance(value, str) else None
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def day_of(change: Change[Any]) -> date:
    """The day of the run."""
    return date.fromisoformat(change.policy.today)
