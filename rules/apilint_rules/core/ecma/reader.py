"""Patterns as ECMA-262 reads them: parsed into a small tree, or refused with the reason.

JSON Schema asks for ECMA-262. What is a syntax error with no flag at all (Annex B, the way of browsers) is an
error here; `\\p{L}` and `\\u{1F600}` are read as with the flag `u`, sets within sets as with the flag `v`.
"""

from __future__ import annotations

import re
from functools import cache

from .errors import PatternError, twice, unknown_group
from .tree import (
    DIGITS,
    LAST,
    LINE_ENDS,
    SPACE,
    WORD,
    Anchor,
    Backreference,
    Chars,
    Choice,
    Group,
    Node,
    Ranges,
    Repeat,
    complement,
    union,
)

MOST_DEPTH = 50
_SETS = {"d": DIGITS, "w": WORD, "s": SPACE}
_CONTROLS = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "0": 0}


class _TooDeepError(Exception):
    """Groups in groups in groups: not worth following."""


@cache
def read(pattern: str) -> Choice | PatternError:
    """The tree of a pattern, or why there is none; an empty one where groups are nested beyond reason."""
    try:
        return _Reader(pattern).whole()
    except PatternError as error:
        return error
    except _TooDeepError:
        return Choice(())


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.text = pattern
        self.at = 0
        self.depth = 0
        self.names = set(re.findall(r"\(\?<([^>=!]+)>", pattern))

    def whole(self) -> Choice:
        choice = self.choice()
        if self.at < len(self.text):
            raise PatternError(
                f"`)` at position {self.at + 1} closes nothing", "write `\\)` for the character itself"
            )
        return choice

    def choice(self) -> Choice:
        branches = [self.sequence()]
        while self.take("|"):
            branches.append(self.sequence())
        return Choice(tuple(branches))

    def sequence(self) -> tuple[Node, ...]:
        nodes: list[Node] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            node = self.atom()
            nodes.append(self.repeated(node))
        return tuple(nodes)

    def take(self, wanted: str) -> bool:
        found = self.text.startswith(wanted, self.at)
        self.at += len(wanted) * found
        return found

    def match(self, expression: str) -> re.Match[str] | None:
        found = re.compile(expression).match(self.text, self.at)
        if found is not None:
            self.at = found.end()
        return found

    # Quantifiers --------------------------------------------------------------------------------------------

    def repeated(self, node: Node) -> Node:
        start = self.at
        found = self.match(r"([*+?])|\{(\d+)(,?)(\d*)\}")
        if found is None:
            return node
        if found[1]:
            least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[found[1]]
        else:
            least = int(found[2])
            most = int(found[4]) if found[4] else None if found[3] else least
        if most is not None and most < least:
            raise PatternError(f"`{found[0]}` counts down", f"write `{{{most},{least}}}`")
        if isinstance(node, Anchor) or (isinstance(node, Group) and node.look in ("<=", "<!")):
            raise PatternError(f"`{found[0]}` at position {start + 1} has nothing to repeat")
        self.take("?")
        if self.at < len(self.text) and re.compile(r"[*+?]|\{\d+(,\d*)?\}").match(self.text, self.at):
            raise twice(self.text, start, self.at)
        return Repeat(node, least, most)

    # Atoms --------------------------------------------------------------------------------------------------

    def atom(self) -> Node:
        character = self.text[self.at]
        if character == "(":
            return self.group()
        if character == "[":
            return Chars(self.set())
        if character == "\\":
            return self.escape()
        bad = self.match(r"[*+?]|\{\d+(,\d*)?\}")
        if bad is not None:
            advice = (
                "write `.*` for anything"
                if bad[0] == "*" and self.at == 1
                else f"write `\\{bad[0]}` for the character"
            )
            raise PatternError(f"`{bad[0]}` at position {bad.start() + 1} has nothing to repeat", advice)
        self.at += 1
        if character in "^$":
            return Anchor(character)
        return (
            Chars(complement(LINE_ENDS)) if character == "." else Chars(((ord(character), ord(character)),))
        )

    def group(self) -> Group:
        start = self.at
        opening = self.match(r"\((\?(<?[=!]|:|<[^>=!]+>|[ims]*(?:-[ims]+)?:))?")
        if opening is None or self.text.startswith("?", self.at):
            raise unknown_group(self.text, start)
        kind = opening[2] or ""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise _TooDeepError
        body = self.choice()
        self.depth -= 1
        if not self.take(")"):
            raise PatternError(
                f"`(` at position {start + 1} is never closed", "add `)`, or write `\\(` for the character"
            )
        return Group(body, kind if kind in ("=", "!", "<=", "<!") else "")

    def escape(self) -> Node:
        found = self.match(r"\\([bB])|\\([1-9]\d*)|\\k<([^>]*)>")
        if found is None:
            return Chars(self.escaped())
        if found[1]:
            return Anchor("\\" + found[1])
        if found[3] is not None and self.names and found[3] not in self.names:
            raise PatternError(f"`{found[0]}` refers to a group that does not exist")
        return Backreference()

    def escaped(self) -> Ranges | None:
        """What a backslash and the text behind it stand for; not known for most of `\\p`."""
        found = self.match(
            r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([pP])\{([^}]*)\}|c([A-Za-z])|(.))"
        )
        if found is None:
            if self.at == len(self.text) - 1:
                raise PatternError("ends in a lone `\\`", "write `\\\\` for the character itself")
            self.at += 2  # an escaped line end
            return ((10, 10),)
        code = found[1] or found[2] or found[3]
        if code:
            return ((min(int(code, 16), LAST),) * 2,)
        if found[4]:
            return _property(found[5], found[4] == "P")
        if found[6]:
            return ((ord(found[6]) % 32,) * 2,)
        letter = found[7]
        if letter in "dwsDWS":
            ranges = _SETS[letter.lower()]
            return ranges if letter.islower() else complement(ranges)
        return ((_CONTROLS.get(letter, ord(letter)),) * 2,)

    # Sets ---------------------------------------------------------------------------------------------------

    def set(self) -> Ranges | None:
        start = self.at
        negated = self.match(r"\[(\^?)")[1]  # type: ignore[index]
        found: list[tuple[int, int]] = []
        known = True
        while not self.take("]"):
            if self.at >= len(self.text):
                raise PatternError(
                    f"`[` at position {start + 1} is never closed",
                    "add `]`, or write `\\[` for the character",
                )
            member = self.member()
            known = known and member is not None
            found += member or ()
        if not known:
            return None
        return complement(union(found)) if negated else union(found)

    def member(self) -> Ranges | None:
        start = self.at
        low = self.one()
        if (
            not self.text.startswith("-", self.at)
            or self.text.startswith("-]", self.at)
            or self.at + 1 >= len(self.text)
        ):
            return low
        self.at += 1
        high = self.one()
        if (
            low is None
            or high is None
            or len(low) > 1
            or len(high) > 1
            or low[0][0] < low[0][1]
            or high[0][0] < high[0][1]
        ):
            return None if low is None or high is None else union([*low, *high, (45, 45)])
        if high[0][0] < low[0][0]:
            if high == ((45, 45),):  # `--`: without these, with the flag `v`
                return None
            text = self.text[start : self.at]
            raise PatternError(
                f"the range `{text}` runs backwards", "write `\\-` for the hyphen, or turn the ends round"
            )
        return ((low[0][0], high[0][0]),)

    def one(self) -> Ranges | None:
        if self.take("\\b"):
            return ((8, 8),)
        if self.text.startswith("\\", self.at):
            return self.escaped()
        self.at += 1
        return ((ord(self.text[self.at - 1]),) * 2,)


@cache
def _property(name: str, negated: bool) -> Ranges | None:
    """The ranges of a general category such as `L` or `Lu`."""
    import unicodedata

    if not re.fullmatch(r"[LMNPSZC][a-z]?", name):
        return None
    codes = [code for code in range(0x3000) if unicodedata.category(chr(code)).startswith(name)]
    ranges = union([(code, code) for code in codes])
    return complement(ranges) if negated else ranges


def shown(pattern: str) -> str:
    """A pattern as messages quote it."""
    return pattern if len(pattern) <= 80 else pattern[:77] + "..."
