"""Why a text is no pattern, in words that say what to write instead."""

from __future__ import annotations

import re


class PatternError(Exception):
    """Why a text is no pattern, and what to write instead where that is known."""

    def __init__(self, message: str, help: str | None = None) -> None:  # noqa: A002
        super().__init__(message)
        self.help = help


def twice(text: str, start: int, at: int) -> PatternError:
    """A quantifier right after another one."""
    if text[at] == "+":
        return PatternError(
            f"`{text[start : at + 1]}` (possessive) is not in ECMA-262", f"write `{text[start:at]}`"
        )
    return PatternError(f"`{text[at]}` at position {at + 1} has nothing to repeat")


def unknown_group(text: str, start: int) -> PatternError:
    """A `(?` that ECMA-262 does not know."""
    found = re.compile(r"\(\?(P?[<'=>]?[\w-]*[>')=]?)").match(text, start)
    written = found[0] if found else "(?"
    if written.startswith("(?P<"):
        return PatternError(
            f"`{written}` is Python's spelling of a named group", f"write `{written.replace('?P<', '?<')}`"
        )
    if re.fullmatch(r"\(\?[a-zA-Z-]+\)", written):
        advice = "leave it out, and write both cases as `[Aa]`" if "i" in written else "leave it out"
        return PatternError(f"`{written}` sets flags, which ECMA-262 patterns cannot do", advice)
    if written.startswith("(?>"):
        return PatternError("`(?>` (atomic group) is not in ECMA-262", "write `(?:`")
    return PatternError(
        f"`{written}` opens no group that ECMA-262 knows", "write `(?:` for a group, `\\(` for the character"
    )
