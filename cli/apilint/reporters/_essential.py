"""Which lines of a script a person is shown: all of a short one, of a longer one those that it cannot do without."""

from __future__ import annotations

import re

from ._curl import bearable
from ._summary import plural

MOST_LINES = 12

_SET = re.compile(r"(?:^|; )(\w+)=", re.ASCII)
_USED = re.compile(r"\$\{?(\w+)", re.ASCII)


def essential(lines: list[str], most: int = MOST_LINES) -> list[str]:
    """The last line, those that set what it uses, and as many before it as fit; a comment where some are left out."""
    kept: set[int] = set()
    for at in reversed(range(len(lines))):
        wanted = kept | _needed(lines, at)
        if len(wanted) > most and kept:
            break
        kept = wanted
    return [line for at in range(len(lines)) for line in _line(lines, at, kept)]


def _needed(lines: list[str], at: int) -> set[int]:
    """The places of a line and of those that set the variables which it uses, and what those use."""
    needed, waiting = {at}, [at]
    while waiting:
        place = waiting.pop()
        for name in _USED.findall(lines[place]):
            setters = [each for each in range(place) if name in _SET.findall(lines[each])]
            if setters and setters[-1] not in needed:
                needed.add(setters[-1])
                waiting.append(setters[-1])
    return needed


def _line(lines: list[str], at: int, kept: set[int]) -> list[str]:
    """A line that is kept; in front of it how many were left out before it."""
    if at not in kept:
        return []
    before = max((each for each in kept if each < at), default=-1)
    left = at - before - 1
    aside = [f"# {plural(left, 'request')} left out: see `curl` in --format json"] if left else []
    return [*aside, bearable(lines[at])]
