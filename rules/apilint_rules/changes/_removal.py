"""When something may go: it was deprecated, and the day it was announced for has come."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from ..core import Change, View


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
